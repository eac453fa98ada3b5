"""Refuses a body that is too large, before anything of it is read."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from wonen.http.limits import largest_body
from wonen.middleware import GetResponse


class BodyLimit:
    """Refuse a body by its length, before it is read. The server gives one in chunks its length."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdecimal() and int(length) > largest_body(request.path_info):
            return render(request, "413.html", status=413)
        return self.get_response(request)
