"""Every page of the back office: of each model its list and forms, then what is our own."""

from collections.abc import Callable, Iterator

from django.contrib import admin
from django.urls import reverse

from municipalities.models import ApiToken
from offers.models import Offer
from projects.models import Project
from wonen.history.entries import HistoryEntry

MODELS = {f"{model._meta.app_label}_{model._meta.model_name}": model for model in admin.site._registry}
LAST = {ApiToken: "revoke", Offer: "publish"}  # of these a row is not removed
# Beside lists and forms: what is our own, with what stands in its address.
OWN: dict[str, Callable[[], list[object]]] = {
    "admin:index": list,
    "admin:password_change": list,
    "history": list,
    **dict.fromkeys(("history-entry", "history-undo"), lambda: [HistoryEntry.objects.newest_first()[0].pk]),
    **dict.fromkeys((f"admin:municipalities_figure_{each}" for each in ("card", "template", "upload")), list),
    **dict.fromkeys(
        (f"admin:projects_project_{name}" for name in ("todo", "bulk", "sheet", "spreadsheet")), list
    ),
    "admin:projects_project_split": lambda: [Project.objects.earliest("pk").pk],
}


def pages() -> Iterator[str]:
    """Yield the name of each, which is known without a database."""
    for app in sorted({model._meta.app_label for model in MODELS.values()}):
        yield f"app {app}"
    for name, model in MODELS.items():
        yield from (
            f"{name} {each}" for each in ("changelist", "add", "change", "history", LAST.get(model, "delete"))
        )
    yield from OWN
    yield "card of Heerlen"


def address_of(name: str) -> str:
    if name in OWN:
        return reverse(name, args=OWN[name]())
    first, _, what = name.partition(" ")
    if first == "app":
        return reverse("admin:app_list", args=[what])
    if first == "card":
        return reverse("admin:municipalities_figure_card") + "?gebied=GM0917&jaar=2022"
    if what in {"changelist", "add"}:
        return reverse(f"admin:{first}_{what}")
    row = MODELS[first]._default_manager.last()  # not oneself, and no role that is fixed
    assert row, f"no row of {first} to visit"
    return reverse(f"admin:{first}_{what}", args=[row.pk])


def office_pages() -> Iterator[str]:
    """Yield the address of each; of every table there is a row."""
    return map(address_of, pages())
