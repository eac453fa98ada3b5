"""The back office of users and roles: nobody gives a right they lack, or takes away their own."""

from typing import Any

from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, Permission, User
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from municipalities.access.own_areas import OwnAreas, places_of
from municipalities.access.scoped_admin import MunicipalityScopedAdmin
from municipalities.access.user_forms import ROLES_EXPLAINED, NewStaffForm, StaffForm
from municipalities.access.user_rights import ABOVE, grantable, is_above, within
from municipalities.models import ApiToken, StaffArea
from wonen.accounts.forms import PasswordByAdministrator
from wonen.accounts.lockout import lift, locked_until
from wonen.accounts.roles import ROLES

OWN_PHONE = "Uw eigen tweede stap vervangt u bij 'Tweede stap': daar wordt uw wachtwoord gevraagd."
OWN_FIELDS = ("is_active", "is_staff", "is_superuser", "groups")


class AreaInline(OwnAreas, admin.StackedInline[StaffArea, User]):
    """Where the user may write: within where the one who decides may, and never of oneself."""

    model = StaffArea
    can_delete = False
    verbose_name = verbose_name_plural = "Waar deze gebruiker mag wijzigen: zonder keuze nergens"

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:  # noqa: ARG002
        return ("everywhere", "municipalities") if places_of(request).everywhere else ("municipalities",)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        kwargs["widget"] = forms.CheckboxSelectMultiple()
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        if field is not None:
            everywhere = places_of(request).everywhere
            field.label = "Of alleen deze gemeenten" if everywhere else "Deze gemeenten"
            field.help_text = ""
        return field

    def may_decide(self, request: HttpRequest, user: Any) -> bool:
        is_other = user is None or (user.pk != request.user.pk and not is_above(user, request.user))
        return bool(places_of(request)) and is_other

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_add_permission(request, obj) and self.may_decide(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and self.may_decide(request, obj)


@admin.register(User)
class StaffAdmin(MunicipalityScopedAdmin[User], UserAdmin):  # type: ignore[type-arg]
    form = StaffForm
    add_form = NewStaffForm
    inlines = (AreaInline,)
    list_display = ("username", "full_name", "role", "writes_in", "second_factor", "is_active")
    list_filter = ("is_active", "groups")
    list_per_page = 50
    show_full_result_count = False
    search_fields = ("username", "first_name", "last_name", "email")
    filter_horizontal = ()
    empty_value_display = "geen"
    actions = ("take_second_factor", "lift_lock")
    change_password_form = PasswordByAdministrator
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        ("Wie", {"fields": (("first_name", "last_name"), "email")}),
        ("Wat deze gebruiker mag", {"fields": ("is_active", "is_staff", "is_superuser", "groups")}),
        ("Aanmelden", {"fields": ("second_factor", "lock", "last_login")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        users = super().get_queryset(request).select_related("area")
        return users.prefetch_related("groups", "area__municipalities", "authenticator_set")

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        return self.inlines if obj and self._decides_where(request, obj) else ()

    def _decides_where(self, request: HttpRequest, user: Any) -> bool:
        return AreaInline(User, self.admin_site).has_change_permission(request, user)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Leave out the password, with its button, for who may not change it; say what is not asked."""
        if obj is None:
            return self.add_fieldsets
        first, who, (title, may), *rest = self.fieldsets
        if not self.has_change_permission(request, obj):
            first = (None, {"fields": ("username",)})
        if not self._decides_where(request, obj):
            may = {"fields": (*may["fields"], "writes_in")}
        return (first, who, (title, may), *rest)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        shown = ("second_factor", "lock", "last_login", "writes_in")
        if obj and obj.pk == request.user.pk:
            return (*shown, *OWN_FIELDS)
        return shown if request.user.is_superuser else (*shown, "is_superuser")

    def may_write(self, request: HttpRequest, row: Any) -> bool:
        """Nobody touches who has more rights, or works where they do not."""
        return self.may_write_any(request) and (row.pk is None or not is_above(row, request.user))

    def may_write_any(self, request: HttpRequest) -> bool:
        return bool(places_of(request))

    def why_not(self) -> str:
        return ABOVE

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        is_other = obj is None or obj.pk != request.user.pk
        return is_other and super().has_delete_permission(request, obj)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """A token goes with its owner; by itself it is revoked, never removed."""
        deleted, counts, lacking, protected = super().get_deleted_objects(objs, request)
        return deleted, counts, set(lacking) - {ApiToken._meta.verbose_name}, protected

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:  # noqa: A002
        """Lead to where the old password is asked: nobody does without for the own account."""
        if self.get_object(request, unquote(id)) == request.user:
            return redirect("account_change_password")
        return super().user_change_password(request, id, form_url)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Choose roles without buttons beside them."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(getattr(field, "widget", None), RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget  # type: ignore[union-attr]
        return field

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        if field is not None and db_field.name == "groups":
            field.widget = forms.CheckboxSelectMultiple()
            field.queryset = grantable(request.user)  # which the boxes follow
            field.help_text = ROLES_EXPLAINED  # without the advice for a list of several
        return field

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """A new user works here: the role says what that means."""
        if not change:
            obj.is_staff = True
        super().save_model(request, obj, form, change)

    @admin.display(description="naam", ordering="last_name")
    def full_name(self, user: User) -> str:
        return user.get_full_name() or "-"

    @admin.display(description="rol")
    def role(self, user: User) -> str:
        names = ["alles"] if user.is_superuser else [group.name for group in user.groups.all()]
        return ", ".join(names) or "geen"

    @admin.display(description="mag wijzigen in")
    def writes_in(self, user: User) -> str:
        area = getattr(user, "area", None)
        if user.is_superuser or (area and area.everywhere):
            return "alle gemeenten"
        names = [each.name for each in area.municipalities.all()] if area else []
        return ", ".join(names) or "geen gemeente"

    @admin.display(description="tweede stap")
    def second_factor(self, user: User) -> str:
        kinds = {each.type for each in user.authenticator_set.all()}  # type: ignore[attr-defined]
        return "ingesteld" if Authenticator.Type.TOTP in kinds else "niet ingesteld"

    @admin.display(description="blokkade")
    def lock(self, user: User) -> str:
        until = locked_until(user)
        return f"geblokkeerd tot {until.astimezone():%H:%M} uur" if until else "niet geblokkeerd"

    @admin.action(description="Tweede stap weghalen (telefoon kwijt)", permissions=["change"])
    def take_second_factor(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """Let a colleague set up a new phone; the next log-in leads there."""
        own = request.user.pk or 0
        if queryset.filter(pk=own).exists():
            messages.error(request, OWN_PHONE)
        for user in self._mine(request, queryset.exclude(pk=own)):
            Authenticator.objects.filter(user_id=user.pk).delete()
            lift(user)
            self.log_change(request, user, "Tweede stap weggehaald.")
            messages.success(request, f"{user} stelt bij het aanmelden een nieuwe tweede stap in.")

    @admin.action(description="Blokkade opheffen", permissions=["change"])
    def lift_lock(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        for user in self._mine(request, queryset):
            lift(user)
            self.log_change(request, user, "Blokkade opgeheven.")
            messages.success(request, f"{user} kan zich weer aanmelden.")

    def _mine(self, request: HttpRequest, queryset: QuerySet[User]) -> list[User]:
        users = {user: self.has_change_permission(request, user) for user in queryset}
        for user in (user for user, is_mine in users.items() if not is_mine):
            messages.error(request, f"{user}: {ABOVE}")
        return [user for user, is_mine in users.items() if is_mine]


@admin.register(Group)
class RoleAdmin(MunicipalityScopedAdmin[Group], GroupAdmin):
    """The four roles stay as they are; other groups can be made of rights that one has oneself.

    Whoever holds a role may work anywhere, so it is for who may write everywhere.
    """

    list_display = ("name", "members")
    filter_horizontal = ("permissions",)

    def may_write(self, request: HttpRequest, row: Any) -> bool:
        """Refuse the roles of the product, one's own, and those of more rights or of who has more."""
        if row.name in ROLES or not super().may_write(request, row):
            return False
        if request.user.is_superuser or row.pk is None:
            return True
        members = row.user_set.all()
        if request.user in members or any(is_above(each, request.user) for each in members):
            return False
        return grantable(request.user).filter(pk=row.pk).exists()

    def formfield_for_manytomany(self, db_field: Any, request: Any = None, **kwargs: Any) -> Any:
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        if field is not None and db_field.name == "permissions":
            field.queryset = within(request.user, Permission.objects.select_related("content_type"))
        return field

    def get_queryset(self, request: HttpRequest) -> QuerySet[Group]:
        return super().get_queryset(request).prefetch_related("user_set")

    @admin.display(description="leden")
    def members(self, group: Group) -> str:
        return ", ".join(sorted(user.get_username() for user in group.user_set.all())) or "geen"
