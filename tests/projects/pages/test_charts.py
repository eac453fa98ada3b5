"""What a bar of a chart says: what is certain, what may be added, and the number at its end."""

import re

import pytest
from django.template.loader import render_to_string

from projects.pages.dashboard.charts import MOST_ROWS, Chart, ChartRow
from projects.sums.intervals import Interval


def chart(*rows: ChartRow, columns: tuple[str, ...] = ("Woningen",)) -> Chart:
    return Chart("jaren", "Per jaar", "Hoeveel per jaar.", "Jaar", columns, rows)


def printed(chart: Chart) -> str:
    return " ".join(render_to_string("projects/_chart.html", {"chart": chart}).split())


@pytest.mark.parametrize(
    ("row", "solid", "may_be_added", "end"),
    [
        (ChartRow("2024", (Interval(12, 40),)), 12, 28, "12 tot 40"),
        (ChartRow("2024", (Interval(1200, 1200),)), 1200, 0, "1.200"),
        (ChartRow("2024", (Interval(5, 5), Interval(7, 7))), 12, 0, "12"),
        (ChartRow("2024", (Interval(5, 30), Interval(7, 30))), 12, 0, "minstens 12"),
        (ChartRow("2024", (Interval(5, 30), Interval(7, 30)), total=Interval(40, 40)), 12, 28, "40"),
        (ChartRow("2024", (Interval(5, 30), Interval(7, 30)), total=Interval(10, 50)), 12, 38, "10 tot 50"),
    ],
)
def test_a_bar_is_what_is_certain_and_what_may_be_added(
    row: ChartRow, solid: int, may_be_added: int, end: str
) -> None:
    assert (row.solid, row.open, row.end) == (solid, may_be_added, end)


def test_the_keys_say_what_is_drawn_and_nothing_else() -> None:
    sure, unsure = Interval(4, 4), Interval(0, 9)
    assert chart(ChartRow("2024", (sure,))).keys == ()
    open_bar = chart(ChartRow("2024", (unsure,)))
    assert (open_bar.keys, open_bar.open_key) == (("Zeker",), "Mogelijk meer")
    two = ("Laag", "Hoog")
    stack = chart(ChartRow("2024", (sure, sure)), columns=two)
    assert (stack.keys, stack.open_key) == (two, "")
    undivided = chart(ChartRow("2024", (sure, unsure), total=Interval(13, 13)), columns=two)
    assert undivided.open_key == "Nog niet verdeeld"
    both = chart(ChartRow("2024", (sure, unsure), total=Interval(4, 13)), columns=two)
    assert both.open_key == "Nog niet verdeeld of nog niet zeker"


def test_the_table_holds_all_that_is_drawn() -> None:
    page = printed(
        chart(
            ChartRow("2024", (Interval(1500, 1500), Interval(0, 30)), "/projecten/", Interval(1510, 1530)),
            ChartRow("2025", (Interval(2, 2), Interval(0, 0))),
            columns=("Laag", "Hoog"),
        )
    )
    assert re.findall(r'<th scope="col"[^>]*>(.*?)</th>', page) == ["Jaar", "Laag", "Hoog", "Samen"]
    assert 'data-open="30" data-end="1.510 tot 1.530"' in page
    assert '<a href="/projecten/">2024</a>' in page
    assert '<td class="number" data-least="1500">1.500</td>' in page
    assert '<td class="number">1.510 tot 1.530</td>' in page
    assert "chart-rows-2 chart-stacked" in page


def test_nothing_to_draw_is_said_and_the_table_stays() -> None:
    page = printed(chart(ChartRow("2024", (Interval(0, 0),))))
    assert "Er zijn geen woningen om te tekenen." in page
    assert "<canvas" not in page
    assert "data-library" not in page
    assert re.search('<details class="chart-details" id="[a-z-]+" open>', page)
    assert "<table" not in printed(chart())


def test_a_list_too_long_to_read_as_bars_is_a_table() -> None:
    row = ChartRow("2024", (Interval(1, 1),))
    assert "<canvas" in printed(chart(*[row] * MOST_ROWS))
    page = printed(chart(*[row] * (MOST_ROWS + 1)))
    assert "<canvas" not in page
    assert "geen woningen" not in page
    assert re.search('<details class="chart-details" id="[a-z-]+" open>', page)
    assert page.count('data-least="1"') == MOST_ROWS + 1
