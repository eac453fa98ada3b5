"""How much memory something takes at most, whatever the tests before it left."""

import gc
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

AS_THE_PRODUCT = (700, 10, 10)  # how often Python itself looks for garbage; the tests let it look less often


@dataclass
class Peak:
    """The most bytes that were in use at once, beyond those at the begin; known at the end."""

    bytes: int = 0


@contextmanager
def measured() -> Iterator[Peak]:
    """Measure what happens inside. What is there already is left out of the garbage collector for good."""
    found, usual = Peak(), gc.get_threshold()
    gc.collect()
    gc.freeze()
    gc.set_threshold(*AS_THE_PRODUCT)
    tracemalloc.start()
    try:
        yield found
        found.bytes = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
        gc.set_threshold(*usual)
