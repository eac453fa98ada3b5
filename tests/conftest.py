"""A small named world: the brochure of Heerlen, and a way to add one project with only what matters."""

import gc
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.template import Context, Template
from django.utils.safestring import SafeString
from pytest_django import DjangoDbBlocker
from whitenoise.base import WhiteNoise

from municipalities.models import Corporation, Municipality
from projects.models import HousingType, Project, ProjectRentClass, RentClass, SustainabilityLevel
from tests.support import once
from tests.support.loaded import FIRST_ROWS, empty_all, keep_rights, load_once
from tests.support.own_server import copy_filled, data_directory
from tests.support.worlds import Worlds
from wonen.database.limits import end_of_request
from wonen.middleware import refusal

AddProject = Callable[..., Project]


WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
# Making a hash of a password takes a third of a second on purpose; the tests make thousands.
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session", autouse=True)
def shared(django_db_blocker: DjangoDbBlocker) -> None:
    """Make what all tests of a run use, once for all workers."""
    with django_db_blocker.unblock():
        once.prepare(WORKER) if WORKER else once.static_files()


@pytest.fixture(scope="session", autouse=True)
def quick_widgets(django_test_environment: None) -> None:
    """Keep no copy of the context of each widget: that was a quarter of the time of a page with forms."""
    told: Callable[[Template, Context], SafeString] = Template._render  # type: ignore[attr-defined]

    def render(template: Template, context: Context) -> SafeString:
        if str(template.name).startswith("django/forms/"):
            return template.nodelist.render(context)
        return told(template, context)

    Template._render = render  # type: ignore[attr-defined]


@pytest.fixture(scope="session", autouse=True)
def static_files_found_once() -> None:
    """Let every client know the static files that the first one found: to look took 0.05 s a test."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    look = WhiteNoise.update_files_dictionary

    def update(self: WhiteNoise, root: str, prefix: str) -> None:
        if (root, prefix) not in found:
            look(self, root, prefix)
            found[root, prefix] = dict(self.files)
        self.files.update(found[root, prefix])

    WhiteNoise.update_files_dictionary = update


@pytest.fixture(autouse=True)
def no_sweep(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out what one request in so many does besides: it would be one query more, now and then."""
    monkeypatch.setattr("wonen.rest.rate_limit.throttle.SWEEP", 10**18)
    monkeypatch.setattr("wonen.accounts.lockout.SWEEP", 10**18)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None, shared: None) -> None:
    """Let a worker copy its database: making the tables takes longer than most of its tests."""
    if WORKER:
        connection.settings_dict["TEST"]["TEMPLATE"] = once.TEMPLATE


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Make the database, and what each flush puts back in it; and the worlds that tests ask for."""
    with django_db_blocker.unblock():
        keep_rights()
        empty_all()
    worlds.append(Worlds(FIRST_ROWS, django_db_blocker))
    yield
    with django_db_blocker.unblock():
        worlds.pop().end()


worlds: list[Worlds] = []  # one, once the database is there


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Give a test the database that holds what it asks for; the first test of all makes its own.

    A request of which the answer was not read to its end left the limit of its statements to this thread.
    """
    end_of_request()
    for each in worlds:
        each.go_to(each.wanted(item))


FIRST = {"test_run.py", "test_weight.py", "test_fuzz.py", "test_write_reach.py"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest: at the end the other workers would wait for it."""
    items.sort(key=lambda item: item.path.name not in FIRST)


def pytest_collection_finish() -> None:
    """Keep what was loaded until here out of the garbage collector, and let that look less often.

    It would walk all that was loaded time and again; and what a test leaves in circles is little.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


@pytest.fixture(scope="module")
def own_data() -> Iterator[Path]:
    """A data directory that the tests of one file have for themselves."""
    with data_directory() as data:
        yield data


@pytest.fixture(scope="module")
def filled_data(own_data: Path) -> Path:
    """The same, with tables, brochure and static files: the first start in an empty one takes long."""
    copy_filled(own_data)
    once.lend_static_files(own_data)
    return own_data


@pytest.fixture
def brochure(db: None, request: pytest.FixtureRequest) -> dict[str, Any]:
    """Load the brochure into the database; return it as it was read from paper, for comparison."""
    load_first("brochure", request)
    return deepcopy(on_paper())


LOADED = pytest.StashKey[bool]()


def load_first(name: str, request: pytest.FixtureRequest) -> None:
    """Load the rows of a fixture, with those of the other where a test takes both.

    To load the brochure beside other rows takes twenty times as long as to copy both to where nothing is.
    """
    if request.node.stash.get(LOADED, False) or any(each.holds(name) for each in worlds):
        return
    # The smaller first: what the brochure has too is found there and left.
    names = [each for each in reversed(FIRST_ROWS) if each == name or each in request.fixturenames]
    load_once(" and ".join(names), lambda: [FIRST_ROWS[each]() for each in names])
    request.node.stash[LOADED] = len(names) > 1


@cache
def on_paper() -> dict[str, Any]:
    text = (Path(__file__).parent / "data" / "heerlen-2022.yaml").read_text(encoding="utf-8")
    data: dict[str, Any] = yaml.safe_load(text)
    return data


@pytest.fixture
def world(db: None, request: pytest.FixtureRequest) -> None:
    """Municipalities, rent limits, legend and one corporation, without any project."""
    load_first("world", request)


@pytest.fixture
def add_project(world: None) -> AddProject:
    """Return a function that adds a public project of Heerlen, given only what matters to the test.

    ``certain`` maps rent classes to dwellings (None: not split), ``possible`` and ``types`` list codes.
    """

    def add(name: str = "Spoorsingel", **fields: Any) -> Project:
        certain: dict[str, int | None] = fields.pop("certain", {})
        possible, types = fields.pop("possible", ()), fields.pop("types", ())
        if "level" in fields:
            fields["sustainability"] = SustainabilityLevel.objects.get(code=fields.pop("level"))
        municipality = Municipality.objects.get(name=fields.pop("gemeente", "Heerlen"))
        defaults = {"kind": "nieuwbouw", "is_public": True, "corporation": Corporation.objects.get(code="WL")}
        project = Project.objects.create(municipality=municipality, name=name, **{**defaults, **fields})
        project.housing_types.set(HousingType.objects.filter(code__in=types))
        for code, dwellings in {**certain, **dict.fromkeys(possible)}.items():
            ProjectRentClass.objects.create(
                project=project,
                rent_class=RentClass.objects.get(code=code),
                is_possible=code in possible,
                dwellings=dwellings,
            )
        return project

    return add


@contextmanager
def refused(sentence: str) -> Iterator[None]:
    """Expect the database itself to refuse what happens inside, and the user to read this sentence."""
    with pytest.raises(IntegrityError) as caught, transaction.atomic():  # noqa: PT012 - the commit refuses
        yield
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert refusal(caught.value) == sentence
