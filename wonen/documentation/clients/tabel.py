import pandas as pd  # versie 2 of nieuwer

WONEN = "https://wonen.example/api/v1"

projecten = pd.read_csv(f"{WONEN}/projecten?formaat=csv", dtype_backend="numpy_nullable")
projecten = projecten[~projecten["voorbeelddata"]]  # verzonnen projecten tellen niet mee
gemeenten = pd.read_csv(f"{WONEN}/gemeenten?formaat=csv")

# Leeg is onbekend: pandas telt het niet mee. Tel daarom ook hoeveel er onbekend zijn.
per_gemeente = (
    projecten[projecten["soort"] == "nieuwbouw"]
    .merge(gemeenten[["code", "naam"]], left_on="gemeente", right_on="code", suffixes=("", "Gemeente"))
    .groupby("naamGemeente")["aantalWoningen"]
    .agg(projecten="size", woningen="sum", onbekend=lambda aantallen: aantallen.isna().sum())
)
print(per_gemeente)
