"""Roles are enforced below the screen: every use case × every role."""

import importlib
import inspect
import pkgutil
from typing import Any

import pytest

import app.services
from app.context import Actor, Context
from app.errors import AppError, NotAllowed
from app.rules.permissions import ROLE_TABLE
from app.services.use_case import USE_CASES
from models.enums import Role

MODULES = [
    importlib.import_module(found.name) for found in pkgutil.walk_packages(app.services.__path__, "app.services.")
]


def function(name: str) -> Any:
    module, _dot, short = name.rpartition(".")
    return getattr(importlib.import_module(module), short)


def blank_arguments(name: str) -> dict[str, Any]:
    """Return the id 0, else None, for every argument: whoever is refused is refused before any of them is looked at."""
    parameters = list(inspect.signature(function(name)).parameters.values())[1:]
    return {p.name: 0 if p.name.endswith("_id") else None for p in parameters if p.default is p.empty}


def test_every_public_function_that_takes_a_context_names_its_permission() -> None:
    found = {
        f"{module.__name__}.{name}"
        for module in MODULES
        for name, value in inspect.getmembers(module, inspect.isfunction)
        if value.__module__ == module.__name__ and not name.startswith("_") and takes_context(value)
    }
    assert found == set(USE_CASES)


def takes_context(value: Any) -> bool:
    """Tell whether a function begins a use case; what is also given a session works in the open transaction of one."""
    first, *rest = [*inspect.signature(value).parameters.values(), None]
    is_given = rest and rest[0] is not None and rest[0].name == "session"
    return first is not None and first.annotation in (Context, "Context") and not is_given


@pytest.mark.parametrize("role", [*Role, None], ids=lambda role: role.value if role else "nobody")
@pytest.mark.parametrize("name", sorted(USE_CASES), ids=lambda name: name.removeprefix("app.services."))
def test_a_role_may_what_the_table_says_and_nothing_else(context: Context, name: str, role: Role | None) -> None:
    context.actor = Actor("somebody", "somebody", frozenset({role} if role else ()))
    allowed = role is not None and USE_CASES[name] in ROLE_TABLE[role]
    # With nothing to work on an allowed use case goes on, and stumbles if it needs something; a refused one says so.
    stumbles = (AppError, TypeError, AttributeError, KeyError)
    refused = False
    try:
        function(name)(context, **blank_arguments(name))
    except stumbles as told:
        refused = isinstance(told, NotAllowed)
    assert refused is not allowed
