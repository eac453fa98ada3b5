"""Bodies and values that are made to keep the server busy, or to pass for what they are not."""

import pytest

from wonen.rest.problems import Refused
from wonen.rest.schemas import code, listed, moment, whole
from wonen.rest.validation import MOST_FAULTS, faults_in
from wonen.rest.writing import parsing


class Name(str):
    """A name that counts how often it is compared."""

    __slots__ = ()
    compared = 0

    def __eq__(self, other: object) -> bool:
        Name.compared += 1
        return str.__eq__(self, other)

    __hash__ = str.__hash__


def test_a_name_that_is_there_twice_is_found_without_comparing_all_with_all() -> None:
    pairs: list[tuple[str, int]] = [*((Name(number), 0) for number in range(2000)), (Name(1999), 1)]
    Name.compared = 0
    found = parsing._every_name_once(pairs)
    assert isinstance(found, parsing.Unreadable)
    assert "'1999' staat twee keer" in found.sentence
    assert Name.compared < 10 * len(pairs)


def test_the_name_is_told_to_who_sent_it() -> None:
    with pytest.raises(Refused) as refused:
        parsing.read(b'{"a": 1, "b": 2, "a": 3}')
    assert [each.sentence for each in refused.value.faults] == ["'a' staat twee keer in hetzelfde object."]


def test_of_a_list_that_is_too_long_only_that_is_told() -> None:
    schema = listed(code(), uniqueItems=True, maxItems=50)
    sentence = "Verwacht: een lijst van hoogstens 50, niet van 51."
    assert list(faults_in([{"a": 1}] * 51, schema)) == [("", sentence)]
    assert len(list(faults_in([{"a": 1}] * 50, schema))) == 51


def test_no_more_faults_are_told_than_anybody_can_mend() -> None:
    assert len(list(faults_in(["x"] * (MOST_FAULTS + 5), listed(whole())))) == MOST_FAULTS


@pytest.mark.parametrize("value", ["dpi\n", "\ndpi", "d\npi"])
def test_a_code_has_no_line_break_at_its_end_either(value: str) -> None:
    assert list(faults_in(value, code()))
    assert not list(faults_in("dpi", code()))


def test_who_forgot_to_write_a_plus_in_an_address_is_told_how() -> None:
    [(_, said)] = faults_in("2026-11-24T22:00:00 02:00", moment())
    assert "In een adres schrijft u een + als %2B." in said
    [(_, said)] = faults_in("gisteren", moment())
    assert "%2B" not in said
