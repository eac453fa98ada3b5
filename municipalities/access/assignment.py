"""In which municipalities a member of staff may write; beside the roles, which say what may be done there."""

from django.conf import settings
from django.db import models


class StaffArea(models.Model):
    """The municipalities of one user. Without a row of this the user may write nothing, whatever the role."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, verbose_name="gebruiker", related_name="area", on_delete=models.CASCADE
    )
    everywhere = models.BooleanField(
        "alle gemeenten",
        default=False,
        help_text="Ook de cijfers van regio's en van de hele corporatie, en gemeenten die er nog bij komen.",
    )
    municipalities = models.ManyToManyField(
        "municipalities.Municipality",
        verbose_name="gemeenten",
        related_name="staff_areas",
        blank=True,
        help_text="Alleen nodig zonder 'alle gemeenten'.",
    )

    class Meta:
        verbose_name = "werkgebied"
        verbose_name_plural = "werkgebieden"
        ordering = ("id",)

    def __str__(self) -> str:
        return f"Werkgebied van {self.user}"
