"""Which known names are nearly the same as a new one: 'Dr. Jaegerstraat' and 'Dr Jaegerstraat'.

Nearly the same is: equal but for accents, signs and spaces; one letter more, less or other; or all words of
the one in the other, with the same first word. Numbers must be equal: 'fase 1' and 'fase 2' are two projects.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

SHORTEST = 5  # letters; a shorter name is like too much


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it is compared: its words without accents and signs, and its numbers."""

    words: tuple[str, ...]
    letters: str
    numbers: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> "Name":
        plain = unicodedata.normalize("NFKD", text.casefold())
        bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
        found = re.findall(r"[^\W\d_]+|\d+", bare)
        words = tuple(each for each in found if not each.isdigit())
        return cls(words, "".join(words), tuple(each for each in found if each.isdigit()))

    def is_like(self, other: "Name") -> bool:
        if self.numbers != other.numbers:
            return False
        if self.letters == other.letters or is_one_apart(self.letters, other.letters):
            return bool(self.letters or self.numbers)
        mine, theirs = set(self.words), set(other.words)
        return self.words[:1] == other.words[:1] != () and (mine <= theirs or theirs <= mine)


def is_one_apart(one: str, other: str) -> bool:
    """Say whether one letter more, less or other makes the one the other, of names that are long enough."""
    if min(len(one), len(other)) < SHORTEST or abs(len(one) - len(other)) > 1:
        return False
    same = 0
    while same < min(len(one), len(other)) and one[same] == other[same]:
        same += 1
    if len(one) == len(other):
        return one[same + 1 :] == other[same + 1 :]
    shorter, longer = sorted((one, other), key=len)
    return shorter[same:] == longer[same + 1 :]


Bucket = tuple[int, tuple[str, ...], str]


class Names:
    """Names by municipality, found again by what is nearly the same, without comparing each with each."""

    def __init__(self) -> None:
        self.buckets: defaultdict[Bucket, list[tuple[int, Name]]] = defaultdict(list)

    def add(self, key: int, municipality: int, text: str) -> None:
        name = Name.of(text)
        for part in set(parts(name.letters, len(name.letters))) | set(first_words(name)):
            self.buckets[municipality, name.numbers, part].append((key, name))

    def like(self, municipality: int, text: str) -> list[int]:
        """Return the keys of the names in the municipality that are nearly the same, in order."""
        name = Name.of(text)
        near = {len(name.letters) + step for step in (-1, 0, 1)}
        wanted = {part for length in near for part in parts(name.letters, length)} | set(first_words(name))
        found = {
            key
            for part in wanted
            for key, other in self.buckets.get((municipality, name.numbers, part), ())
            if name.is_like(other)
        }
        return sorted(found)

    def alike(self, municipality: int, text: str) -> list[int]:
        """Return the keys of the names that differ only in accents, signs and spaces."""
        name = Name.of(text)
        bucket = self.buckets.get(
            (municipality, name.numbers, f"^{name.letters[: len(name.letters) // 2]}"), ()
        )
        return sorted({key for key, other in bucket if other.letters == name.letters})


def parts(letters: str, length: int) -> Iterator[str]:
    """Yield the first and the last half, of the size that a name of that length has.

    One letter more, less or other leaves one of the two halves as it is.
    """
    half = length // 2
    yield f"^{letters[:half]}"
    yield f"{letters[-half:] if half else ''}$"


def first_words(name: Name) -> Iterator[str]:
    """Yield the word by which a name that holds all words of another is found."""
    yield from name.words[:1]
