"""The press: a released summary in, one finished paper out; apart, in a process of its own that gives memory back."""

from __future__ import annotations

import asyncio
import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import Final

from domain.release_json import from_json
from reports.card import card_png
from reports.chat import chat_pages
from reports.paper import paper_docx
from texts.voice import Voice

PATIENCE: Final = 60.0
"""Seconds a paper may take before the press is stopped; on one slow core it takes about three."""


class Paper(StrEnum):
    TEXT = "text"
    """The chat pages as a JSON list of strings, in UTF-8."""
    CARD = "card"
    """PNG."""
    DOCX = "docx"


class PressFailed(RuntimeError):
    """The press did not deliver: it ended with an error or took too long. Nothing was half written."""


def render(summary_json: str, language: str, kind: Paper | str) -> bytes:
    """One paper from a release's JSON. Raises ValueError for other JSON, an unknown language or kind."""
    summary, voice = from_json(summary_json), Voice(language)
    match Paper(kind):
        case Paper.TEXT:
            return json.dumps(chat_pages(summary, voice), ensure_ascii=False).encode()
        case Paper.CARD:
            return card_png(summary, voice)
        case Paper.DOCX:
            return paper_docx(summary, voice)


async def render_apart(summary_json: str, language: str, kind: Paper | str, patience: float = PATIENCE) -> bytes:
    """Like `render`, in a short-lived process, so that neither the loop waits nor the memory stays.

    `patience` in seconds. Raises ValueError for a wrong language or kind, PressFailed when the process fails, is out of
    patience, or the bot is stopped meanwhile (the process is ended, too).
    """
    Voice(language)
    asked = json.dumps({"summary": summary_json, "language": language, "kind": Paper(kind)})
    press = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "reports",
        cwd=Path(__file__).parent.parent,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        paper, complaint = await asyncio.wait_for(press.communicate(asked.encode()), patience)
    except TimeoutError:
        raise PressFailed(f"the press took longer than {patience:g} s for a {kind}") from None
    finally:
        if press.returncode is None:
            press.kill()
            await press.wait()
    if press.returncode != 0 or not paper:
        last = complaint.decode(errors="replace").strip().splitlines()[-1:] or ["no complaint"]
        raise PressFailed(f"the press failed at a {kind}: {last[0]}")
    return paper
