"""What a program does with the API by a client of openapi-generator (python); prints it as JSON."""

import json
import os
import sys
import uuid
from typing import Any

from wonen_client import (
    ApiClient,
    CijferGeheel,
    CijfersApi,
    Configuration,
    GemeentenApi,
    HuurprijsklasseVanProjectInvoer,
    JaarEnKwartaalInvoer,
    ProjectenApi,
    ProjectGeheel,
    ProjectInLevering,
    ProjectLevering,
    ProjectNieuw,
    ProjectWijziging,
)
from wonen_client.exceptions import ApiException, ConflictException, NotFoundException

address, name = sys.argv[1:]
api = ApiClient(Configuration(host=f"{address}api/v1", access_token=os.environ["WONEN_TOKEN"]))
projects, figures = ProjectenApi(api), CijfersApi(api)


def refusal(kind: type[ApiException], act: Any, *arguments: Any) -> Any:
    """Return how an act is refused."""
    try:
        act(*arguments)
    except kind as refused:
        return refused
    raise SystemExit("not refused")


def changes_since(since: str | None) -> tuple[list[str], str]:
    """Return what changed, by name, and from where to go on."""
    names: list[str] = []
    while True:
        part = projects.projecten_wijzigingen(gewijzigd_na=since)
        names += [each.gegevens.naam if each.gegevens else str(each.id) for each in part.wijzigingen]
        since = part.verder
        if not part.er_is_meer:
            return names, since


municipality = GemeentenApi(api).gemeenten_een("GM0917")
selection = projects.projecten_lijst(
    gemeente="GM0917", soort="nieuwbouw", velden=["naam", "aantalWoningen"], sorteer="-aantal"
)
since = changes_since(None)[1]

body = ProjectNieuw(
    naam=name,
    gemeente="GM0917",
    corporatie="WL",
    soort="nieuwbouw",
    aantal_woningen=24,
    start=JaarEnKwartaalInvoer(jaar=2027, kwartaal=2),
    huurprijsklassen=[HuurprijsklasseVanProjectInvoer(klasse="goedkoop", aantal_woningen=10)],
    openbaar=True,
)
added = projects.projecten_toevoegen_with_http_info(body, idempotency_key=str(uuid.uuid4()))
refused = refusal(ConflictException, projects.projecten_toevoegen, body)

key = added.data.id
read = projects.projecten_een_with_http_info(key)
returned = projects.projecten_vervangen_with_http_info(
    key, read.headers["ETag"], ProjectGeheel.from_dict(read.data.to_dict())
)
patched = projects.projecten_wijzigen(
    key, returned.headers["ETag"], ProjectWijziging(aantal_woningen=25, start=None)
)

delivery = ProjectLevering(
    systeem="proef",
    projecten=[
        ProjectInLevering(
            code=f"{name} {each}",
            naam=f"{name} {each}",
            gemeente="GM0917",
            corporatie="WL",
            soort="nieuwbouw",
        )
        for each in (1, 2)
    ],
)
delivered = projects.projecten_bijwerken(delivery).projecten
again = projects.projecten_bijwerken(delivery).projecten
changed = changes_since(since)[0]

removed: list[int] = []
for each in (key, *(project.id for project in delivered)):
    version = projects.projecten_een_with_http_info(each).headers["ETag"]
    removed.append(projects.projecten_verwijderen_with_http_info(each, version).status_code)
    removed.append(refusal(NotFoundException, projects.projecten_een, each).status)

found = figures.cijfers_lijst(kengetal=["opnieuw-verhuurde-woningen"]).resultaten[0]
figure = figures.cijfers_een_with_http_info(found.id)
same_figure = figures.cijfers_vervangen(
    found.id, figure.headers["ETag"], CijferGeheel.from_dict(figure.data.to_dict())
)

outcome = {
    "municipality": municipality.naam,
    "selected": [[each.naam, each.aantal_woningen] for each in selection.resultaten],
    "added": [
        added.status_code,
        added.data.naam,
        added.data.start.kwartaal,
        added.data.huurprijsklassen[0].klasse,
    ],
    "refused": [refused.status, [each.melding for each in refused.data.fouten]],
    "returned": returned.data.to_dict() == read.data.to_dict(),
    "patched": [patched.aantal_woningen, patched.start],
    "delivered": [each.uitkomst for each in delivered],
    "again": [each.uitkomst for each in again],
    "changed": changed,
    "removed": removed,
    "figure": [same_figure.gedrukt, same_figure.to_dict() == figure.data.to_dict()],
}
print(json.dumps(outcome))
