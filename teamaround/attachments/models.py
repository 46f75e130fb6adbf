"""Files outside the web root, encrypted, checked, served only through the gate."""

from django.db import models

from teamaround.agencies.models import Authority, Post
from teamaround.audit.protected import Protected
from teamaround.kit.refs import new_ref


class Attachment(Protected):
    """One stored file about one child. The bytes lie encrypted under MEDIA_ROOT/<ref>."""

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    child_id = models.BigIntegerField(db_index=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=40, help_text="media type, worked out from the content")
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    purpose = models.CharField(max_length=40)
    added_by = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField()
