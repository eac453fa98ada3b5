"""Storage of static files that compresses each content once."""

import os
from pathlib import Path
from typing import Any

from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage

SUFFIXES = (".br", ".gz")


class OnceCompressor(Compressor):
    """Leave a file that was compressed before: its name holds a hash of its content.

    Compressing all takes ten seconds of processor, which every update of the product would cost again.
    """

    def compress(self, path: str) -> list[str]:
        made = [path + suffix for suffix in SUFFIXES]
        if all(Path(each).exists() for each in made):
            return made
        return list(super().compress(path))

    def write_data(self, path: str, data: bytes, suffix: str, stat_result: os.stat_result) -> str:
        """Write under another name first: half a file would be taken for a whole one for ever."""
        draft = super().write_data(path, data, f"{suffix}.new", stat_result)
        return str(Path(draft).replace(path + suffix))


class StaticStorage(CompressedManifestStaticFilesStorage):
    def create_compressor(self, **options: Any) -> Compressor:
        return OnceCompressor(**options)
