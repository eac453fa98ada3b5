"""Forms of the back office for indicators, their classes and single figures, read as people write them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Max
from django.forms.models import BaseInlineFormSet, ModelChoiceIterator
from django.utils.text import slugify

from municipalities.models import Figure, Indicator, IndicatorClass
from wonen.dutch.numbers import decimals_in, print_value, read_value
from wonen.dutch.periods import NotationError, Period, read_period


class ByIndicator(ModelChoiceIterator[IndicatorClass]):
    """Classes under the name of their indicator: 'Totaal' alone says nothing."""

    def __iter__(self) -> Iterator[Any]:
        yield ("", self.field.empty_label)
        classes = self.queryset.select_related("indicator").order_by("indicator__name", "order", "name")
        for indicator, found in groupby(classes, key=lambda each: each.indicator):
            yield (str(indicator), [self.choice(each) for each in found])


class ClassChoiceField(forms.ModelChoiceField):  # type: ignore[type-arg]
    iterator = ByIndicator


class PeriodField(forms.CharField):
    """A period in one field, as it is printed: '2020', '2017-2020', '31-12-2020', 'tot 2030'."""

    def clean(self, value: Any) -> Any:
        try:
            return read_period(super().clean(value))
        except NotationError as error:
            raise ValidationError(str(error)) from error

    def prepare_value(self, value: Any) -> Any:
        return str(value) if isinstance(value, Period) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


class FigureForm(forms.ModelForm[Figure]):
    """One figure, with its period and its value as Dutch text."""

    indicator_class = ClassChoiceField(
        label="Klasse",
        queryset=IndicatorClass.objects.all(),
        required=False,
        help_text="Alleen bij een verdeling of een tabel: een van de klassen van het gekozen kengetal.",
    )
    period = PeriodField(
        label="Periode",
        required=False,
        max_length=20,
        help_text="Een jaar (2020), jaren (2017-2020), een dag (31-12-2020) of 'tot 2030'. "
        "Leeg: de bron noemt er geen.",
    )
    value = forms.CharField(
        label="Waarde",
        required=False,
        max_length=40,
        help_text="In de eenheid van het kengetal, met een komma voor decimalen: 18.583 of 8,4. "
        "Leeg alleen als de waarde niet leesbaar is in de bron.",
    )

    class Meta:
        model = Figure
        exclude = ("starts_on", "ends_on")  # noqa: DJ006 - the admin names the fields

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["period"] = self.instance.period
            self.initial["value"] = self._written(self.instance)

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        if "period" in data:
            self.instance.period = data["period"]
        indicator, text = data.get("indicator"), data.pop("value", None)
        if text and indicator:
            try:
                data["value"] = self._read(text, indicator)
            except NotationError as error:
                self.add_error("value", str(error))
        elif text is not None and not text:
            data["value"] = None
        return data

    def _read(self, text: str, indicator: Indicator) -> Any:
        """Leave a value that nobody touched as it is, also where its indicator takes fewer decimals now."""
        if "value" not in self.changed_data and "indicator" not in self.changed_data:
            return self.instance.value
        return read_value(text, indicator.unit, indicator.decimals)

    @staticmethod
    def _written(figure: Figure) -> str:
        if figure.value is None:
            return ""
        decimals = max(figure.indicator.decimals, decimals_in(figure.value))
        return print_value(figure.value, figure.indicator.unit, decimals)

    def _get_validation_exclusions(self) -> set[str]:
        """Check the rules about the period too: its two days stand in one field here."""
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return excluded - {"starts_on", "ends_on"} if "period" in self.cleaned_data else excluded


class CodeFromName:
    """The code may be left empty where the browser does not fill it in from the name."""

    fields: dict[str, forms.Field]
    cleaned_data: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "code" in self.fields:
            self.fields["code"].required = False

    def clean_code(self) -> str:
        code = self.cleaned_data["code"] or slugify(self.cleaned_data.get("name", ""))[:60]
        if not code and "name" not in self.cleaned_data:
            return ""  # what is wrong with the name is told beside the name
        if not code:
            raise ValidationError("Vul een code in: uit de naam volgt er geen.")
        return str(code)


class IndicatorForm(CodeFromName, forms.ModelForm[Indicator]):
    """An indicator; left empty, its code follows from the name and its place is the last of the theme."""

    order = forms.IntegerField(
        label="Volgorde",
        required=False,
        min_value=0,
        max_value=32767,
        help_text="Leeg: achteraan in het thema.",
    )

    class Meta:
        model = Indicator
        fields = "__all__"  # noqa: DJ007 - the admin names the fields

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.pk:
            self.initial.pop("order", None)

    def clean_order(self) -> int:
        order, theme = self.cleaned_data["order"], self.cleaned_data.get("theme")
        if order is not None or theme is None:
            return order or 0
        last = theme.indicators.exclude(pk=self.instance.pk).aggregate(last=Max("order"))["last"]
        return min((last or 0) + 1, 32767)


class IndicatorClassForm(CodeFromName, forms.ModelForm[IndicatorClass]):
    """A class; its code follows from the name, and it comes after those above it."""

    order = forms.IntegerField(label="Volgorde", required=False, min_value=0, max_value=32767)

    class Meta:
        model = IndicatorClass
        fields = "__all__"  # noqa: DJ007 - the admin names the fields

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["code"].disabled = True  # files and programs know the class by it
        else:
            self.initial.pop("order", None)

    def clean_order(self) -> int | None:
        order: int | None = self.cleaned_data["order"]
        return order


class IndicatorClassFormSet(BaseInlineFormSet[IndicatorClass, Indicator, IndicatorClassForm]):
    """The classes of one indicator, in the order in which they were written."""

    def clean(self) -> None:
        deleted = self.deleted_forms
        kept = [form for form in self.forms if getattr(form, "cleaned_data", None) and form not in deleted]
        self._refuse_twice(kept)  # before Django does, which names columns and not what to do
        super().clean()
        if sum(form.cleaned_data.get("role") == IndicatorClass.Role.TOTAL for form in kept) > 1:
            raise ValidationError("Een kengetal heeft hoogstens één klasse die het totaal is.")
        last = 0
        for form in kept:
            if form.cleaned_data.get("order") is None:
                form.instance.order = min(last + 1, 32767)
            last = max(last, form.instance.order)

    @staticmethod
    def _refuse_twice(kept: list[IndicatorClassForm]) -> None:
        """Refuse among new rows what the database would: each row by itself cannot see the others."""
        once = {
            "name": "Twee klassen hebben dezelfde naam.",
            "code": "Twee klassen krijgen dezelfde code. Geef één ervan een andere naam of code.",
            "upper_limit": "Twee klassen lopen tot dezelfde bovengrens.",
        }
        for field, sentence in once.items():
            given = [str(form.cleaned_data.get(field) or "").strip().lower() for form in kept]
            filled = list(filter(None, given))
            if len(set(filled)) < len(filled):
                raise ValidationError(sentence)
