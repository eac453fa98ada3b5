"""The addresses of Wonen: pages with a trailing slash, the API without."""

from django.contrib import admin
from django.urls import include, path
from rest_framework.routers import SimpleRouter

import municipalities.api
import projects.api
from wonen.api import index

admin.site.site_header = "Wonen: beheer"
admin.site.site_title = "Wonen beheer"
admin.site.index_title = "Wat wilt u bijwerken?"
admin.site.empty_value_display = "Nnb"

resources = {**municipalities.api.resources, **projects.api.resources}
router = SimpleRouter(trailing_slash=False)
for name, viewset in resources.items():
    router.register(f"api/v1/{name}", viewset, basename=f"api-{name}")

urlpatterns = [
    path("beheer/", include("wonen.accounts.urls")),
    path("beheer/geschiedenis/", include("municipalities.history.urls")),
    path("beheer/", admin.site.urls),
    path("api/v1", index({name: f"api-{name}-list" for name in resources}), name="api"),
    *router.urls,
    path("", include("municipalities.urls")),
    path("", include("projects.urls")),
]
