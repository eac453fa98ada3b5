"""The choices by which projects are selected: one FilterSet for page, export and API.

One meaning of uncertainty for all: a choice keeps what certainly or possibly meets it, so that the list
behind a sum is what adds to its *most*. ``zekerheid`` narrows that down.
"""

from collections.abc import Iterator
from functools import cached_property
from typing import Any

import django_filters
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.db.models.functions import Greatest, Least
from django.utils.choices import BaseChoiceIterator

from municipalities.models import Corporation, Municipality, Region
from projects.filters.ordering import SORTS, order
from projects.models import HousingType, Kind, Phase, Project, RentClass, SustainabilityLevel
from projects.models.querysets import MOMENTS, ProjectQuerySet
from projects.models.sections import Section
from projects.notation import UNKNOWN_KEY, UNKNOWN_LABEL
from projects.sums import certainty
from wonen.dutch.filters import MEANT, YearField, YearFilter, YesNoFilter, meant_by
from wonen.dutch.form_fields import AddressForm
from wonen.dutch.periods import YEAR_SENTENCE
from wonen.rest.schemas import YEAR_OR_UNKNOWN, text

ALL = "Alle"
SURE, POSSIBLE = "zeker", "mogelijk"
SCORES = tuple((str(score), str(score)) for score in range(5))
SCORE_ERROR = {"invalid_choice": "Een BAT-score is 0, 1, 2, 3 of 4."}
SCORE_OR_UNKNOWN_ERROR = {"invalid_choice": "Een BAT-score is 0, 1, 2, 3 of 4, of nnb (nog niet bekend)."}
SORT_ERROR = {"invalid_choice": f"Sorteren kan op: {', '.join(sort for sort, _ in SORTS)}."}
COUNTS = ((SURE, "Bekend"), ("ongeveer", "Ongeveer (ca.)"), (UNKNOWN_KEY, UNKNOWN_LABEL))
CERTAINTIES = ((SURE, "Alleen zeker"), (POSSIBLE, "Alleen nog niet zeker"))


class CodeChoices(BaseChoiceIterator):
    """The options of a ``CodeField``."""

    def __init__(self, field: "CodeField") -> None:
        self.field = field

    def __iter__(self) -> Iterator[tuple[str, str]]:
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        if self.field.null_label is not None:
            yield self.field.null_value, self.field.null_label
        for code, row in self.field.rows.items():
            yield code, str(row)


class CodeField(django_filters.fields.ModelChoiceField):
    """A row by its code. The rows are few and fetched once, to check the answer and to show the options."""

    iterator = CodeChoices
    default_error_messages = {
        "invalid_choice": "'%(value)s' is hier geen keuze. Kies uit de lijst, bijvoorbeeld %(example)s.",
        "meant": MEANT,
    }

    @cached_property
    def rows(self) -> dict[str, Any]:
        return {str(getattr(row, self.to_field_name)): row for row in self.queryset}

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values or (self.null_label is not None and value == self.null_value):
            return value or None
        if value not in self.rows:
            meant = meant_by(str(value), self.rows)
            shown = {
                "value": str(value).replace("\0", "")[:60],
                "example": meant or next(iter(self.rows), "geen"),
            }
            sentence = self.error_messages["meant" if meant else "invalid_choice"]
            raise ValidationError(sentence, code="invalid_choice", params=shown)
        return self.rows[value]


class CodeFilter(django_filters.ModelChoiceFilter):
    """Rows by their code, or ``nnb`` where the filter is told to offer that."""

    field_class = CodeField

    def __init__(self, *, unknown: bool = False, **options: Any) -> None:
        if unknown:
            options |= {"null_value": UNKNOWN_KEY, "null_label": UNKNOWN_LABEL}
        super().__init__(**{"to_field_name": "code", "empty_label": ALL, **options})


class ChoiceFilter(django_filters.ChoiceFilter):
    def __init__(self, **options: Any) -> None:
        known = ", ".join(str(value) for value, _ in options["choices"])
        sentence = {"invalid_choice": f"'%(value)s' is hier geen keuze. Kies uit: {known}."}
        super().__init__(**{"empty_label": ALL, "error_messages": sentence, **options})


