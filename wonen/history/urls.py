"""The addresses of the history, all within the back office: who may not enter that is sent to log in."""

from django.contrib import admin
from django.urls import path

from wonen.history import pages

guard = admin.site.admin_view

urlpatterns = [
    path("", guard(pages.feed), name="history"),
    path("<int:pk>/", guard(pages.entry), name="history-entry"),
    path("<int:pk>/ongedaan/", guard(pages.undo), name="history-undo"),
    path("<int:pk>/terugzetten/<str:name>/<int:row>/", guard(pages.restore), name="history-restore"),
]
