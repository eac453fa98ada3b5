"""The addresses that a search engine may find: pages, municipalities, regions, public projects."""

import datetime

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from municipalities.models import Municipality, MunicipalityQuerySet, Region
from projects.models import Project
from projects.models.querysets import ProjectQuerySet

PAGES = (
    "home",
    "municipalities",
    "regions",
    "projects",
    "compare",
    "ranking",
    "legend",
    "about-figures",
    "open-data",
    "accessibility",
)


class PageSitemap(Sitemap[str]):
    def items(self) -> tuple[str, ...]:
        return PAGES

    def location(self, item: str) -> str:
        return reverse(item)


class MunicipalitySitemap(Sitemap[Municipality]):
    def items(self) -> MunicipalityQuerySet:
        return Municipality.objects.order_by("slug")


class RegionSitemap(Sitemap[Region]):
    def items(self) -> list[Region]:
        return list(Region.objects.order_by("slug"))

    def location(self, item: Region) -> str:
        return reverse("region", args=[item.slug])


class ProjectSitemap(Sitemap[Project]):
    """The public projects; invented ones are for trying out, and nobody should find them by searching."""

    def items(self) -> ProjectQuerySet:
        return Project.objects.public().filter(is_example=False).order_by("pk")

    def lastmod(self, item: Project) -> datetime.datetime:
        return item.modified_at


SITEMAPS = {
    "paginas": PageSitemap,
    "gemeenten": MunicipalitySitemap,
    "regios": RegionSitemap,
    "projecten": ProjectSitemap,
}
