"""The address at which a file that is being made can be waited for."""

from django.urls import path

from wonen.files import waiting

urlpatterns = [path("bestanden/<str:ticket>", waiting.being_made, name="file-being-made")]
