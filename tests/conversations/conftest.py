"""The cast: a village that is set up, with its officials and social workers, copied afresh for every scenario."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from sandbox.scripts import load_script
from tests.conversations.village import Village, Villager, village_in


@pytest.fixture(scope="session")
def ready_village(tmp_path_factory: pytest.TempPathFactory, ready_sqlite: Path) -> Path:
    """The folder of a village after the opening was played once: a copy takes milliseconds, the opening does not."""
    folder = tmp_path_factory.mktemp("village")
    shutil.copyfile(ready_sqlite, folder / "yihu.db")

    async def play() -> None:
        async with village_in(folder) as village:
            await village.rehearsal.sandbox.player.play(load_script("opening"))

    asyncio.run(play())
    return folder


@pytest.fixture
async def village(ready_village: Path, tmp_path: Path) -> AsyncIterator[Village]:
    """Set up by Secretary Han; Liu and Zhao are officials, Zhou and Chen social workers, Lin is the operator."""
    folder = tmp_path / "village"
    shutil.copytree(ready_village, folder)
    async with village_in(folder) as found:
        yield found


@pytest.fixture
async def bare(ready_sqlite: Path, tmp_path: Path) -> AsyncIterator[Village]:
    """The same people in the same group, and nobody has set it up."""
    folder = tmp_path / "village"
    folder.mkdir()
    shutil.copyfile(ready_sqlite, folder / "yihu.db")
    async with village_in(folder) as found:
        yield found


@pytest.fixture
def clock(village: Village) -> Village:
    """`await clock.turn("05:30")`."""
    return village


@pytest.fixture
def han(village: Village) -> Villager:
    """Secretary Han, an official; he made the group."""
    return village.person("han")


@pytest.fixture
def liu(village: Village) -> Villager:
    """Director Liu, an official."""
    return village.person("liu")


@pytest.fixture
def zhou(village: Village) -> Villager:
    """A social worker."""
    return village.person("zhou")


@pytest.fixture
def chen(village: Village) -> Villager:
    """The other social worker."""
    return village.person("chen")


@pytest.fixture
def lin(village: Village) -> Villager:
    """Head of the social-work station, the operator."""
    return village.person("lin")


@pytest.fixture
def wang(village: Village) -> Villager:
    """Aunt Wang, a villager."""
    return village.person("wang")


@pytest.fixture
def li(village: Village) -> Villager:
    """Aunt Li, a villager."""
    return village.person("li")


@pytest.fixture
def zhang(village: Village) -> Villager:
    """Grandpa Zhang, a villager who never opened a private chat."""
    return village.person("zhang")


@pytest.fixture
def sun(village: Village) -> Villager:
    """Sun Yumei, a villager."""
    return village.person("sun")
