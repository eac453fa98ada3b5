"""What is chosen to compare or to rank, as it stands in the address."""

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone

from municipalities.models import Indicator, IndicatorClass, Municipality
from wonen.dutch.filters import DutchDateField

MOST_MUNICIPALITIES = 6


def without_blanks(query: QueryDict) -> str | None:
    """Return the address without what was left open or said twice; None if it is that already."""
    clean = QueryDict(mutable=True)
    for name, values in query.lists():
        clean.setlist(name, [value for value in dict.fromkeys(values) if value.strip()])
    return None if clean.urlencode() == query.urlencode() else clean.urlencode()


def shown(value: str) -> str:
    """Return what somebody put in an address, fit to be repeated in a sentence."""
    return "".join(filter(str.isprintable, value))[:30]


class ChosenField(forms.MultipleChoiceField):
    """A repeated choice, in the order in which it was made."""

    def __init__(self, *, sentence: str, **options: Any) -> None:
        super().__init__(required=False, **options)
        self.sentence = sentence

    def to_python(self, value: Any) -> list[str]:
        return list(dict.fromkeys(super().to_python(value)))

    def validate(self, value: list[str]) -> None:
        for each in value:
            if not self.valid_value(each):
                raise ValidationError(self.sentence.format(shown(each)), code="invalid_choice")


class DayForm(forms.Form):
    peildatum = DutchDateField(label="Bekend op", required=False, max_length=20)

    def __init__(self, query: QueryDict) -> None:
        super().__init__(query)
        self.indicators = list(Indicator.objects.select_related("theme").prefetch_related("classes"))

    def day(self, default: datetime.date | None = None) -> datetime.date:
        """Return the day on which figures had to be known; today if nothing else was said."""
        cleaned: dict[str, Any] = getattr(self, "cleaned_data", {})
        chosen: datetime.date | None = cleaned.get("peildatum")
        return chosen or default or timezone.localdate()


class CompareForm(DayForm):
    gemeente = ChosenField(
        label="Gemeente", sentence="'{}' is geen gemeente die hier bekend is. Kies een gemeente uit de lijst."
    )
    kengetal = ChosenField(
        label="Kengetal", sentence="'{}' is geen kengetal dat hier bekend is. Kies een kengetal uit de lijst."
    )

    def __init__(self, query: QueryDict) -> None:
        super().__init__(query)
        self.municipalities = list(Municipality.objects.with_region().order_by("-in_working_area", "name"))
        self._set_choices("gemeente", (each.code for each in self.municipalities))
        self._set_choices("kengetal", (each.code for each in self.indicators))

    def _set_choices(self, name: str, codes: Any) -> None:
        chosen: Any = self.fields[name]
        chosen.choices = [(code, code) for code in codes]

    def clean_gemeente(self) -> list[str]:
        codes: list[str] = self.cleaned_data["gemeente"]
        if len(codes) > MOST_MUNICIPALITIES:
            raise ValidationError(f"Kies hoogstens zes gemeenten naast elkaar; dit zijn er {len(codes)}.")
        return codes

    @property
    def chosen_municipalities(self) -> list[Municipality]:
        """The municipalities, in the order in which they were chosen."""
        by_code = {each.code: each for each in self.municipalities}
        return [by_code[code] for code in self.cleaned_data["gemeente"]]

    @property
    def chosen_indicators(self) -> list[Indicator]:
        """The indicators, in the order of the card."""
        codes = set(self.cleaned_data["kengetal"])
        return [each for each in self.indicators if each.code in codes]

    @property
    def places(self) -> list[str]:
        """What the six choices of the form hold, also when the choice as a whole cannot be taken."""
        known = {each.code for each in self.municipalities}
        given = [code for code in dict.fromkeys(self.data.getlist("gemeente")) if code in known]  # type: ignore[attr-defined]
        return [*given, *[""] * MOST_MUNICIPALITIES][:MOST_MUNICIPALITIES]


def first_class(indicator: Indicator) -> IndicatorClass | None:
    """Return the class that a ranking opens with: the total of the classes, or else the first."""
    classes: list[IndicatorClass] = list(indicator.classes.all())
    totals = [each for each in classes if each.role == IndicatorClass.Role.TOTAL]
    return next(iter([*totals, *classes]), None)


class RankingForm(DayForm):
    kengetal = forms.CharField(label="Kengetal", required=False)
    klasse = forms.CharField(label="Klasse", required=False)

    def clean_kengetal(self) -> Indicator | None:
        code = self.cleaned_data["kengetal"]
        found = next((each for each in self.indicators if each.code == code), None)
        if code and found is None:
            raise ValidationError(
                f"'{shown(code)}' is geen kengetal dat hier bekend is. Kies een kengetal uit de lijst."
            )
        return found

    def clean_klasse(self) -> IndicatorClass | None:
        """Return the class asked for; without one the class that a ranking opens with."""
        code, indicator = self.cleaned_data["klasse"], self.cleaned_data.get("kengetal")
        if indicator is None:
            return None
        if not code:
            return first_class(indicator)
        classes: list[IndicatorClass] = list(indicator.classes.all())
        found = next((each for each in classes if each.code == code), None)
        if found is None:
            names = ", ".join(each.code for each in classes)
            expected = f"Kies uit: {names}." if names else "Dit kengetal heeft geen klassen."
            raise ValidationError(f"'{shown(code)}' is geen klasse van {indicator.name}. {expected}")
        return found
