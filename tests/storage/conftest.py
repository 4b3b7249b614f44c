"""A store on each engine, and a second one beside it as another process would be."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio

from storage.store import Store


@pytest_asyncio.fixture
async def store(database_url: str) -> AsyncIterator[Store]:
    """An open store on each engine in turn, with tables and nothing in them."""
    async with Store.open(database_url) as opened:
        yield opened


@pytest_asyncio.fixture
async def other(database_url: str) -> AsyncIterator[Store]:
    """A second store on the same database: what is not committed is not seen through it."""
    async with Store.open(database_url) as opened:
        yield opened
