"""The public addresses of this app."""

from django.urls import path

from municipalities.figures import views

urlpatterns = [
    path("cijfers.csv", views.figures_csv, name="figures-csv"),
    path("cijfers.xlsx", views.figures_xlsx, name="figures-xlsx"),
]
