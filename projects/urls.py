from django.urls import path

from projects import compare_views, region_views, views

urlpatterns = [
    path("", views.home, name="home"),
    path("gemeenten/", views.municipalities, name="municipalities"),
    path("gemeenten/<slug:slug>/", views.municipality, name="municipality"),
    path("gemeenten/<slug:slug>/kaart/", views.card, name="card"),
    path("regios/", region_views.regions, name="regions"),
    path("regios/<slug:slug>/", region_views.region, name="region"),
    path("projecten/", views.projects, name="projects"),
    path("projecten/<int:pk>/", views.project, name="project"),
    path("vergelijken/", compare_views.compare, name="compare"),
    path("vergelijken/ranglijst/", compare_views.ranking_page, name="ranking"),
    path("toelichting/", views.legend, name="legend"),
]
