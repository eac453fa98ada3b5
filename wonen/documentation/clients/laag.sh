# Wat QGIS van het adres te zien krijgt, met de gereedschappen van GDAL
ogrinfo -so -al 'https://wonen.example/api/v1/projecten?formaat=geojson'
