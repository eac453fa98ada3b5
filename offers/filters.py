"""The choices by which offers and what they hold are selected."""

from __future__ import annotations

import datetime
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError

from municipalities import filter_meanings
from municipalities.models import Corporation, Municipality
from offers.models import Offer, OfferedProject
from projects.kinds import Kind
from projects.models.sections import Section
from wonen.dutch.filters import CodesFilter, YearFilter
from wonen.rest.schemas import moment
from wonen.rest.validation import MOMENT, read_moment


class MomentField(forms.CharField):
    """A moment as programs write it (RFC 3339), with its time zone."""

    def clean(self, value: Any) -> datetime.datetime | None:
        text = super().clean(value).strip()
        if not text:
            return None
        try:
            found = read_moment(text) if MOMENT.fullmatch(text) else None
        except (ValueError, OverflowError):
            found = None
        if found is None:
            raise ValidationError("Een moment is bijvoorbeeld 2026-11-24T12:00:00Z.", code="invalid")
        return found


class MomentFilter(django_filters.Filter):
    field_class = MomentField
    schema = moment()


class OfferFilterSet(django_filters.FilterSet):
    codes = filter_meanings.CODES
    gemeente = CodesFilter(
        label="Gemeente",
        field_name="municipality__code",
        queryset=Municipality.objects.all(),
        to_field_name="code",
    )
    corporatie = CodesFilter(
        label="Corporatie",
        field_name="corporation__code",
        queryset=Corporation.objects.all(),
        to_field_name="code",
    )
    jaar = YearFilter(label="Jaar waarover het bod gaat", field_name="year")
    gepubliceerdNa = MomentFilter(  # noqa: N815 - the API speaks camelCase
        label="De laatste versie is op dit moment gepubliceerd, of erna",
        field_name="last_published_at",
        lookup_expr="gte",
        help_text="Een bod verandert alleen door een nieuwe versie: hiermee houdt u een kopie bij.",
    )

    class Meta:
        model = Offer
        fields = ()


class OfferedProjectFilterSet(django_filters.FilterSet):
    codes = filter_meanings.CODES
    onderdeel = django_filters.ChoiceFilter(
        label="Onderdeel van het overzicht", field_name="section", choices=Section.choices
    )
    soort = django_filters.ChoiceFilter(label="Soort", field_name="facts__soort", choices=Kind.choices)

    class Meta:
        model = OfferedProject
        fields = ()
