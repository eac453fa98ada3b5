"""The addresses of Wonen: pages with a trailing slash, the API without."""

from django.contrib import admin
from django.urls import include, path

from wonen.documentation import views as documentation
from wonen.rest.urls import addresses

admin.site.site_header = "Wonen: beheer"
admin.site.site_title = "Wonen beheer"
admin.site.index_title = "Wat wilt u bijwerken?"
admin.site.empty_value_display = "Nnb"

handler403 = "wonen.middleware.denied"
handler500 = "wonen.middleware.failed"

urlpatterns = [
    path("beheer/", include("wonen.accounts.urls")),
    path("beheer/geschiedenis/", include("wonen.history.urls")),
    path("beheer/", admin.site.urls),
    path("api/v1/documentatie", documentation.documentation, name="api-documentation"),
    path("api/v1/documentatie/voorbeelden", documentation.clients, name="api-clients"),
    *addresses(),
    path("", include("wonen.files.urls")),
    path("", include("municipalities.urls")),
    path("", include("projects.urls")),
]
