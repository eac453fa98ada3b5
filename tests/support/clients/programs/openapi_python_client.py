"""What a program does with the API by a client of openapi-python-client; prints what came of it as JSON."""

import json
import os
import sys
import uuid
from typing import Any

from wonen_client import AuthenticatedClient
from wonen_client.api.cijfers import cijfers_een, cijfers_lijst, cijfers_vervangen
from wonen_client.api.gemeenten import gemeenten_een
from wonen_client.api.projecten import (
    projecten_bijwerken,
    projecten_een,
    projecten_lijst,
    projecten_toevoegen,
    projecten_vervangen,
    projecten_verwijderen,
    projecten_wijzigen,
    projecten_wijzigingen,
)
from wonen_client.models import (
    CijferGeheel,
    HuurprijsklasseVanProjectInvoer,
    JaarEnKwartaalInvoer,
    Probleem,
    ProjectenLijstSoort,
    ProjectenLijstSorteer,
    ProjectenLijstVeldenItem,
    ProjectGeheel,
    ProjectInLevering,
    ProjectLevering,
    ProjectNieuw,
    Projectsoort,
    ProjectWijziging,
)
from wonen_client.types import UNSET

address, name = sys.argv[1:]
api = AuthenticatedClient(base_url=f"{address}api/v1", token=os.environ["WONEN_TOKEN"])


def told(answer: Any) -> Any:
    """Return what an answer holds, as an object of the client."""
    if answer.parsed is None or isinstance(answer.parsed, Probleem):
        raise SystemExit(f"{answer.status_code}: {answer.content.decode()}")
    return answer.parsed


def changes_since(since: Any) -> tuple[list[str], str]:
    """Return what changed, by name, and from where to go on."""
    names: list[str] = []
    while True:
        part = told(projecten_wijzigingen.sync_detailed(client=api, gewijzigd_na=since))
        names += [each.gegevens.naam if each.gegevens else str(each.id) for each in part.wijzigingen]
        since = part.verder
        if not part.er_is_meer:
            return names, since


municipality = told(gemeenten_een.sync_detailed("GM0917", client=api))
selection = told(
    projecten_lijst.sync_detailed(
        client=api,
        gemeente="GM0917",
        soort=ProjectenLijstSoort.NIEUWBOUW,
        velden=[ProjectenLijstVeldenItem.NAAM, ProjectenLijstVeldenItem.AANTALWONINGEN],
        sorteer=ProjectenLijstSorteer("-aantal"),
    )
)
since = changes_since(UNSET)[1]

body = ProjectNieuw(
    naam=name,
    gemeente="GM0917",
    corporatie="WL",
    soort=Projectsoort.NIEUWBOUW,
    aantal_woningen=24,
    start=JaarEnKwartaalInvoer(jaar=2027, kwartaal=2),
    huurprijsklassen=[HuurprijsklasseVanProjectInvoer(klasse="goedkoop", aantal_woningen=10)],
    openbaar=True,
)
added = projecten_toevoegen.sync_detailed(client=api, body=body, idempotency_key=str(uuid.uuid4()))
refused = projecten_toevoegen.sync_detailed(client=api, body=body)

key = told(added).id
read = projecten_een.sync_detailed(key, client=api)
returned = projecten_vervangen.sync_detailed(
    key,
    client=api,
    if_match=read.headers["ETag"],
    body=ProjectGeheel.from_dict(told(read).to_dict()),
)
patched = projecten_wijzigen.sync_detailed(
    key,
    client=api,
    if_match=returned.headers["ETag"],
    body=ProjectWijziging(aantal_woningen=25, start=None),
)

delivery = ProjectLevering(
    systeem="proef",
    projecten=[
        ProjectInLevering(
            code=f"{name} {each}",
            naam=f"{name} {each}",
            gemeente="GM0917",
            corporatie="WL",
            soort=Projectsoort.NIEUWBOUW,
        )
        for each in (1, 2)
    ],
)
delivered = told(projecten_bijwerken.sync_detailed(client=api, body=delivery)).projecten
again = told(projecten_bijwerken.sync_detailed(client=api, body=delivery)).projecten
changed = changes_since(since)[0]

removed: list[int] = []
for each in (key, *(project.id for project in delivered)):
    version = projecten_een.sync_detailed(each, client=api).headers["ETag"]
    removed.append(projecten_verwijderen.sync_detailed(each, client=api, if_match=version).status_code)
    removed.append(projecten_een.sync_detailed(each, client=api).status_code)

figures = told(cijfers_lijst.sync_detailed(client=api, kengetal=["opnieuw-verhuurde-woningen"]))
figure = cijfers_een.sync_detailed(figures.resultaten[0].id, client=api)
same_figure = cijfers_vervangen.sync_detailed(
    told(figure).id,
    client=api,
    if_match=figure.headers["ETag"],
    body=CijferGeheel.from_dict(told(figure).to_dict()),
)

outcome = {
    "municipality": municipality.naam,
    "selected": [[each.naam, each.aantal_woningen] for each in selection.resultaten],
    "added": [
        added.status_code,
        told(added).naam,
        told(added).start.kwartaal,
        told(added).huurprijsklassen[0].klasse,
    ],
    "refused": [refused.status_code, [each.melding for each in refused.parsed.fouten]],
    "returned": told(returned).to_dict() == told(read).to_dict(),
    "patched": [told(patched).aantal_woningen, told(patched).start],
    "delivered": [each.uitkomst for each in delivered],
    "again": [each.uitkomst for each in again],
    "changed": changed,
    "removed": removed,
    "figure": [told(same_figure).gedrukt, told(same_figure).to_dict() == told(figure).to_dict()],
}
print(json.dumps(outcome))
