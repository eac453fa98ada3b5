"""The addresses of a resource that is written: added to, changed or removed one by one, many at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from rest_framework.exceptions import MethodNotAllowed, NotAuthenticated, UnsupportedMediaType
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request

from wonen.database.deferred_rules import judge_now
from wonen.database.locks import limit_waiting
from wonen.database.retry_on_deadlock import patiently
from wonen.rest import formats, parameters
from wonen.rest.access import WITHOUT, ApiAccess, access_of
from wonen.rest.negotiation import Json
from wonen.rest.permissions import ReadOrToken
from wonen.rest.problems import Fault, Refused, conflicting, wrong
from wonen.rest.validation import pointer
from wonen.rest.views import ItemView, ListView, ResourceView, bare, fingerprint
from wonen.rest.writing.idempotency import once
from wonen.rest.writing.parsing import MergePatch, StrictJson
from wonen.rest.writing.preconditions import etag, refuse_stale, refuse_without
from wonen.rest.writing.request_schemas import (
    JUST_READ,
    Body,
    completed,
    faults_of,
    merged,
    returned,
    returned_faults,
    written,
)
from wonen.rest.writing.write_handler import Writer

PACKED = "Stuur de inhoud zoals zij is, niet ingepakt (zonder Content-Encoding)."
NO_BODY = "Er is geen inhoud gestuurd. Verwacht: een object in JSON."
JSON_ONLY = {"POST": "Accept-Post", "PATCH": "Accept-Patch", "PUT": "Accept"}


class Written(ResourceView):
    """What the addresses share that take a body."""

    permission_classes: Any = (ReadOrToken,)

    @property
    def writer(self) -> Writer:
        return cast("Writer", self.resource.writer)

    @property
    def written(self) -> Any:
        """The model that ``ReadOrToken`` asks the right for."""
        return self.writer.model

    def get_renderers(self) -> Any:
        writes = self.request is not None and self.request.method not in SAFE_METHODS
        return [Json()] if writes else super().get_renderers()

    def get_parsers(self) -> Any:
        method = getattr(self.request, "method", None)
        return [StrictJson(), MergePatch()] if method == "PATCH" else [StrictJson()]

    def check_permissions(self, request: Request) -> None:
        if request.method not in self.allowed_methods:
            raise MethodNotAllowed(str(request.method))
        super().check_permissions(request)

    def permission_denied(self, request: Request, message: Any = None, code: str | None = None) -> Any:
        if access_of(request).token is None:
            raise NotAuthenticated(WITHOUT)
        return super().permission_denied(request, message, code)

    def body(self, request: Request) -> Any:
        """Return what was sent; refuse what is not JSON, and say what is taken."""
        parameters.read(request.query_params, ())
        if request.headers.get("Content-Encoding", "identity").lower() != "identity":
            raise Refused(415, PACKED, headers={"Accept-Encoding": "identity"})
        if request.stream is None:  # to the framework an empty body is an empty object
            raise wrong([Fault("body", "", NO_BODY)])
        try:
            return request.data
        except UnsupportedMediaType:
            taken = ", ".join(each.media_type for each in self.get_parsers())
            name = JSON_ONLY[str(request.method)]
            raise Refused(415, f"Stuur de inhoud als {taken}.", headers={name: taken}) from None

    def act(self, request: Request, do: Callable[[HttpRequest, ApiAccess], HttpResponse]) -> HttpResponse:
        """Do something in one transaction, as one entry in the history, judged before it is answered."""
        access = access_of(request)

        def whole() -> HttpResponse:
            limit_waiting()
            answer = do(bare(request), access)
            judge_now()
            return answer

        return patiently(whole)

    def answer(self, request: HttpRequest, key: int, status: int) -> HttpResponse:
        """Answer a row as reading it would."""
        found = self.writer.shown(request, key)
        if found is None:
            raise Refused(403, "Dit token mag niet lezen wat het zou schrijven.")
        shown, version = found
        content = formats.encoded(shown).encode()
        tag = etag(version, fingerprint(content))
        return HttpResponse(content, status=status, content_type=formats.JSON, headers={"ETag": tag})


class WrittenList(Written, ListView):
    """The list, to which a row can be added."""

    http_method_names = ["get", "head", "options", "post"]

    def post(self, request: Request) -> HttpResponseBase:
        body, writer = self.body(request), self.writer
        refuse_wrong(body, writer, "create")

        def create(bare_request: HttpRequest, access: ApiAccess) -> HttpResponse:
            key = writer.save(access, None, completed(self.resource, body, writer.defaults))
            answer = self.answer(bare_request, key, 201)
            answer.headers["Location"] = bare_request.build_absolute_uri(f"{bare_request.path}/{key}")
            return answer

        return self.act(
            request, lambda bare_request, access: once(request, body, lambda: create(bare_request, access))
        )


class WrittenItem(Written, ItemView):
    """One row, which can be replaced, changed in part, or removed."""

    http_method_names = ["get", "head", "options", "put", "patch", "delete"]

    def put(self, request: Request, key: str) -> HttpResponseBase:
        body = self.body(request)
        refuse_wrong(body, self.writer, "replace")

        def said(shown: Body) -> Body:
            refuse_conflicting(returned_faults(self.resource, body, shown))
            return completed(self.resource, body, self.writer.defaults)

        return self.change(request, key, said)

    def patch(self, request: Request, key: str) -> HttpResponseBase:
        patch = self.body(request)
        refuse_wrong(patch, self.writer, "patch")

        def said(shown: Body) -> Body:
            own = {name: shown[name] for name in written(self.resource)}
            body = merged(own, {name: value for name, value in patch.items() if name in own})
            # A part can be right, and the whole that comes of it not.
            faults = faults_of(body, self.writer.judged["replace"])
            refuse_conflicting([*returned_faults(self.resource, patch, shown), *faults])
            return completed(self.resource, body, self.writer.defaults)

        return self.change(request, key, said)

    def change(self, request: Request, key: str, said: Callable[[Body], Body]) -> HttpResponseBase:
        def act(bare_request: HttpRequest, access: ApiAccess) -> HttpResponse:
            row, shown = self.meant(request, bare_request, access, key, "change")
            self.writer.save(access, row, said(shown))
            return self.answer(bare_request, row.pk, 200)

        return self.act(request, act)

    def delete(self, request: Request, key: str) -> HttpResponseBase:
        parameters.read(request.query_params, ())

        def act(bare_request: HttpRequest, access: ApiAccess) -> HttpResponse:
            row, _ = self.meant(request, bare_request, access, key, "delete")
            self.writer.delete(access, row)
            return HttpResponse(status=204)

        return self.act(request, act)

    def meant(
        self, request: Request, bare_request: HttpRequest, access: ApiAccess, key: str, action: str
    ) -> tuple[Any, Body]:
        """Return the row, locked, and what is shown of it, if it may be written and nobody was first.

        What may not be seen is not there (404); then what may not be written (403); only then the version.
        """
        row = self.writer.lock(self.key(key))
        found = self.writer.shown(bare_request, row.pk) if row else None
        if found is None:
            raise Http404
        self.writer.refuse_foreign(access, action, (self.writer.place(row), ""))
        shown, version = found
        tag = etag(version, fingerprint(formats.encoded(shown).encode()))
        refuse_stale(refuse_without(request), version, tag)
        return row, shown


class BulkView(Written):
    """Many rows in one request, by the codes of another system."""

    http_method_names = ["options", "post"]

    def post(self, request: Request) -> HttpResponseBase:
        bulk = self.writer.bulk
        if bulk is None:
            raise Http404
        body = self.body(request)

        def apply(_request: HttpRequest, access: ApiAccess) -> HttpResponse:
            return once(request, body, lambda: bulk.apply(access, body))

        return self.act(request, apply)


def refuse_wrong(body: Any, writer: Writer, name: str) -> None:
    """Refuse (400) a body that is not as its schema says."""
    faults = []
    if name == "create" and isinstance(body, dict):
        just_read = returned(writer.resource, body)
        faults = [Fault("body", pointer([each]), JUST_READ) for each in just_read]
        body = {key: value for key, value in body.items() if key not in just_read}
    faults += faults_of(body, writer.judged[name])
    if faults:
        raise wrong(faults)


def refuse_conflicting(faults: Iterable[Fault]) -> None:
    if found := list(faults):
        raise conflicting(found)
