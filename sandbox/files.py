"""Files people and the bot send: where their bytes lie, what they are called, how large a picture is."""

from __future__ import annotations

import asyncio
import mimetypes
import re
import secrets
import struct
from pathlib import Path

from sandbox.messages import File, FileKind

_FOLDER = {"document": "documents", "photo": "photos", "voice": "voice", "sticker": "stickers"}
_SAFE_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,8}")
_MIME = {"photo": "image/jpeg", "voice": "audio/ogg", "sticker": "image/webp"}


class Files:
    """Bytes on disk under `folder`/files, or in memory when the stage has no folder."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder / "files" if folder else None
        self._held: dict[str, bytes] = {}

    async def keep(self, content: bytes, name: str, kind: FileKind) -> File:
        """Store bytes under a fresh id; the path never contains what a person typed."""
        unique = secrets.token_hex(8)
        suffix = Path(name).suffix if _SAFE_SUFFIX.fullmatch(Path(name).suffix) else ""
        path = f"{_FOLDER[kind]}/file_{unique}{suffix.lower()}"
        if self._folder is None:
            self._held[path] = content
        else:
            await asyncio.to_thread(_write, self._folder / path, content)
        width, height = picture_size(content) or (0, 0)
        mime = mimetypes.guess_type(name)[0] or _MIME.get(kind, "application/octet-stream")
        return File(f"{kind}-{unique}", kind, name, mime, len(content), path, width, height)

    async def read(self, file: File) -> bytes:
        """The bytes again; FileNotFoundError when somebody emptied the folder."""
        if self._folder is None:
            if file.path not in self._held:
                raise FileNotFoundError(file.path)
            return self._held[file.path]
        return await asyncio.to_thread((self._folder / file.path).read_bytes)


def picture_size(content: bytes) -> tuple[int, int] | None:
    """Width and height in pixels of a PNG, JPEG or WebP; None when it is none of these."""
    if content[:8] == b"\x89PNG\r\n\x1a\n" and content[12:16] == b"IHDR" and len(content) >= 24:
        width, height = struct.unpack(">II", content[16:24])
        return width, height
    if content[:2] == b"\xff\xd8":
        return _jpeg_size(content)
    if content[:4] == b"RIFF" and content[8:15] == b"WEBPVP8":
        return 512, 512
    return None


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:
        marker, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return None


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
