"""Every public page, in one place: what holds for all of them is tested on all of them."""

from projects.models import Project

PAGES = (
    "/",
    "/?jaar=2022",
    "/gemeenten/",
    "/gemeenten/heerlen/?jaar=2022",
    "/gemeenten/heerlen/?jaar=abc",
    "/gemeenten/heerlen/kaart/?jaar=2022",
    "/gemeenten/vaals/",
    "/regios/",
    "/regios/parkstad/?jaar=2022",
    "/projecten/",
    "/projecten/?jaar=2022&gemeente=GM0917&batVanaf=2",
    "/projecten/?onderdeel=onderzoek&batVanaf=9",
    "/vergelijken/",
    "/vergelijken/?gemeente=GM0917&gemeente=GM0928&kengetal=mutatiegraad&kengetal=zelfredzaamheid-wijken",
    "/vergelijken/ranglijst/?kengetal=mutatiegraad",
    "/toelichting/?jaar=2022",
    "/over-de-cijfers/",
    "/open-data/",
    "/api/v1/documentatie",
    "/api/v1/documentatie/voorbeelden",
    "/toegankelijkheid/",
    "/bestaat-niet/",
)


REAL, INVENTED = "a project of the brochure", "an invented project"


def public_page(name: str) -> str:
    """Return the address of a page of which a test knows the name before there is a database."""
    real, invented = public_pages()[-2:]
    return {REAL: real, INVENTED: invented}.get(name, name)


def public_pages() -> list[str]:
    """Return the addresses, with a project whose classes are not yet divided and one that is invented."""
    real = Project.objects.public().get(name="Burg Gijzelslaan")
    invented = Project.objects.public().filter(is_example=True).first()
    assert invented
    return [*PAGES, real.get_absolute_url(), invented.get_absolute_url()]