class YearOrUnknownField(YearField):
    null_value, null_label = UNKNOWN_KEY, UNKNOWN_LABEL

    def clean(self, value: Any) -> Any:
        if str(value or "").strip().lower() == UNKNOWN_KEY:
            return UNKNOWN_KEY
        try:
            return super().clean(value)
        except ValidationError as error:
            raise ValidationError(
                f"{YEAR_SENTENCE.removesuffix('.')}, of nnb (nog niet bekend).", code="invalid"
            ) from error


class YearOrUnknownFilter(django_filters.Filter):
    field_class = YearOrUnknownField
    schema = text(4, pattern=YEAR_OR_UNKNOWN)


class ProjectForm(AddressForm):
    """The form of the FilterSet: what the choices ask of each other."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("onderdeel") and not cleaned.get("jaar") and "jaar" not in self.errors:
            self.add_error(
                "jaar", "Kies ook een jaar: het onderdeel hangt af van het jaar van het overzicht."
            )
        first, last = cleaned.get("vanJaar"), cleaned.get("totJaar")
        if first and last and first > last:
            self.add_error("totJaar", f"Kies {first} of een later jaar: de planning begint bij u in {first}.")
        chosen = [name for name in certainty.CHOICES if cleaned.get(name) or name in self.errors]
        if cleaned.get("zekerheid") and not chosen:
            self.add_error(
                "zekerheid",
                "Kies ook een woningtype, huurprijsklasse, soort huur, BAT-score, duurzaamheid, start of"
                " oplevering: alleen daarvan is iets zeker of nog niet zeker.",
            )
        return cleaned


class ProjectFilterSet(django_filters.FilterSet):
    # The parameters are those of the API, which speaks camelCase.
    # ruff: noqa: N815
    zoek = django_filters.CharFilter(
        label="Naam of plaats",
        method="in_name_or_place",
        max_length=100,
        help_text="Een kleine tikfout geeft niet.",
    )
    jaar = YearFilter(label="Overzicht van jaar", method="in_overview")
    onderdeel = ChoiceFilter(
        label="Onderdeel",
        choices=Section.choices,
        method="in_section",
        help_text="Van het overzicht van een jaar.",
    )
    vanJaar = YearFilter(label="In planning vanaf", method="planned_from")
    totJaar = YearFilter(label="In planning tot en met", method="planned_until")
    regio = CodeFilter(label="Regio", queryset=Region.objects.all(), to_field_name="slug", method="in_region")
    gemeente = CodeFilter(label="Gemeente", field_name="municipality", queryset=Municipality.objects.all())
    corporatie = CodeFilter(label="Corporatie", field_name="corporation", queryset=Corporation.objects.all())
    soort = ChoiceFilter(label="Soort", field_name="kind", choices=Kind.choices)
    fase = ChoiceFilter(label="Projectfase", field_name="phase", choices=Phase.choices)
    woningtype = CodeFilter(
        label="Woningtype", queryset=HousingType.objects.all(), method="meets", unknown=True
    )
    wonenMetZorg = YesNoFilter(label="Wonen met zorg", field_name="with_care")
    huurprijsklasse = CodeFilter(
        label="Huurprijsklasse", queryset=RentClass.objects.all(), method="meets", unknown=True
    )
    segment = ChoiceFilter(
        label="Soort huur",
        choices=[(value, label.capitalize()) for value, label in RentClass.Segment.choices],
        method="meets",
    )
    batVanaf = ChoiceFilter(
        label="BAT-score minstens",
        choices=SCORES,
        method="meets",
        error_messages=SCORE_ERROR,
        help_text="2: met een rollator, 3: met een rolstoel.",
    )
    bat = ChoiceFilter(
        label="BAT-score",
        choices=SCORES,
        method="meets",
        null_value=UNKNOWN_KEY,
        null_label=UNKNOWN_LABEL,
        error_messages=SCORE_OR_UNKNOWN_ERROR,
        help_text="Precies deze score.",
    )
    duurzaamheidVanaf = CodeFilter(
        label="Duurzaamheid minstens", queryset=SustainabilityLevel.objects.all(), method="meets"
    )
    duurzaamheid = CodeFilter(
        label="Duurzaamheid",
        queryset=SustainabilityLevel.objects.all(),
        method="meets",
        unknown=True,
        help_text="Precies dit niveau.",
    )
    start = YearOrUnknownFilter(label="Start in jaar", method="meets", help_text="Of nnb: nog niet bekend.")
    oplevering = YearOrUnknownFilter(
        label="Oplevering in jaar", method="meets", help_text="Of nnb: nog niet bekend."
    )
    aantal = ChoiceFilter(label="Aantal woningen", choices=COUNTS, method="counted_as")
    zekerheid = ChoiceFilter(
        label="Hoe zeker",
        choices=CERTAINTIES,
        method="as_it_is",
        help_text="Of het gekozen type, de huur, BAT-score, duurzaamheid en het jaar al vaststaan.",
    )
    sorteer = ChoiceFilter(
        label="Volgorde", choices=SORTS, method="in_order", empty_label="Gewoon", error_messages=SORT_ERROR
    )

    class Meta:
        model = Project
        form = ProjectForm
        fields = ()

    def filter_queryset(self, queryset: ProjectQuerySet) -> ProjectQuerySet:
        """Apply every choice; then keep what meets all of them certainly, or not yet, if that was asked."""
        found: ProjectQuerySet = super().filter_queryset(queryset)
        chosen = self.form.cleaned_data
        certainly = Q()
        for name, conditions in certainty.CHOICES.items():
            if chosen.get(name):
                certainly &= conditions(chosen[name]).certainly
        if chosen.get("zekerheid") == SURE:
            return found.filter(certainly)
        if chosen.get("zekerheid") == POSSIBLE:  # of nothing chosen, everything is certain
            return found.exclude(certainly) if certainly else found.none()
        return found

    def meets(self, queryset: ProjectQuerySet, name: str, value: Any) -> ProjectQuerySet:
        return queryset.filter(certainty.CHOICES[name](value).possibly)

    def as_it_is(self, queryset: ProjectQuerySet, _name: str, _value: str) -> ProjectQuerySet:
        """Leave it to ``filter_queryset``, which knows the other choices."""
        return queryset

    def in_overview(self, queryset: ProjectQuerySet, _name: str, year: int) -> ProjectQuerySet:
        return queryset.in_overview(year)

    def in_section(self, queryset: ProjectQuerySet, _name: str, section: str) -> ProjectQuerySet:
        # ``jaar`` stands before this filter and has annotated the section; the types know columns only.
        return queryset.filter(section=section)  # type: ignore[misc]

    def planned_from(self, queryset: ProjectQuerySet, _name: str, year: int) -> ProjectQuerySet:
        """Keep what is planned in the year or later; with ``planned_until`` also what is being built then."""
        return queryset.alias(last_planned=Greatest(*MOMENTS)).filter(last_planned__gte=year)

    def planned_until(self, queryset: ProjectQuerySet, _name: str, year: int) -> ProjectQuerySet:
        return queryset.alias(first_planned=Least(*MOMENTS)).filter(first_planned__lte=year)

    def in_region(self, queryset: ProjectQuerySet, _name: str, region: Region) -> ProjectQuerySet:
        return queryset.filter(municipality__in=Municipality.objects.in_region(region))

    def in_name_or_place(self, queryset: ProjectQuerySet, _name: str, text: str) -> ProjectQuerySet:
        return queryset.searched(text)

    def counted_as(self, queryset: ProjectQuerySet, _name: str, count: str) -> ProjectQuerySet:
        if count == UNKNOWN_KEY:
            return queryset.filter(dwellings=None)
        return queryset.filter(dwellings__isnull=False, dwellings_approximate=count != SURE)

    def in_order(self, queryset: ProjectQuerySet, _name: str, sort: str) -> ProjectQuerySet:
        return queryset.order_by(*order(sort))
