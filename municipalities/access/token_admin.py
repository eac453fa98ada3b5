"""The back office of tokens: made by who will answer for them, shown once, revoked, never changed."""

import datetime
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers

from municipalities.access.api_access import scopes_of
from municipalities.access.editable import NOT_YOURS, editable_by, writes_everywhere
from municipalities.access.own_areas import places_of
from municipalities.access.scoped_admin import MunicipalityScopedAdmin
from municipalities.access.tokens import SAME_NAME, State
from municipalities.access.user_rights import ABOVE, is_above
from municipalities.models import ApiToken, Municipality
from wonen.refusals import NotAllowedError

PROPOSED = 180  # days
SOON = 30  # days before its end that a token asks for a successor
NOT_ABOVE = "Een token kan niet meer dan u zelf. Kies iets uit de lijst."
NOWHERE = "U wijzigt in geen enkele gemeente: dit token leest alleen wat openbaar is."
NAME_NEEDED = "Vul in welk programma dit token gaat gebruiken, bijvoorbeeld Nachtlevering provincie."
DAY_NEEDED = "Vul de laatste dag in waarop het token werkt, bijvoorbeeld 31-12-2026."
ALL_MINE = "Kiest u er geen, dan geldt het overal waar u mag wijzigen, ook als dat meer gemeenten worden."
SEE_ALL, REVOKE_ALL = "municipalities.view_apitoken", "municipalities.change_apitoken"


class StateFilter(admin.SimpleListFilter):
    """The tokens in one state, as the list tells it."""

    title = "toestand"
    parameter_name = "toestand"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:  # noqa: ARG002
        return [(each.value, each.label) for each in State]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:  # noqa: ARG002
        chosen = self.value()
        return queryset.in_state(State(chosen)) if chosen in State.values else queryset


