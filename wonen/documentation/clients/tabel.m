let
    Bron = Web.Contents(
        "https://wonen.example",
        [RelativePath = "api/v1/projecten", Query = [formaat = "csv", gemeente = "GM0917"]]
    ),
    Csv = Csv.Document(Bron, [Delimiter = ",", Encoding = 65001, QuoteStyle = QuoteStyle.Csv]),
    Koppen = Table.PromoteHeaders(Csv, [PromoteAllScalars = true]),
    Leeg = Table.ReplaceValue(Koppen, "", null, Replacer.ReplaceValue, Table.ColumnNames(Koppen)),
    Soorten = Table.TransformColumnTypes(
        Leeg,
        {{"id", Int64.Type}, {"aantalWoningen", Int64.Type}, {"gewijzigdOp", type datetimezone}},
        "en-US"
    )
in
    Soorten
