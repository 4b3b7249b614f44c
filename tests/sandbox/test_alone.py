"""python -m sandbox: the stage without a bot of its own."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import aiohttp


async def _start(*options: str) -> asyncio.subprocess.Process:
    pipe = asyncio.subprocess.PIPE
    return await asyncio.create_subprocess_exec(sys.executable, "-m", "sandbox", *options, stdout=pipe, stderr=pipe)


async def test_it_says_where_it_is_and_answers_there(tmp_path: Path) -> None:
    running = await _start("--folder", str(tmp_path), "--port", "0")
    assert running.stdout
    name, url = (await running.stdout.readline()).decode().split()
    assert name == "page"
    async with aiohttp.ClientSession() as http, http.get(f"{url}stage/state") as response:
        assert (await response.json())["bot"]["name"] == "一呼"
    running.terminate()
    await running.communicate()


async def test_a_wrong_setting_is_one_clear_line(tmp_path: Path) -> None:
    refused = await _start("--folder", str(tmp_path), "--port", "0", "--token", "nonsense")
    said, fault = await refused.communicate()
    assert (refused.returncode, said) == (2, b"")
    assert fault == b"the sandbox cannot start: a bot token looks like 7100000001:letters-and-digits\n"
