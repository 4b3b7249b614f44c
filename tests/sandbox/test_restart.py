"""A restart loses nothing: chats, members, files, waiting updates, commands; and the journal forgives a
torn end.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from sandbox import journal
from sandbox.journal import Journal, JournalUnreadable, line_of
from sandbox.server import Sandbox
from tests.sandbox.conftest import EVENING, StillDial, aiogram_bot


async def _live_a_little(folder: Path) -> None:
    """An evening with a bit of everything."""
    async with Sandbox(folder, dial=StillDial()) as sandbox, aiogram_bot(sandbox) as bot:
        stage, group = sandbox.stage, sandbox.stage.village
        stage.add_person("wu", "吴路过")
        stage.open_bot("wang", "hi")
        stage.open_bot("li")
        stage.block_bot("li")
        waiting = await bot.get_updates(limit=1, allowed_updates=["message"])
        await bot.get_updates(offset=waiting[-1].update_id + 1)
        card = await bot.send_message(group.id, "7/20")
        for count in (9, 10, 9, 8):
            await bot.edit_message_text(f"{count}/20", chat_id=group.id, message_id=card.message_id)
        gone = await bot.send_message(group.id, "删我")
        await bot.delete_message(group.id, gone.message_id)
        await stage.send_file("wang", stage.person("wang").id, "一页纸".encode(), "纸.txt")
        await bot.set_my_description("一呼百应")
        small = stage.create_group("han", "老群", ["wang"], small=True)
        stage.migrate(small)
        stage.join("wu", group)
        stage.mark_read("wang", group)


def _picture(sandbox: Sandbox) -> object:
    """Everything that must be the same after a restart."""
    memory, updates = sandbox.stage.memory, sandbox.stage.updates
    state = (memory.people, memory.chats, memory.members, memory.messages, memory.last_ids, memory.files)
    more = (memory.blocked, memory.reads, memory.commands, memory.profile, memory.latest)
    return (*state, *more, list(updates.waiting.values()), updates.allowed, updates._next_id)


async def test_a_restart_loses_nothing(tmp_path: Path) -> None:
    await _live_a_little(tmp_path)
    async with Sandbox(tmp_path, dial=StillDial()) as first:
        before = _picture(first)
        wang = first.stage.person("wang").id
        assert [message.text for message in first.stage.reads("wang", first.stage.village)] == ["8/20", None]
        (paper,) = first.stage.memory.files.values()
        assert await first.stage.files.read(paper) == "一页纸".encode()
        assert first.stage.updates.pending == 7
        assert first.latest == EVENING
        assert first.stage.reads("wang", wang)[0].text == "/start hi"
    async with Sandbox(tmp_path, dial=StillDial()) as second:
        assert _picture(second) == before


async def test_message_and_update_numbers_go_on_after_a_restart(tmp_path: Path) -> None:
    await _live_a_little(tmp_path)
    async with Sandbox(tmp_path, dial=StillDial()) as sandbox:
        group, last = sandbox.stage.village, max(sandbox.stage.updates.waiting)
        assert sandbox.stage.say("wang", group, "/help").id == 4
        assert max(sandbox.stage.updates.waiting) == last + 1


async def test_a_torn_last_line_is_cut_off(tmp_path: Path) -> None:
    await _live_a_little(tmp_path)
    async with Sandbox(tmp_path, dial=StillDial()) as sandbox:
        before = _picture(sandbox)
    file = tmp_path / "journal.jsonl"
    whole = file.read_bytes()
    file.write_bytes(whole + b'{"k":"message","m":{"chat"')
    async with Sandbox(tmp_path, dial=StillDial()) as sandbox:
        assert _picture(sandbox) == before
        sandbox.stage.open_bot("zhang")
    assert file.read_bytes().startswith(whole)
    assert all(json.loads(line) for line in file.read_bytes().splitlines())


async def test_a_journal_spoilt_in_the_middle_is_refused_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "journal.jsonl").write_bytes(line_of({"k": "blocked", "person": 1, "on": True}) + b"oops\n{}\n")
    with pytest.raises(JournalUnreadable, match="line 2: not a fact; move the file away"):
        async with Sandbox(tmp_path):
            pass


async def test_a_long_journal_is_packed_and_tells_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    await _live_a_little(tmp_path)
    async with Sandbox(tmp_path, dial=StillDial()) as sandbox:
        before = _picture(sandbox)
    long = (tmp_path / "journal.jsonl").stat().st_size
    monkeypatch.setattr(journal, "WORTH_PACKING", 1)
    for _ in range(2):
        async with Sandbox(tmp_path, dial=StillDial()) as sandbox:
            assert _picture(sandbox) == before
    assert (tmp_path / "journal.jsonl").stat().st_size < long


async def test_a_full_disk_takes_no_half_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Journal(tmp_path)
    kept.open()
    kept.append(line_of({"k": "one"}))
    write: Callable[[int, bytes], int] = os.write
    room = iter([3])

    def nearly_full(handle: int, line: bytes) -> int:
        """Takes three bytes, then has no room."""
        for some in room:
            return write(handle, line[:some])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", nearly_full)
    with pytest.raises(OSError, match="No space left"):
        kept.append(line_of({"k": "two"}))
    monkeypatch.undo()
    kept.append(line_of({"k": "three"}))
    kept.close()
    assert [fact["k"] for fact in Journal(tmp_path).replay()] == ["one", "three"]


async def test_the_stages_own_clock_does_not_fall_behind_its_chats(tmp_path: Path) -> None:
    tomorrow = StillDial(EVENING + timedelta(days=3650))
    async with Sandbox(tmp_path, dial=tomorrow) as sandbox:
        sandbox.stage.open_bot("wang")
    async with Sandbox(tmp_path) as sandbox:
        assert sandbox.dial.now() >= tomorrow.now()


async def test_the_webhook_is_remembered(tmp_path: Path) -> None:
    async with Sandbox(tmp_path) as sandbox, aiogram_bot(sandbox) as bot:
        await bot.set_webhook("http://127.0.0.1:9/hook", secret_token="only-us")
    async with Sandbox(tmp_path) as sandbox, aiogram_bot(sandbox) as bot:
        assert (await bot.get_webhook_info()).url == "http://127.0.0.1:9/hook"
        assert sandbox.webhook.hook.secret_token == "only-us"
