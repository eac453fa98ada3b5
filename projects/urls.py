from django.contrib.sitemaps.views import sitemap
from django.urls import path
from django.views.decorators.http import require_safe

from projects.export import views as export_views
from projects.opendata import views as open_data_views
from projects.pages import about_views, list_views, project_views, region_views, views
from projects.pages.compare import views as compare_views
from projects.pages.sitemaps import SITEMAPS

urlpatterns = [
    path("", views.home, name="home"),
    path("gemeenten/", views.municipalities, name="municipalities"),
    path("gemeenten/<slug:slug>/", views.municipality, name="municipality"),
    path("gemeenten/<slug:slug>/kaart/", views.card, name="card"),
    path("regios/", region_views.regions, name="regions"),
    path("regios/<slug:slug>/", region_views.region, name="region"),
    path("projecten/", list_views.projects, name="projects"),
    *(
        path(f"projecten.{kind}", export_views.download, {"kind": kind}, name=f"projects-{kind}")
        for kind in export_views.KINDS
    ),
    path("projecten/<int:pk>/", project_views.project, name="project"),
    path("vergelijken/", compare_views.compare, name="compare"),
    path("vergelijken/ranglijst/", compare_views.ranking_page, name="ranking"),
    path("toelichting/", views.legend, name="legend"),
    path("over-de-cijfers/", about_views.about_figures, name="about-figures"),
    path("toegankelijkheid/", about_views.accessibility, name="accessibility"),
    path("open-data/", open_data_views.open_data, name="open-data"),
    path("catalogus", open_data_views.catalogue, name="catalogue"),
    path(
        "catalogus.ttl",
        open_data_views.catalogue_as,
        {"kind": open_data_views.TURTLE},
        name="catalogue-ttl",
    ),
    path(
        "catalogus.jsonld",
        open_data_views.catalogue_as,
        {"kind": open_data_views.JSON_LD},
        name="catalogue-jsonld",
    ),
    path(".well-known/security.txt", about_views.security, name="security"),
    path("robots.txt", about_views.robots, name="robots"),
    path("sitemap.xml", require_safe(sitemap), {"sitemaps": SITEMAPS}, name="sitemap"),
]
