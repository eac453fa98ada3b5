"""A project as the API gives it: its facts, the cells of the overview beside them, and the codes of VERA."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, CharField, F, Q, TextField, Value, When
from django.http import HttpRequest

from municipalities.access.api_access import VIEW_DRAFTS
from municipalities.api import CORPORATIONS, MUNICIPALITIES
from projects.api.values import (
    CODE_SCHEMA,
    COUNT,
    MOMENT,
    PRINTED_COLUMNS,
    PRINTED_SCHEMA,
    RENT_SCHEMA,
    RENTS,
    SCORE,
    SECTIONS,
    TYPES,
    VERA_SCHEMA,
    moment_at,
    or_none,
    printed,
    rents,
    types_by,
    vera_codes,
)
from projects.api.write_handler import ProjectWriter
from projects.filters.api_filters import ProjectApiFilterSet
from projects.kinds import Kind, Phase
from projects.models import ExternalCode, Project
from projects.models.feed import PROJECTS as FEED
from wonen.rest.access import access_of
from wonen.rest.resource import Asked, Expansion, Field, Nested, Place, Resource, Rows
from wonen.rest.schemas import AREA_CODE, code, key, listed, moment, named, one_of, or_null, text, yes_no

PROJECT = Field("id", "Het vaste nummer van het project in Wonen.", key(), "pk", example=1)


def written(*said: Any, **more: Any) -> Field:
    return Field(*said, **{**more, "is_written": True})


FIELDS = (
    PROJECT,
    written(
        "naam",
        "De naam; binnen een gemeente komt zij één keer voor. Zij staat op één regel: dubbele spaties en"
        " onzichtbare tekens vallen weg. Zij heeft een letter of cijfer, en is geen fout of formule van een"
        " spreadsheet.",
        text(120, shortest=1),
        "name",
        None,
        "Aldenhofpark Hoensbroek (fase 1)",
    ),
    written(
        "gemeente",
        "De CBS-code van de gemeente.",
        AREA_CODE,
        "municipality__code",
        None,
        "GM0917",
    ),
    written(
        "plaats",
        "De plaats of wijk; null: niet opgegeven.",
        or_null(text(80)),
        "place",
        or_none("plaats"),
        "Hoensbroek",
    ),
    written("corporatie", "De code van de corporatie.", code(10), "corporation__code", None, "WL"),
    written(
        "faseVan",
        "Het nummer van het hele project waarvan dit een fase is, als u dat mag zien; anders null.",
        or_null(key()),
        {"parent_id": "parent_id", "whole_shown": F("whole_shown")},
        lambda raw: raw["parent_id"] if raw["whole_shown"] else None,
    ),
    written(
        "soort",
        "Wat er gebeurt.",
        named("Projectsoort", "Wat er gebeurt.", one_of(Kind.values)),
        "kind",
        None,
        "nieuwbouw",
    ),
    written(
        "projectfase",
        "Hoe ver het project is; null: niet bekend.",
        or_null(named("Projectfase", "Hoe ver een project is.", one_of(Phase.values))),
        "phase",
        or_none("projectfase"),
    ),
    written(
        "aantalWoningen",
        "Het aantal woningen; null: niet bekend. Bij sloop: het aantal dat verdwijnt.",
        COUNT,
        "dwellings",
        None,
        30,
    ),
    written(
        "aantalIsOngeveer",
        "Of het aantal een benadering is ('ca.').",
        yes_no(),
        "dwellings_approximate",
        None,
        True,
    ),
    written(
        "woningtypen",
        "De codes van de woningtypen; leeg: niet bekend.",
        listed(code(30), uniqueItems=True, maxItems=50),
        types_by("code"),
        None,
        ["grondgebonden-gezins", "gestapeld-met-lift"],
    ),
    written(
        "mixNogTeBepalen",
        "Of er een mix komt die nog niet bekend is ('Ntb').",
        yes_no(),
        "housing_types_undecided",
        None,
        False,
    ),
    written("wonenMetZorg", "Of het om wonen met zorg gaat.", yes_no(), "with_care", None, True),
    written(
        "huurprijsklassen",
        "De huurprijsklassen, zeker of mogelijk; leeg: niet bekend.",
        listed(RENT_SCHEMA, maxItems=50),
        {"rents": RENTS},
        rents,
        [
            {"klasse": "sociale-hogere-huur", "mogelijk": False, "aantalWoningen": None},
            {"klasse": "vrije-huur", "mogelijk": True, "aantalWoningen": None},
        ],
    ),
    written("batVan", "De laagste BAT-score; null: niet bekend.", SCORE, "bat_from_id", None, 0),
    written("batTotEnMet", "De hoogste BAT-score; null: niet bekend.", SCORE, "bat_to_id", None, 2),
    written(
        "duurzaamheid",
        "De code van het duurzaamheidsniveau; null: niet bekend.",
        or_null(code(30)),
        "sustainability__code",
        None,
        "beng",
    ),
    written(
        "duurzaamheidTenminste",
        "Of het dit niveau of hoger is.",
        yes_no(),
        "sustainability_at_least",
        None,
        False,
    ),
    written(
        "start",
        "Wanneer het start; null: niet bekend.",
        MOMENT,
        **moment_at("start"),
        example={"jaar": 2022, "kwartaal": None},
    ),
    written("oplevering", "Wanneer het klaar is; null: niet bekend.", MOMENT, **moment_at("delivery")),
    written(
        "planning",
        "Een moment waarvan niet bekend is of de start of de oplevering bedoeld is; anders null.",
        MOMENT,
        **moment_at("planned"),
    ),
    Field(
        "onderdeel",
        "Waar het project staat in het overzicht van het gevraagde jaar (parameter jaar); zonder jaar null.",
        or_null(SECTIONS),
        F("section"),
    ),
    written(
        "bron",
        "Waar de gegevens vandaan komen.",
        text(160),
        "source",
        None,
        "Bod 2022 van Wonen Limburg aan de gemeente Heerlen",
    ),
    written(
        "opmerking",
        "De toelichting voor het publiek; iedereen leest deze.",
        text(),
        "note",
        None,
        "De bron noemt alleen fase 1; over het hele project staan er geen gegevens in.",
    ),
    written(
        "codes",
        "De codes van het project in andere systemen.",
        listed(CODE_SCHEMA, maxItems=50),
        Nested(
            lambda: ExternalCode.objects.order_by("system", "code"),
            "project",
            {"systeem": "system", "code": "code"},
        ),
        None,
        [],
    ),
    Field(
        "gedrukt",
        "De cellen van het overzicht, in de woorden van het bod. Nnb: nog niet bekend.",
        PRINTED_SCHEMA,
        {
            **{name: name for name in PRINTED_COLUMNS},
            "sustainability__label": "sustainability__label",
            "rents": RENTS,
            "types": TYPES,
        },
        printed,
        {
            "aantalWoningen": "Ca. 30 woningen",
            "woningtypen": "Mix gestapeld met lift, grondgebonden gezins en wonen met zorg",
            "huurprijsklassen": "Sociale hogere huur (eventueel aangevuld met Vrije huur)",
            "batScore": "Score 0-2",
            "duurzaamheid": "BENG",
            "planning": "2022 (start)",
        },
    ),
    Field(
        "vera",
        "De codes van VERA, de standaard van de corporaties; null waar er geen precies past.",
        VERA_SCHEMA,
        {
            "kind": "kind",
            "bat_from_id": "bat_from_id",
            "bat_to_id": "bat_to_id",
            "sustainability__code": "sustainability__code",
            "rents": RENTS,
        },
        vera_codes,
        {
            "projectsoort": None,
            "huurklassen": ["DUU"],
            "batscoreVan": None,
            "batscoreTotEnMet": None,
            "toegankelijkheidslabelVan": "ZON",
            "toegankelijkheidslabelTotEnMet": None,
            "energievoorziening": None,
        },
    ),
    written(
        "openbaar",
        "Of iedereen het project mag zien; zonder token ziet u alleen wat openbaar is.",
        yes_no(),
        "is_public",
        None,
        True,
    ),
    Field(
        "voorbeelddata",
        "Of het project verzonnen is: gebruik het dan niet als feit.",
        yes_no(),
        "is_example",
        None,
        False,
    ),
    Field(
        "gewijzigdOp",
        "Wanneer het project het laatst is gewijzigd.",
        moment(),
        "modified_at",
        None,
        "2026-11-24T12:00:00Z",
    ),
)

INTERNAL = (
    written(
        "interneNotitie",
        "Een notitie voor medewerkers. Dit veld is er alleen met een token dat concepten leest; null: er is"
        " geen notitie, of het project ligt in een gemeente waarvan dit token geen concepten leest.",
        or_null(text()),
        F("note_shown"),
        or_none("interneNotitie"),
        "Wacht op de wethouder.",
    ),
)


def reads_internal(request: HttpRequest) -> bool:
    return access_of(request).may(VIEW_DRAFTS)


def readable(request: HttpRequest) -> Rows:
    """Return what is public, and with a token the drafts of the municipalities whose drafts it may read."""
    access = access_of(request)
    if access.token is None:
        return Project.objects.public().order_by("pk")
    mine = access.readable()
    rows: Rows = Project.objects.filter(Q(is_public=True) | Q(municipality__in=mine)).order_by("pk")
    # A phase lies in the municipality of its whole: who reads drafts there may know of which it is a phase.
    found: Rows = rows.annotate(
        whole_shown=Q(parent__is_public=True) | Q(municipality__in=mine),
        note_shown=Case(
            When(municipality__in=mine, then=F("internal_note")), default=Value(""), output_field=TextField()
        ),
    )
    return found


def listed_rows(rows: Rows, asked: Asked) -> Rows:
    """Leave out the whole of a project in phases, as the pages do."""
    counted: Any = rows
    return with_section(counted.counted(), asked)


def with_section(rows: Any, asked: Asked) -> Rows:
    """Say what the choice has not said yet: the section in the year asked, and which whole may be shown."""
    if "whole_shown" not in rows.query.annotations:
        rows = rows.annotate(whole_shown=F("parent__is_public"))
    if "section" in rows.query.annotations:
        found: Rows = rows
    elif asked.get("jaar"):
        found = rows.with_section(asked["jaar"])
    else:
        found = rows.annotate(section=Value(None, output_field=CharField(null=True)))
    return found


PROJECTS = Resource(
    name="projecten",
    title="Projecten",
    singular="project",
    schema_name="Project",
    meaning=(
        "Een vastgoedproject van een corporatie in een gemeente. Wat leeg is, is niet bekend. Een project in"
        " fasen staat in de lijst met zijn fasen; het geheel is met zijn nummer op te vragen."
    ),
    key=PROJECT,
    lookup="pk",
    rows=readable,
    filterset=ProjectApiFilterSet,
    listed=listed_rows,
    single=with_section,
    single_parameters=("jaar",),
    expansions=(
        Expansion("gemeente", MUNICIPALITIES, "municipality"),
        Expansion("corporatie", CORPORATIONS, "corporation"),
    ),
    place=Place(
        "municipality__longitude",
        "municipality__latitude",
        "hoofdplaats van de gemeente",
        {"gemeentenaam": "municipality__name", "hoofdplaats": "municipality__town"},
    ),
    is_example="voorbeelddata",
    feed=FEED,
    changed="modified_at",
    writes=ProjectWriter,
    fields=FIELDS,
    internal=INTERNAL,
    reads_internal=reads_internal,
)
