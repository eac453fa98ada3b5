"""One way to see whose change counts, for the form, the sheet and the grid."""

import itertools

import pytest

from wonen.office.three_way import Whose, came_back, whose


@pytest.mark.parametrize(
    ("was", "theirs", "mine", "found"),
    [
        ("20", "20", "20", Whose.NOBODYS),
        ("20", "25", "25", Whose.NOBODYS),
        ("20", "20", "30", Whose.MINE),
        ("20", "25", "20", Whose.THEIRS),
        ("20", "25", "30", Whose.BOTH),
        (None, "25", "30", Whose.BOTH),
        (["a", "b"], ["a", "b"], ["a"], Whose.MINE),
    ],
)
def test_who_changed_it_alone_keeps_it(was: object, theirs: object, mine: object, found: Whose) -> None:
    assert whose(was, theirs, mine) is found


def test_what_somebody_changed_is_never_taken_from_him_unasked() -> None:
    for was, theirs, mine in itertools.product("abc", repeat=3):
        kept = {Whose.NOBODYS: mine, Whose.MINE: mine, Whose.THEIRS: theirs}.get(whose(was, theirs, mine))
        if kept is not None:
            assert theirs in (was, kept)
            assert mine in (was, kept)


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, "\0"])
def test_what_cannot_be_read_says_nothing(text: str) -> None:
    assert came_back(text) is None
