"""Two people at one project: the second to save is told what the first changed, sees both, and chooses.

The row of the project is locked before anything is compared, and first of all locks: so no two saves wait
for each other, and what was compared is what is saved over.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, QueryDict

from projects.editing import form_snapshot as state
from projects.editing.three_way_merge import Merge
from projects.models import Project
from wonen.database.retry_on_deadlock import patiently

SEEN = "gezien"  # of the page of a conflict: the version that it showed
__all__ = ["hidden", "is_agreed", "locked", "meet", "merged_post", "patiently"]


def locked(pk: int) -> Project | None:
    """Return a project that nobody else can save until this transaction ends; None if it is gone."""
    return Project.objects.select_for_update(of=("self",), no_key=True).filter(pk=pk).first()


def meet(row: Project, form_class: Any, request: HttpRequest) -> Merge | None:
    """Return the merge if somebody else saved first, settled or not; None if nobody did."""
    if request.POST.get("opened") == str(row.version):
        return None
    saved = form_class(instance=row)
    typed = form_class(request.POST, instance=row)
    seen = request.POST.get(SEEN) == str(row.version)
    return Merge(
        form=typed,
        was=state.read(request.POST.get("was", ""), typed.fields),
        theirs=state.of_initial(saved),
        mine=state.of_data(typed),
        chosen=request.POST.dict() if seen else {},
    )


def is_agreed(merge: Merge, row: Project, post: QueryDict) -> bool:
    """Say whether who saves has seen this very version of the other, and chose wherever both changed."""
    return post.get(SEEN) == str(row.version) and merge.is_settled


def merged_post(merge: Merge, row: Project, post: QueryDict) -> QueryDict:
    """Return what is to be saved, as if it had been typed in a form that was opened just now."""
    data = state.as_data(merge.form, merge.result)
    data["opened"], data["was"] = str(row.version), state.written(merge.theirs)
    return with_buttons(data, post)


def with_buttons(data: QueryDict, post: QueryDict) -> QueryDict:
    for name in ("_save", "_continue", "_addanother", "_popup"):
        if name in post:
            data[name] = post.get(name, "")
    return data


def hidden(merge: Merge, row: Project, post: QueryDict) -> list[tuple[str, str]]:
    """Return all that the page of a conflict sends back beside the choices."""
    data = with_buttons(state.as_data(merge.form, merge.mine), post)
    data["opened"], data["was"], data[SEEN] = post.get("opened", ""), post.get("was", ""), str(row.version)
    return [(name, value) for name, values in data.lists() for value in values]
