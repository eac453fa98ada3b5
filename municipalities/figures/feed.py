"""The feed of changes of figures: all of them are public."""

from municipalities.models.figures import Figure
from wonen.rest.changes.query import Feed, follow

FIGURES = follow(
    Feed(
        "cijfers",
        Figure.objects.all,
        {
            "municipalities.indicator": "indicator",
            "municipalities.indicatorclass": "indicator_class",
            "municipalities.municipality": "municipality",
            "municipalities.region": "region",
            "municipalities.corporation": "corporation",
        },
    )
)
