"""The sums of the pages as documents of the API, each with the choice that it holds for."""

from projects.summaries.per_municipality import PER_MUNICIPALITY
from projects.summaries.totals import TOTALS

SUMMARIES = (TOTALS, PER_MUNICIPALITY)
