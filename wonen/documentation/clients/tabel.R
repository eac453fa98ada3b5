library(readr)
library(jsonlite)

wonen <- "https://wonen.example/api/v1"

# Alle projecten als tabel
projecten <- read_csv(paste0(wonen, "/projecten?formaat=csv"), show_col_types = FALSE)
nieuwbouw <- projecten[projecten$soort == "nieuwbouw", ]
print(aggregate(aantalWoningen ~ gemeente, nieuwbouw, sum))

# Eén kengetal, met wat erin genest is
antwoord <- fromJSON(paste0(wonen, "/cijfers?kengetal=mutatiegraad&paginaGrootte=1000"))
print(antwoord$resultaten[, c("gemeente", "periode", "gedrukt")])
