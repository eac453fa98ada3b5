"""The site with one page more, for tests: charts by hand, below a screenful of nothing."""

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from projects.pages.dashboard.charts import Chart, ChartRow
from projects.sums.intervals import Interval
from wonen.urls import urlpatterns as site

PAGE = """{% extends "base.html" %}{% load static %}
{% block title %}Grafieken{% endblock %}
{% block styles %}<link rel="stylesheet" href="{% static 'charts.css' %}">{% endblock %}
{% block scripts %}<script src="{% static 'charts.js' %}" defer></script>{% endblock %}
{% block content %}<h1>Grafieken</h1>
{% if far %}<svg width="1" height="2500" aria-hidden="true"></svg>{% endif %}
<div id="grafieken">{% for chart in charts %}{% include "projects/_chart.html" %}{% endfor %}</div>
{% endblock %}"""

RENT = Chart(
    "huur",
    "Woningen naar huurprijsklasse",
    "Hoeveel woningen er per klasse zeker komen, en hoeveel het er hoogstens worden.",
    "Huurprijsklasse",
    ("Woningen",),
    (
        ChartRow("Betaalbaar", (Interval(132, 132),), "/projecten/?huurklasse=betaalbaar"),
        ChartRow("Sociale hogere huur tot de grens van de toeslag", (Interval(38, 92),), "/projecten/?bat=2"),
        ChartRow("Vrije huur", (Interval(0, 1240),)),
        ChartRow("Nog niet bekend", (Interval(0, 0),)),
    ),
)
YEARS = Chart(
    "jaren",
    "Oplevering per jaar, naar huurprijsklasse",
    "Hoeveel woningen er per jaar klaar zijn, en in welke klasse zij zeker vallen.",
    "Jaar",
    ("Laag", "Betaalbaar", "Sociaal hoger", "Middenhuur", "Vrij", "Onbekend"),
    tuple(
        ChartRow(
            str(2021 + place),
            tuple(Interval(least * (place + 1), least * (place + 1)) for least in (4, 12, 9, 7, 5, place)),
            "/projecten/",
            total=Interval(60 * (place + 1), 60 * (place + 1) + 40),
        )
        for place in range(7)
    ),
)
EMPTY = Chart("leeg", "Leeg", "Niets.", "Jaar", ("Woningen",), (ChartRow("2022", (Interval(0, 0),)),))


def charts(request: HttpRequest) -> HttpResponse:
    context = {"charts": (RENT, YEARS, EMPTY), "far": "ver" in request.GET}
    return HttpResponse(engines["django"].from_string(PAGE).render(context, request))


urlpatterns = [path("grafieken/", charts), *site]
