"""The page of one project: what is known of it, what changed, and what stands around it."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from projects import notation
from projects.filters.selection import Selection, select
from projects.kinds import Kind
from projects.models import Project
from projects.models.querysets import ProjectQuerySet
from projects.pages.history import public_history
from projects.sums.intervals import Interval

MOST_NEIGHBOURS = 12


@dataclass(frozen=True)
class Share:
    """How many dwellings of a project fall in one rent class, in words; empty where that is not known."""

    label: str
    dwellings: str
    remark: str


@require_safe
def project(request: HttpRequest, pk: int) -> HttpResponse:
    public = Project.objects.public()
    found = get_object_or_404(
        public.with_legend()
        .select_related("municipality__region__parent", "parent", "bat_from", "bat_to")
        .prefetch_related("external_codes"),
        pk=pk,
    )
    selection = chosen(request.GET, public)
    context = {
        "project": found,
        "selection": selection,
        "year": year_of_limits(found, selection),
        "has_possible": any(entry.is_possible for entry in found.rent_entries.all()),
        "shares": shares(found, public),
        "sections": public.filter(pk=pk).counted().sections_by_year(),
        "phases": public.filter(parent=found).with_legend(),
        "history": public_history(found),
        "neighbours": neighbours_of(found, public),
    }
    return render(request, "projects/project.html", context)


def chosen(query: QueryDict, public: ProjectQuerySet) -> Selection:
    """Return the choice that led here; a wrong one is none, since the project is there all the same."""
    selection = select(query, public)
    return selection if selection.is_valid else select(QueryDict(), public)


def year_of_limits(project: Project, selection: Selection) -> int:
    """Return the year whose rent limits are told: chosen, else this year or the last of an older plan."""
    if selection.is_valid and (year := selection.filterset.form.cleaned_data.get("jaar")):
        return int(year)
    today = timezone.localdate().year
    years = (project.start_year, project.delivery_year, project.planned_year)
    return min(today, max((year for year in years if year), default=today))


def shares(project: Project, public: ProjectQuerySet) -> list[Share]:
    """Return what is known of the division over rent classes; nothing where one class has all there is."""
    entries = list(project.rent_entries.all())
    split = any(entry.dwellings for entry in entries)
    if project.dwellings is None or not (split or len(entries) > 1):
        return []
    intervals = {each.entry: each.dwellings for each in public.filter(pk=project.pk).by_rent_class()}
    # The sums leave demolition out: of that only what was entered is known.
    demolished = project.kind == Kind.DEMOLITION
    rows = []
    for entry in entries:
        certain = Interval(entry.dwellings, entry.dwellings) if entry.dwellings else None
        interval = certain if demolished else intervals[entry.rent_class]
        remark = "eventueel" if entry.is_possible else "" if entry.dwellings else "nog niet verdeeld"
        rows.append(Share(entry.rent_class.label, str(interval or notation.UNKNOWN), remark))
    if not demolished and intervals[None].most:
        rows.append(Share(notation.UNKNOWN_LABEL, str(intervals[None]), ""))
    return rows


def neighbours_of(project: Project, public: ProjectQuerySet) -> ProjectQuerySet:
    """Return other projects of the municipality that are under way or to come, soonest first.

    Beside a real project stand no invented ones.
    """
    others = public.filter(municipality=project.municipality_id, is_example=project.is_example)
    under_way = others.exclude(pk=project.pk).in_overview(timezone.localdate().year)
    return under_way.with_legend()[:MOST_NEIGHBOURS]
