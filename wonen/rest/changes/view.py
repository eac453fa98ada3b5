"""The address from which a copy of a resource is kept in step: what to put in it, and what to take out."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseBase
from rest_framework.request import Request

from wonen.rest import formats, parameters
from wonen.rest.changes.query import ExpiredError, page_of_changes, read_cursor
from wonen.rest.parameters import SINCE, SIZE, USUAL_SIZE
from wonen.rest.problems import Refused
from wonen.rest.projection import Shape, one_moment
from wonen.rest.resource import Asked
from wonen.rest.validation import MOMENT, read_moment
from wonen.rest.views import ResourceView, whole_answer

CHANGED, REMOVED = "gewijzigd", "verwijderd"
EXPIRED = "Vanaf hier zijn niet alle wijzigingen meer bekend. Haal alles opnieuw op, zonder gewijzigdNa."


class ChangesView(ResourceView):
    """The changes of what is public, in an order in which nothing can come before what was given."""

    def get_renderers(self) -> Any:
        return [each for each in super().get_renderers() if each.format == "json"]

    def get(self, request: Request) -> HttpResponseBase:
        asked = parameters.read(request.query_params, parameters.of_changes(self.resource))
        answer = self.answer(asked)
        query = request.query_params.copy()
        query[SINCE] = answer["verder"]
        link = f'<{request.build_absolute_uri(f"{request.path}?{query.urlencode()}")}>; rel="next"'
        return whole_answer(request, formats.encoded(answer).encode(), formats.JSON, {"Link": link})

    def answer(self, asked: Asked) -> dict[str, Any]:
        resource, shape = self.resource, Shape.asked(self.resource, asked)
        assert resource.feed  # noqa: S101 - only such a resource has this address
        try:
            with one_moment():
                page = page_of_changes(resource.feed, _since(asked), asked.get(SIZE, USUAL_SIZE))
                keys = [row.key for row in page.rows if not row.is_gone]
                rows = resource.single(resource.feed.rows().filter(pk__in=keys), asked)
                shown = dict(shape.by_key(rows)) if keys else {}
        except ExpiredError:
            raise Refused(409, EXPIRED) from None
        changes = [
            {
                resource.key.key: row.key,
                "soort": REMOVED if row.is_gone else CHANGED,
                "gewijzigdOp": row.changed_at,
                "gegevens": shown.get(row.key),
            }
            for row in page.rows
        ]
        return {"wijzigingen": changes, "verder": str(page.cursor), "erIsMeer": page.has_more}


def _since(asked: Asked) -> Any:
    since: str | None = asked.get(SINCE)
    if since is None:
        return None
    return read_moment(since) if MOMENT.fullmatch(since) else read_cursor(since)
