# De projecten van Heerlen die tot het overzicht van 2022 horen, als JSON
curl "https://wonen.example/api/v1/projecten?gemeente=GM0917&jaar=2022"

# De sommen daarvan, zoals op de pagina van Heerlen
curl "https://wonen.example/api/v1/totalen?gemeente=GM0917&jaar=2022"

# De codes en namen van de gemeenten
curl "https://wonen.example/api/v1/gemeenten?velden=code,naam&formaat=csv"

# Alleen deze velden, 10 per pagina; de kop Link noemt de volgende pagina
curl -i "https://wonen.example/api/v1/projecten?velden=id,naam,aantalWoningen&paginaGrootte=10"

# Alle projecten als CSV, in een bestand
curl -o projecten.csv "https://wonen.example/api/v1/projecten?formaat=csv"

# Elke nacht: alleen ophalen als er iets gewijzigd is. Blijft alles gelijk, dan is het antwoord 304, zonder inhoud
curl --etag-compare cijfers.etag --etag-save cijfers.etag -o cijfers.csv "https://wonen.example/api/v1/cijfers?formaat=csv"

# Met een token leest u ook de projecten van uw gemeenten die nog niet openbaar zijn
curl -H "Authorization: Bearer $WONEN_TOKEN" "https://wonen.example/api/v1/projecten"
