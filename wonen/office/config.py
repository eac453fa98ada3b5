"""The admin with a site of our own; apart, since it is read before any model."""

from django.contrib.admin.apps import AdminConfig


class OfficeConfig(AdminConfig):
    default_site = "wonen.office.site.Office"
