"""A village with people in it, for every test of an action."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio

from storage.store import Store
from tests.usecases.cast import Cast, settle


@pytest_asyncio.fixture
async def cast(database_url: str) -> AsyncIterator[Cast]:
    """柳沟村: three officials, two social workers, nine villagers, on each engine in turn."""
    async with Store.open(database_url) as store:
        yield await settle(store)
