"""The mutations, each with what may come of it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from random import Random

from tests.support.mutants.model import Book

Change = Callable[[Book, Random], None]


class Touches(Enum):
    """What a mutation changes."""

    NOTHING = "no value: the file must be read, whole"
    LOOKS = "looks, padding, names and encodings: read whole, or refused with a sentence"
    VALUES = "what stands in some cells: those are refused with their place where no reading is right"


@dataclass(frozen=True)
class Mutation:
    name: str
    touches: Touches
    change: Change
    calamine: bool = True  # whether python-calamine is expected to read the same
    kind: str = ""  # the list that it is about: projects or figures; empty: both


MUTATIONS: dict[str, Mutation] = {}


def mutation(touches: Touches, *, calamine: bool = True, kind: str = "") -> Callable[[Change], Change]:
    def register(change: Change) -> Change:
        MUTATIONS[change.__name__] = Mutation(change.__name__, touches, change, calamine, kind)
        return change

    return register
