"""The menu of commands and the conversations behind it are one list."""

from __future__ import annotations

import importlib
import pkgutil
from itertools import product

import pytest
from aiogram import Bot, Router

import handlers
from handlers.commands import EVERYWHERE, GROUP, PRIVATE, described, set_commands
from handlers.words import Said
from tests.wire import TOKEN, Wire
from texts.voice import LANGUAGES


def conversed() -> set[str]:
    """Every command some conversation answers to."""
    said: set[str] = set()
    for room in pkgutil.iter_modules(handlers.__path__):
        router = getattr(importlib.import_module(f"handlers.{room.name}"), "router", None)
        if isinstance(router, Router):
            filters = [f.callback for handler in router.message.handlers for f in handler.filters or []]
            said |= {found.name for found in filters if isinstance(found, Said)}
    return said


async def test_every_scope_is_told_in_every_language() -> None:
    wire = Wire()
    await set_commands(Bot(TOKEN, session=wire))
    scopes = {"default": EVERYWHERE, "all_private_chats": PRIVATE, "all_group_chats": GROUP}
    assert wire.menus == {
        (scope, language): list(names) for (scope, names), language in product(scopes.items(), ("", *LANGUAGES))
    }


def test_the_commands_are_those_that_people_were_promised() -> None:
    assert set(GROUP) == {"setup", "call", "ask", "role", "help"}
    promised = "start help call calls roster kept people ask series approval checkin me team feedback digest summary"
    assert set(PRIVATE) == {*promised.split(), "export", "language", "status", "privacy"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_description_fits_the_platforms_menu(language: str) -> None:
    for command in described((*PRIVATE, *GROUP), language):
        assert 1 <= len(command.description) <= 256


def test_every_command_of_a_conversation_is_in_a_menu() -> None:
    assert conversed() <= {*GROUP, *PRIVATE}


def test_every_command_in_a_menu_has_a_conversation() -> None:
    missing = {*GROUP, *PRIVATE} - conversed()
    assert not missing
