"""The name of a file: short, safe on every disk, and about the choice in it."""

from django.utils.text import slugify

from projects.filters.selection import Chip, Selection

LONGEST = 60
SAY_THEMSELVES = ("gemeente", "regio", "jaar")


def file_name(selection: Selection, extension: str) -> str:
    """Return a name such as 'projecten-heerlen-2022.csv', told apart when there is example data in it."""
    chips = {chip.name: chip for chip in selection.chips}
    first = [chips.pop(name) for name in SAY_THEMSELVES if name in chips]
    name = "projecten"
    for part in map(_part, [*first, *chips.values()]):
        if len(name) + len(part) > LONGEST:
            name += "-en-meer"
            break
        name += f"-{part}"
    if selection.projects.filter(is_example=True).exists():
        name += "-met-voorbeelddata"
    return f"{name}.{extension}"


def _part(chip: Chip) -> str:
    value = slugify(chip.value)
    return value if value and chip.name in SAY_THEMSELVES else slugify(f"{chip.label} {value}")
