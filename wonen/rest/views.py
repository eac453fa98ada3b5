"""The two addresses of a resource: its list and one row of it, to read."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import IO, Any, cast

from django.conf import settings
from django.db.models import F, Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from rest_framework.exceptions import NotAuthenticated, PermissionDenied
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.views import APIView

from wonen.files import exports as files
from wonen.files.answers import answer
from wonen.files.exports import Export, stepped, written
from wonen.jobs.kinds import Step
from wonen.rest import formats, parameters
from wonen.rest.changes.marks import ChangeMark
from wonen.rest.changes.query import Feed, revision
from wonen.rest.csvw.metadata import link
from wonen.rest.negotiation import RENDERERS
from wonen.rest.parameters import FIELDS, PAGE, SINCE, SIZE, SORT
from wonen.rest.problems import Fault, Refused
from wonen.rest.projection import CHUNK, Shape, Shown, one_moment
from wonen.rest.resource import Asked, Resource, Rows
from wonen.rest.validation import faults_in, read_moment, typed
from wonen.rest.writing.preconditions import etag
from wonen.spreadsheets.workbook import XLSX, Column, write_workbook

FILE_TYPES = {
    "csv": formats.CSV,
    "jsonl": formats.JSON_LINES,
    "geojson": formats.GEOJSON,
    "xlsx": XLSX,
}
SMALL = 1000  # rows, the most that a page has too: as a file of text they take 0.3 s
INTERNAL = "Dit is alleen te lezen met een token dat concepten leest: {name}."
EXAMPLES = "Dit antwoord bevat verzonnen projecten; gebruik ze niet als feiten."


class ResourceView(APIView):
    """What the list and one row share. ``resource`` is given by the address."""

    resource: Resource = cast("Resource", None)
    permission_classes = (AllowAny,)
    http_method_names = ["get", "head", "options"]

    def get_renderers(self) -> Any:
        return [each() for each in RENDERERS if each.format != "geojson" or self.resource.place]

    def rows(self, request: Request) -> Rows:
        """Return what this reader may see; of what is part of a row, what is of the row in the address."""
        rows, within = self.resource.rows(bare(request)), self.resource.within
        if within is None:
            return rows
        found = one_row(within.resource, request, self.kwargs)
        if not found.exists():
            raise Http404
        return rows.filter(**{f"{within.link}__in": found.values("pk")})

    def shape(self, request: Request, asked: Asked) -> Shape:
        """Return the shape that is asked of what this reader sees; refuse (401, 403) any other field."""
        fields = self.resource.fields_for(bare(request))
        hidden = set(asked.get(FIELDS, ())) - {each.key for each in fields}
        if hidden:
            sentence = INTERNAL.format(name=", ".join(sorted(hidden)))
            raise NotAuthenticated(sentence) if request.auth is None else PermissionDenied(sentence)
        return Shape.asked(self.resource, asked, fields)

    def perform_authentication(self, request: Request) -> None:
        """Count the request before it is refused what it may not: that costs as much as an answer."""
        super().perform_authentication(request)
        super().check_throttles(request)

    def check_throttles(self, request: Request) -> None:
        """Nothing is left to do: it was counted with who asks."""

    def finalize_response(self, request: Any, response: Any, *args: Any, **kwargs: Any) -> Any:
        """Say of what a token got that it is for its holder alone: drafts may be among it."""
        found = super().finalize_response(request, response, *args, **kwargs)
        if getattr(request, "auth", None) is not None and found.status_code < 400:
            found.headers.setdefault("Cache-Control", "private, no-cache")
        return found

    def options(self, request: Any, *_args: Any, **_kwargs: Any) -> Any:
        """Say which methods there are; what they take is in the description."""
        del request
        return HttpResponse(status=204, headers={"Allow": ", ".join(self.allowed_methods)})


def one_row(resource: Resource, request: Request, keys: Mapping[str, str]) -> Rows:
    """Return the row that an address names, around what is asked; none if this reader may not see it."""
    key = key_in(keys[resource.key.key], resource)
    found = resource.rows(bare(request)).filter(**{resource.lookup: key})
    within = resource.within
    if within is None:
        return found
    return found.filter(**{f"{within.link}__in": one_row(within.resource, request, keys).values("pk")})


def key_in(text: str, resource: Resource) -> Any:
    """Return the key in an address; what can be no key is not there."""
    schema = resource.key.schema
    found = typed(text, schema)
    if faults := [sentence for _, sentence in faults_in(found, schema)]:
        raise Refused(404, faults=[Fault("path", resource.key.key, each) for each in faults])
    return found


def whole_answer(request: Request, body: bytes, media_type: str, headers: dict[str, str]) -> HttpResponseBase:
    """Answer a body with its fingerprint, or that it has not changed."""
    response = HttpResponse(body, content_type=media_type, headers=headers)
    response.headers.setdefault("ETag", f'"{fingerprint(body)}"')
    conditional = get_conditional_response(bare(request), response.headers["ETag"], None, response)
    return conditional or response


def fingerprint(body: bytes) -> str:
    return digest([body])


def digest(parts: Iterable[bytes]) -> str:
    found = hashlib.sha256()
    for part in parts:
        found.update(part)
    return found.hexdigest()[:32]


def changed_since(resource: Resource, rows: Rows, moment: datetime.datetime) -> Rows:
    """Keep what the feed or the row itself says was changed at the moment or after it."""
    assert resource.feed  # noqa: S101 - only such a resource has the parameter
    marks = ChangeMark.objects.filter(resource=resource.feed.resource, changed_at__gte=moment)
    itself = Q(**{f"{resource.changed}__gte": moment}) if resource.changed else Q()
    return rows.filter(Q(pk__in=marks.values("key")) | itself)


def bare(request: Request) -> HttpRequest:
    found: HttpRequest = request._request
    return found


class ListView(ResourceView):
    """The rows of a resource that a choice keeps: a page of them, or all of them as a file."""

    def get(self, request: Request, **_around: str) -> HttpResponseBase:
        resource = self.resource
        asked = parameters.read(request.query_params, parameters.of_list(resource))
        rows = self.chosen(request, asked)
        form = request.accepted_renderer.format
        if form == "json":
            return self.page(request, rows, asked)
        if PAGE in asked or SIZE in asked:
            page, size = parameters.page_of(asked)
            if page > 1:
                last_page(page, rows.count(), size)
            rows = rows[(page - 1) * size : page * size]
        return self.file(request, rows, asked, form)

    def chosen(self, request: Request, asked: Asked) -> Rows:
        """Return the rows that this reader may see and the choice keeps, in the order asked."""
        resource = self.resource
        query = request.query_params.copy()
        for name in set(query) - set(resource.filterset.base_filters if resource.filterset else ()):
            del query[name]
        rows = resource.listed(parameters.filtered(resource, query, self.rows(request)), asked)
        if SINCE in asked:
            rows = changed_since(resource, rows, read_moment(asked[SINCE]))
        if resource.sorts and SORT in asked:
            rows = rows.order_by(*_order(resource, asked[SORT]), "pk")
        return rows

    def page(self, request: Request, rows: Rows, asked: Asked) -> HttpResponseBase:
        page, size = parameters.page_of(asked)
        shown, count = self.shape(request, asked).page(rows, page, size)
        if count is None:
            count = rows.count() if page > 1 else 0
        last = last_page(page, count, size)
        links = _links(request, page, last)
        answer: dict[str, Any] = {
            "aantal": count,
            "volgende": links.get("next"),
            "vorige": links.get("prev"),
            "resultaten": shown,
        }
        if any(row.get(self.resource.is_example) for row in shown):
            answer["voorbeelddata"] = EXAMPLES
        header = ", ".join(f'<{url}>; rel="{rel}"' for rel, url in links.items())
        return whole_answer(request, formats.encoded(answer).encode(), formats.JSON, {"Link": header})

    def file(self, request: Request, rows: Rows, asked: Asked, form: str) -> HttpResponseBase:
        shape = self.shape(request, asked)
        headers = {} if request.auth is None else {"Cache-Control": "private, no-cache"}
        if form == "csv":
            headers["Link"] = link(self.resource, request, self.kwargs)
        holder = None if request.auth is None else request.auth.pk
        export = Export(
            order=files.fingerprint(
                request.build_absolute_uri(request.path), parameters.one_way(asked), form, holder
            ),
            revision=self.revision(request, shape, rows),
            name=f"{self.resource.name}.{form}",
            media_type=FILE_TYPES[form],
            write=self.file_writer(shape, rows, form),
            count=lambda most: (rows if rows.query.is_sliced else rows.order_by()[:most]).count(),
            headers=headers,
            holder=holder,
            small=files.SMALL if form == "xlsx" else SMALL,
        )
        return answer(bare(request), export)

    def revision(self, request: Request, shape: Shape, rows: Rows) -> str:
        """Return by what a file that is not made yet is known: the last change of all that may be in it.

        What has no feed is little, and is read for it; nothing else says that it changed.
        """
        feed = self.resource.feed
        return files.revision_of(
            revision(feed, "municipalities.region") if feed else digest(formats.lines_of(shape.every(rows))),
            self.drafts(request, feed) if feed and request.auth is not None else "",
            self.notes(request),
            settings.API_VERSION,
            formats.encoded(self.resource.described),
        )

    def drafts(self, request: Request, feed: Feed) -> str:
        """Return what differs after any change of what a token reads and the feed does not follow."""
        hidden = self.resource.rows(bare(request)).exclude(pk__in=feed.rows().values("pk")).order_by("pk")
        versions = self.resource.writer.versions if self.resource.writer else ()
        with one_moment():
            return digest(str(row).encode() for row in hidden.values_list("pk", *versions).iterator())

    def notes(self, request: Request) -> str:
        """Return what differs after any change of what only this reader sees of public rows too."""
        resource, rows = self.resource, self.resource.rows(bare(request)).order_by("pk")
        if not resource.reads_internal(bare(request)):
            return ""
        shown = Shape(resource, resource.internal).read(rows, "pk")
        with one_moment():
            return digest(str(row).encode() for row in shown.iterator(CHUNK) if any(row[:-1]))

    def file_writer(self, shape: Shape, rows: Rows, form: str) -> Callable[[IO[bytes], Step], None]:
        if form == "xlsx":
            return lambda target, step: self.workbook(shape, stepped(shape.every(rows), step), target)
        return written(lambda: self.stream(shape, rows, form))

    def stream(self, shape: Shape, rows: Rows, form: str) -> Iterator[bytes]:
        if form == "csv":
            return formats.csv_of(formats.table(shape.described), shape.every(rows))
        if form == "jsonl":
            return formats.lines_of(shape.every(rows))
        return formats.document({"type": "FeatureCollection"}, "features", shape.features(rows))

    def workbook(self, shape: Shape, rows: Iterable[Shown], target: IO[bytes]) -> None:
        columns = formats.table(shape.described)
        write_workbook(
            target,
            self.resource.title,
            [Column(each.name, 20, each.meaning) for each in columns],
            ([each.kept(row) for each in columns] for row in rows),
            [("Wat dit is", self.resource.meaning)],
        )


class ItemView(ResourceView):
    """One row of a resource, by its key."""

    def get_renderers(self) -> Any:
        return [each for each in super().get_renderers() if each.format in {"json", "geojson"}]

    def get(self, request: Request, key: str, **_around: str) -> HttpResponseBase:
        resource = self.resource
        asked = parameters.read(request.query_params, parameters.of_item(resource))
        rows = resource.single(self.rows(request).filter(**{resource.lookup: self.key(key)}), asked)
        shape = self.shape(request, asked)
        if request.accepted_renderer.format == "geojson":
            feature = next(shape.features(rows), None)
            if feature is None:
                raise Http404
            return whole_answer(request, formats.encoded(feature).encode(), formats.GEOJSON, {})
        # Read in the same statement: who read the version apart could be given an old row with a new one.
        found = shape.first(rows, *(resource.writer.versions if resource.writer else ()))
        if found is None:
            raise Http404
        shown, versions = found
        body = formats.encoded(shown).encode()
        # To the public a version that moves while all that it may see stays as it is would tell of the rest.
        headers = {}
        if resource.writer and request.auth is not None:
            headers["ETag"] = etag(resource.writer.version(versions), fingerprint(body))
        return whole_answer(request, body, formats.JSON, headers)

    def key(self, text: str) -> Any:
        return key_in(text, self.resource)


def last_page(page: int, count: int, size: int) -> int:
    """Return the number of the last page; refuse (404) one beyond it."""
    last = max(1, -(-count // size))
    if page > last:
        raise Refused(404, f"Pagina {page} is er niet; de laatste is pagina {last}.")
    return last


def _order(resource: Resource, sort: str) -> list[Any]:
    columns = resource.sorts[sort.removeprefix("-")]
    falling = sort.startswith("-")
    return [F(each).desc(nulls_last=True) if falling else F(each).asc(nulls_last=True) for each in columns]


def _links(request: Request, page: int, last: int) -> dict[str, str]:
    """Return the addresses of the pages around this one, by their relation (RFC 8288)."""
    pages = {"first": 1, "prev": page - 1, "next": page + 1, "last": last}
    found = {}
    for rel, number in pages.items():
        if 1 <= number <= last:
            query = request.query_params.copy()
            query[PAGE] = str(number)
            found[rel] = request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
    return found
