"""Levert projecten aan uit een ander systeem. Nodig: Python 3.9 of nieuwer, en een token in WONEN_TOKEN."""

import json
import os
import urllib.error
import urllib.request
import uuid

ADRES = "https://wonen.example/api/v1/projecten/_bijwerken"
TOKEN = os.environ["WONEN_TOKEN"]

levering = {
    "systeem": "vastgoed",  # de naam van uw systeem; daarbinnen is elke code van één project
    "projecten": [
        {
            "code": "P-1001",
            "naam": "Proef aanleveren",
            "gemeente": "GM0917",
            "corporatie": "WL",
            "soort": "nieuwbouw",
            "aantalWoningen": 24,
            "start": {"jaar": 2027, "kwartaal": 2},
        }
    ],
}
vraag = urllib.request.Request(
    ADRES,
    data=json.dumps(levering).encode(),
    headers={
        "Authorization": f"Bearer {TOKEN}",
        "Content-Type": "application/json",
        "Idempotency-Key": str(uuid.uuid4()),  # dezelfde als u deze levering nog eens stuurt
    },
    method="POST",
)
try:
    with urllib.request.urlopen(vraag, timeout=60) as antwoord:
        for project in json.load(antwoord)["projecten"]:
            print(project["code"], project["uitkomst"], "nummer", project["id"])
except urllib.error.HTTPError as fout:  # er is dan niets gewijzigd
    probleem = json.load(fout)
    print(fout.code, probleem["title"], "-", probleem["detail"])
    for regel in probleem.get("fouten", []):
        print("  ", regel["naam"], regel["melding"])
    raise SystemExit(1) from None
