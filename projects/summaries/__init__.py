"""The sums of the pages as documents of the API, each with the choice that it holds for."""

from projects.summaries.card import CARD
from projects.summaries.count import COUNT
from projects.summaries.order import ORDER
from projects.summaries.past import PAST
from projects.summaries.per_municipality import PER_MUNICIPALITY
from projects.summaries.rents import RENTS
from projects.summaries.sources import SOURCES
from projects.summaries.split import SPLIT
from projects.summaries.tasks import TASKS
from projects.summaries.totals import TOTALS

SUMMARIES = (TOTALS, PER_MUNICIPALITY, COUNT, TASKS, SPLIT, PAST, ORDER, CARD, RENTS, SOURCES)
