"""The sums of the pages as documents of the API, each with the choice that it holds for."""

from projects.api.summaries.card import CARD
from projects.api.summaries.count import COUNT
from projects.api.summaries.history import PAST
from projects.api.summaries.per_municipality import PER_MUNICIPALITY
from projects.api.summaries.ranking import ORDER
from projects.api.summaries.rents import RENTS
from projects.api.summaries.sources import SOURCES
from projects.api.summaries.split import SPLIT
from projects.api.summaries.tasks import TASKS
from projects.api.summaries.totals import TOTALS

SUMMARIES = (TOTALS, PER_MUNICIPALITY, COUNT, TASKS, SPLIT, PAST, ORDER, CARD, RENTS, SOURCES)
