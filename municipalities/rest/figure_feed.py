"""The feed of changes of figures: all of them are public."""

from municipalities.figures import Figure
from municipalities.rest.changes import Feed, follow

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
