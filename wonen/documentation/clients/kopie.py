"""Houdt een kopie bij van alle openbare projecten, in kopie.sqlite. Nodig: alleen Python, 3.9 of nieuwer."""

import json
import sqlite3
import urllib.error
import urllib.parse
import urllib.request

ADRES = "https://wonen.example/api/v1/projecten/wijzigingen"


def haal(verder):
    """Haal een stuk van de wijzigingen op; None: begin opnieuw."""
    vraag = {"paginaGrootte": 1000, **({"gewijzigdNa": verder} if verder else {})}
    try:
        with urllib.request.urlopen(f"{ADRES}?{urllib.parse.urlencode(vraag)}", timeout=60) as antwoord:
            return json.load(antwoord)
    except urllib.error.HTTPError as fout:
        if fout.code == 409:
            return None
        raise SystemExit(f"{fout.code}: {fout.read().decode()}") from None


def verwerk(kopie, stuk):
    for rij in stuk["wijzigingen"]:
        if rij["soort"] == "verwijderd":
            kopie.execute("DELETE FROM projecten WHERE id = ?", [rij["id"]])
        else:
            gegevens = json.dumps(rij["gegevens"], ensure_ascii=False)
            kopie.execute("INSERT OR REPLACE INTO projecten VALUES (?, ?)", [rij["id"], gegevens])
    kopie.execute("INSERT OR REPLACE INTO stand VALUES (1, ?)", [stuk["verder"]])


kopie = sqlite3.connect("kopie.sqlite")
kopie.execute("CREATE TABLE IF NOT EXISTS projecten (id INTEGER PRIMARY KEY, gegevens TEXT)")
kopie.execute("CREATE TABLE IF NOT EXISTS stand (id INTEGER PRIMARY KEY, verder TEXT)")
er_is_meer = True
while er_is_meer:
    stand = kopie.execute("SELECT verder FROM stand").fetchone()
    stuk = haal(stand[0] if stand else None)
    with kopie:  # rijen en stand samen, of geen van beide
        if stuk is None:
            kopie.execute("DELETE FROM projecten")
            kopie.execute("DELETE FROM stand")
        else:
            verwerk(kopie, stuk)
            er_is_meer = stuk["erIsMeer"]
print(kopie.execute("SELECT count(*) FROM projecten").fetchone()[0], "projecten in de kopie")
kopie.close()
