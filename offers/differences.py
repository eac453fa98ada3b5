"""How a content differs from the version before it: which projects came, went and changed."""

from __future__ import annotations

from dataclasses import dataclass

from offers.freezing import Content


@dataclass(frozen=True)
class Difference:
    """The names of the projects, each list in the order of its overview."""

    added: list[str]
    gone: list[str]
    changed: list[str]

    @property
    def lists(self) -> list[tuple[str, list[str]]]:
        """Return what there is to tell, each list with its words."""
        named = (("Erbij", self.added), ("Eraf", self.gone), ("Gewijzigd", self.changed))
        return [(words, names) for words, names in named if names]


def difference(was: Content, now: Content) -> Difference:
    """Compare by the number of each project; one that was removed and entered again is another one."""
    before = {each.project: each for each in was.rows}
    after = {each.project: each for each in now.rows}
    return Difference(
        [str(each.facts["naam"]) for key, each in after.items() if key not in before],
        [str(each.facts["naam"]) for key, each in before.items() if key not in after],
        [str(each.facts["naam"]) for key, each in after.items() if key in before and before[key] != each],
    )