class TokenForm(forms.ModelForm[ApiToken]):
    """What is asked of a new token; ``user`` is who makes it and will be its owner."""

    user: Any = None
    scope = forms.ChoiceField(
        label="Wat mag het token?", widget=forms.RadioSelect, error_messages={"invalid_choice": NOT_ABOVE}
    )
    municipalities = forms.ModelMultipleChoiceField(
        label="Alleen voor deze gemeenten",
        queryset=Municipality.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": NOT_YOURS, "invalid_pk_value": NOT_YOURS},
    )

    class Meta:
        model = ApiToken
        fields = ("name", "scope", "municipalities", "expires_on")
        error_messages: ClassVar[dict[str, dict[str, str]]] = {
            "name": {"required": NAME_NEEDED},
            "expires_on": {"required": DAY_NEEDED, "invalid": DAY_NEEDED},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        scopes: Any = self.fields["scope"]
        scopes.choices = [(each.value, each.label) for each in scopes_of(self.user)]
        scopes.initial = scopes.choices[0][0]
        places: Any = self.fields["municipalities"]
        places.queryset = editable_by(self.user)
        places.help_text = self._where()

    def _where(self) -> str:
        if writes_everywhere(self.user):
            return "Kiest u er geen, dan geldt het voor alle gemeenten."
        if not editable_by(self.user).exists():
            return NOWHERE
        return ALL_MINE

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if ApiToken.objects.in_force().filter(owner=self.user, name=name).exists():
            raise ValidationError(SAME_NAME)
        return name


@admin.register(ApiToken)
class TokenAdmin(MunicipalityScopedAdmin[ApiToken]):
    """Each makes, sees and revokes their own, which can do no more than they can.

    Who may view tokens sees all; who may change them revokes all but those of who has more rights, or works
    elsewhere.
    """

    form = TokenForm
    list_display = ("name", "state", "scope", "places", "until", "used", "prefix", "owner")
    list_select_related = ("owner",)
    list_filter = (StateFilter,)
    search_fields = ("name", "prefix", "owner__username")
    actions = ("revoke_selected",)
    empty_value_display = "-"
    fields = (
        *("name", "owner", "prefix", "state", "scope", "places"),
        *("created_on", "expires_on", "used", "revoked_at"),
    )

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return super().changelist_view(request, {**(extra_context or {}), "title": "API-tokens"})

    def get_list_display(self, request: HttpRequest) -> Any:
        """Leave out the owner for who sees only their own: the list then fits beside its filter."""
        return self.list_display if request.user.has_perm(SEE_ALL) else self.list_display[:-1]

    def get_queryset(self, request: HttpRequest) -> QuerySet[ApiToken]:
        tokens = super().get_queryset(request).prefetch_related("municipalities")
        return tokens if request.user.has_perm(SEE_ALL) else tokens.filter(owner=request.user.pk)

    def may_write(self, request: HttpRequest, row: ApiToken) -> bool:
        if row.owner_id == request.user.pk:
            return True
        return bool(places_of(request)) and not is_above(row.owner, request.user)

    def may_write_any(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return True

    def why_not(self) -> str:
        return ABOVE

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if request.user.has_perm(SEE_ALL):
            return True
        return self.has_add_permission(request) and (obj is None or obj.owner_id == request.user.pk)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        return False  # the history would no longer say whose token it was

    def has_revoke_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if obj is None or obj.owner_id == request.user.pk:
            return self.has_view_permission(request, obj)
        return bool(request.user.has_perm(REVOKE_ALL)) and self.may_write(request, obj)

    def get_urls(self) -> list[Any]:
        revoke = self.admin_site.admin_view(self.revoke)
        ours = path("<path:object_id>/intrekken/", revoke, name="municipalities_apitoken_revoke")
        return [ours, *super().get_urls()]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:  # noqa: ARG002
        return self.fields if obj else TokenForm.Meta.fields

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        if obj is not None:
            kwargs["form"] = forms.ModelForm
            kwargs["help_texts"] = dict.fromkeys(("name", "expires_on"), "")  # there is nothing to fill in
        form = super().get_form(request, obj, change, **kwargs)
        return type("OwnTokenForm", (form,), {"user": request.user})

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        until = timezone.localdate() + datetime.timedelta(days=PROPOSED)
        return {"expires_on": until, **super().get_changeform_initial_data(request)}

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        token = context.get("original")
        may_revoke = token is not None and self.has_revoke_permission(request, token)
        return super().render_change_form(request, {**context, "may_revoke": may_revoke}, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: ApiToken, form: Any, change: bool) -> None:
        """Make the token of who asks for it, and hold its secret no longer than this request."""
        if change or obj.scope not in scopes_of(request.user):
            raise PermissionDenied
        obj.owner_id = request.user.pk or 0
        obj.is_limited = bool(form.cleaned_data["municipalities"])
        request.__dict__["issued"] = obj.issue()
        super().save_model(request, obj, form, change)

    def response_add(
        self,
        request: HttpRequest,
        obj: ApiToken,
        post_url_continue: Any = None,  # noqa: ARG002
    ) -> HttpResponse:
        """Show the secret, the only time. Not after a redirect: then it would have to be kept until it."""
        context = {
            **self.admin_site.each_context(request),
            "title": "Uw token is gemaakt",
            "opts": self.opts,
            "token": obj,
            "secret": request.__dict__.pop("issued"),
            "places": self.places(obj),
            "api": request.build_absolute_uri(reverse("api")),
        }
        answer = render(request, "admin/municipalities/apitoken/issued.html", context)
        add_never_cache_headers(answer)  # no-store among them
        return answer

    def revoke(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Ask whether one token is to end; end it."""
        token = self.get_object(request, unquote(object_id))
        if token is None:
            raise Http404
        if not self.has_revoke_permission(request, token):
            raise NotAllowedError(ABOVE)
        back = reverse("admin:municipalities_apitoken_change", args=[token.pk])
        if request.method == "POST":
            self._end(request, ApiToken.objects.filter(pk=token.pk))
            return redirect(back)
        return self._ask(request, [token], back)

    @admin.action(description="Geselecteerde tokens intrekken", permissions=["revoke"])
    def revoke_selected(self, request: HttpRequest, queryset: QuerySet[ApiToken]) -> HttpResponse | None:
        tokens = list(queryset.select_related("owner"))
        if not all(self.has_revoke_permission(request, token) for token in tokens):
            raise NotAllowedError(ABOVE)
        if "bevestigd" in request.POST:
            self._end(request, ApiToken.objects.filter(pk__in=[token.pk for token in tokens]))
            return None
        return self._ask(request, tokens, reverse("admin:municipalities_apitoken_changelist"))

    def _ask(self, request: HttpRequest, tokens: list[ApiToken], back: str) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": "Token intrekken?" if len(tokens) == 1 else "Tokens intrekken?",
            "opts": self.opts,
            "tokens": tokens,
            "back": back,
        }
        return render(request, "admin/municipalities/apitoken/revoke.html", context)

    def _end(self, request: HttpRequest, tokens: Any) -> None:
        ended = tokens.revoke()
        if ended:
            said = "Het token is ingetrokken." if ended == 1 else f"{ended} tokens zijn ingetrokken."
            messages.success(request, f"{said} Wie het gebruikt, komt er vanaf nu niet meer in.")
        else:
            messages.info(request, "Dit was al ingetrokken.")

    @admin.display(description="gemeenten")
    def places(self, token: ApiToken) -> str:
        if not token.is_limited:
            return "alle van de eigenaar"
        return ", ".join(each.name for each in token.municipalities.all()) or "geen"

    @admin.display(description="toestand")
    def state(self, token: ApiToken) -> str:
        left = token.days_left
        if token.state != State.VALID or left >= SOON:
            return token.state.label
        when = {0: "vandaag", 1: "morgen"}.get(left, f"over {left} dagen")
        return f"geldig, verloopt {when}"

    @admin.display(description="geldig tot en met", ordering="expires_on")
    def until(self, token: ApiToken) -> str:
        return f"{token.expires_on:%d-%m-%Y}"

    @admin.display(description="laatst gebruikt", ordering="last_used_at")
    def used(self, token: ApiToken) -> str:
        if token.last_used_at is None:
            return "nog niet"
        return f"{timezone.localtime(token.last_used_at):%d-%m-%Y %H:%M}"
