"""aiogram fetched quickly is the same aiogram: a model put together on its first use is what it would have been."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

HOME = Path(__file__).parent.parent.parent
QUICKLY = "from bot.prelude import fetch_aiogram; print(fetch_aiogram())"
PLAINLY = "import aiogram; print(0)"
TELL = """
import aiogram.types, aiogram.methods
for house in (aiogram.types, aiogram.methods):
    for name in house.__all__:
        model = getattr(house, name)
        if hasattr(model, "model_rebuild"):
            model.model_rebuild()
            print(name, model.__pydantic_complete__, sorted(map(repr, model.model_fields.items())))
"""
USE = """
from aiogram import types
from aiogram.methods import Response, SendMessage
said = {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}, "text": "来",
        "reply_to_message": {"message_id": 2, "date": 1, "chat": {"id": 1, "type": "private"}}}
keyboard = types.InlineKeyboardMarkup(inline_keyboard=[[types.InlineKeyboardButton(text="a", callback_data="b")]])
print(SendMessage(chat_id=1, text="a", reply_markup=keyboard).model_dump(exclude_none=True, warnings=False))
print(repr(Response[types.Message].model_validate({"ok": True, "result": said}).result))
print(repr(types.Update.model_validate({"update_id": 1, "message": said}).message))
try:
    types.Update.model_validate({"update_id": 1, "message": {"text": "x"}})
except ValueError as refused:
    print(refused)
"""


def told(way: str, words: str) -> tuple[int, str]:
    """How many models waited, and what was printed."""
    done = subprocess.run([sys.executable, "-c", way + words], cwd=HOME, check=True, capture_output=True, text=True)
    waited, _, rest = done.stdout.partition("\n")
    return int(waited), re.sub(r" at 0x[0-9a-f]+", "", rest)


def test_every_model_is_what_it_would_have_been() -> None:
    waited, quickly = told(QUICKLY, TELL)
    assert waited > 300  # else aiogram changed, and is fetched slowly: the bot still works, bot/prelude.py does nothing
    assert quickly == told(PLAINLY, TELL)[1]


def test_a_model_that_waits_is_put_together_by_its_first_use() -> None:
    assert told(QUICKLY, USE)[1] == told(PLAINLY, USE)[1]


def test_what_was_imported_before_stays_as_it_is() -> None:
    assert told(f"import aiogram; {QUICKLY}", USE) == (0, told(PLAINLY, USE)[1])
