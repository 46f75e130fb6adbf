"""Serving a file: always through the gate, always as a download, never cached."""

from django.http import Http404, HttpResponse, HttpResponseBase
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from teamaround.access.gate import Gated, View, gate
from teamaround.attachments import files, queries
from teamaround.attachments.models import Attachment
from teamaround.attachments.purposes import Purpose
from teamaround.kit.crypto import CannotOpen


def view_for(purpose: Purpose) -> View:
    """The view for files of one purpose, behind the action that opens them."""

    @require_GET
    @gate(purpose.action, load=queries.loader_for(purpose.key))
    def attachment(request: Gated, record: Attachment) -> HttpResponseBase:
        try:
            content = files.read(record.ref)
        except CannotOpen:
            raise Http404 from None
        request.passage.codes["attachment"] = record.pk
        response = HttpResponse(content, content_type=record.kind)
        response.headers["Content-Disposition"] = content_disposition_header(True, record.name)
        response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
        return response

    return attachment
