"""Draws a mutant from a seed: half of them change no value, and each mutation has its turn."""

from dataclasses import dataclass
from functools import lru_cache
from random import Random

from tests.support.mutants import formats, looks, meant, order, packing, strings, surroundings, values, writer
from tests.support.mutants.model import Book
from tests.support.mutants.registry import MUTATIONS, Mutation, Touches

LOADED = (formats, looks, order, packing, strings, surroundings, values)  # which register their mutations
NOTHING = [each for each in MUTATIONS.values() if each.touches == Touches.NOTHING]
OTHERS = [each for each in MUTATIONS.values() if each.touches != Touches.NOTHING]


@dataclass(frozen=True)
class Mutant:
    """A file, what it is to say, and how it came about."""

    seed: int
    book: Book
    promised: list[list[str]]  # of which facts each row spoke before anything was changed
    mutations: tuple[Mutation, ...]
    content: bytes

    @property
    def touches_nothing(self) -> bool:
        return all(each.touches == Touches.NOTHING for each in self.mutations)

    @property
    def story(self) -> str:
        return f"seed {self.seed} ({self.book.kind}: {', '.join(each.name for each in self.mutations)})"


@lru_cache(maxsize=200)
def drawn(seed: int) -> Mutant:
    """Return the mutant of a seed; even ones have no mutation that touches a value or the looks."""
    random = Random(seed)
    turn = seed // 2
    main = OTHERS[turn % len(OTHERS)] if seed % 2 else NOTHING[turn % len(NOTHING)]
    book = meant.book(random, main.kind or random.choice(("projects", "figures")))
    promised = [sorted(row.facts) for row in book.list.meant]
    harmless = random.sample(NOTHING, random.randint(0, 3))
    if seed % 2:
        chosen = [*harmless[:2], main]
    else:
        chosen = list(dict.fromkeys([main, *harmless]))
        random.shuffle(chosen)
    for each in chosen:
        each.change(book, random)
    return Mutant(seed, book, promised, tuple(chosen), writer.packed(book))
