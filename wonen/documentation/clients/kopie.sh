#!/usr/bin/env bash
# Houdt in de map 'kopie' van elk openbaar project een bestand bij. Nodig: curl en jq.
set -euo pipefail
adres='https://wonen.example/api/v1/projecten/wijzigingen'
mkdir -p kopie
while true; do
  vraag=(--data paginaGrootte=1000)
  if [ -s kopie/verder ]; then vraag+=(--data-urlencode "gewijzigdNa=$(cat kopie/verder)"); fi
  status=$(curl -sS --get "$adres" "${vraag[@]}" -o kopie/antwoord -w '%{http_code}')
  if [ "$status" = 409 ]; then rm -f kopie/*.json kopie/verder; continue; fi  # begin opnieuw
  if [ "$status" != 200 ]; then cat kopie/antwoord >&2; exit 1; fi
  jq -r '.wijzigingen[] | select(.soort == "verwijderd") | .id' kopie/antwoord |
    while read -r id; do rm -f "kopie/$id.json"; done
  jq -r '.wijzigingen[] | select(.soort == "gewijzigd") | "\(.id)\t\(.gegevens | tojson)"' kopie/antwoord |
    while IFS=$'\t' read -r id rij; do printf '%s\n' "$rij" > "kopie/$id.json"; done
  jq -r .verder kopie/antwoord > kopie/verder  # pas als alles verwerkt is
  if [ "$(jq .erIsMeer kopie/antwoord)" = false ]; then break; fi
done
rm -f kopie/antwoord
