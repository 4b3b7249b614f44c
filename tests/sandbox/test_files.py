"""Documents, photos and voice notes, from the bot and from people, and back byte for byte."""

from __future__ import annotations

import aiohttp
import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import BufferedInputFile

from sandbox.files import picture_size
from sandbox.server import Sandbox
from tests.sandbox.conftest import Wire

PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d494844520000000700000003080200000000000000000000000000000049454e44ae426082"
)


async def test_documents_and_photos_come_back_byte_for_byte(sandbox: Sandbox, bot: Bot, wire: Wire) -> None:
    group = sandbox.stage.village
    sent = await bot.send_document(group.id, BufferedInputFile(b"PK one page", "摘要 一.docx"), caption="会议摘要")
    assert sent.document
    assert (sent.document.file_name, sent.caption) == ("摘要 一.docx", "会议摘要")
    file = await bot.get_file(sent.document.file_id)
    loaded = await bot.download(file)
    assert loaded
    assert loaded.read() == b"PK one page"
    again = await bot.send_document(group.id, sent.document.file_id)
    assert again.document
    assert again.document.file_unique_id == sent.document.file_unique_id
    photo = await bot.send_photo(group.id, BufferedInputFile(PICTURE, "card.png"))
    assert photo.photo
    assert (photo.photo[-1].width, photo.photo[-1].height) == (7, 3)
    async with wire.http.get(f"{sandbox.api_url}/stage/files/{sent.document.file_id}") as response:
        assert await response.read() == b"PK one page"
        assert response.headers["Content-Disposition"].startswith("attachment")


async def test_files_that_are_none_are_refused(sandbox: Sandbox, bot: Bot) -> None:
    group = sandbox.stage.village
    with pytest.raises(TelegramBadRequest, match="IMAGE_PROCESS_FAILED"):
        await bot.send_photo(group.id, BufferedInputFile(b"no picture", "card.png"))
    with pytest.raises(TelegramBadRequest, match="wrong file identifier"):
        await bot.send_document(group.id, "document-0000")
    with pytest.raises(TelegramBadRequest, match="file must be non-empty"):
        await bot.send_document(group.id, BufferedInputFile(b"", "empty.txt"))


async def test_a_document_may_be_attached_under_any_name(wire: Wire) -> None:
    form = aiohttp.FormData({"chat_id": str(wire.sandbox.stage.village.id), "document": "attach://paper"})
    form.add_field("paper", b"one page", filename="paper.txt")
    async with wire.http.post(wire.method("sendDocument"), data=form) as response:
        assert (await response.json())["result"]["document"]["file_name"] == "paper.txt"


async def test_what_a_person_sends_can_be_downloaded(sandbox: Sandbox, bot: Bot) -> None:
    wang = sandbox.stage.person("wang")
    await sandbox.stage.send_file("wang", wang.id, PICTURE, "地.png", "我家的地", "photo")
    await sandbox.stage.send_file("wang", wang.id, b"OggS", "话.ogg", kind="voice")
    photo, voice = [update.message for update in await bot.get_updates()]
    assert photo
    assert photo.photo
    assert voice
    assert voice.voice
    assert photo.caption == "我家的地"
    loaded = await bot.download(photo.photo[-1].file_id)
    assert loaded
    assert loaded.read() == PICTURE


def test_a_picture_knows_its_size_and_nonsense_has_none() -> None:
    jpeg = bytes.fromhex("ffd8ffe000040000ffc0000b080003000701011100")
    assert picture_size(PICTURE) == (7, 3)
    assert picture_size(jpeg) == (7, 3)
    for nonsense in (b"", b"\xff\xd8", b"\xff\xd8\xff\xe0\xff\xff", b"\x89PNG\r\n\x1a\n", b"GIF89a"):
        assert picture_size(nonsense) is None
