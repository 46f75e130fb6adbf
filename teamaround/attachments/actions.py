"""Keeping a file about a child. Called inside the action of the package whose file it is."""

import hashlib
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from teamaround.access.actor import Actor
from teamaround.agencies.models import Post
from teamaround.attachments import files, purposes
from teamaround.attachments.models import Attachment
from teamaround.kit import clock, refs


def store(*, child_id: int, authority_id: int, file: UploadedFile[Any], purpose: str, by: Actor) -> Attachment:
    """Check, seal and keep a file. Call it within `access.doing`: the row is protected.

    The bytes are on disk before the row is: a transaction that fails leaves a sealed file that nobody
    can open, and `sweep` removes it. Raises Problem with a sentence for the person, KeyError for an
    unknown purpose.
    """
    purposes.get(purpose)
    content = _content(file)
    kind = files.kind_of(content)
    ref = refs.new_ref()
    files.write(ref, content)
    return Attachment.objects.create(
        ref=ref,
        authority_id=authority_id,
        child_id=child_id,
        name=files.clean_name(file.name or "", kind),
        kind=kind,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        purpose=purpose,
        added_by=Post.objects.filter(pk=by.own_post_id).first() if by.own_post_id else None,
        added_at=clock.now(),
    )


def _content(file: UploadedFile[Any]) -> bytes:
    """Never more than the largest file plus one byte is read into memory."""
    file.seek(0)
    return bytes(file.read(files.LARGEST + 1))
