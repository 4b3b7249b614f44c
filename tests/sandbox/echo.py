"""A tiny bot for trying the stage by hand: python -m tests.sandbox.echo API_URL TOKEN."""

from __future__ import annotations

import asyncio
import sys

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import Command
from aiogram.types import (
    BotCommand,
    BufferedInputFile,
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Message,
)


def keyboard(count: int) -> InlineKeyboardMarkup:
    link = InlineKeyboardButton(text="打开私聊", url="https://t.me/yihu_sandbox_bot?start=hello")
    tap = InlineKeyboardButton(text=f"报名 {count}", callback_data=f"tap:{count}")
    return InlineKeyboardMarkup(inline_keyboard=[[tap], [link]])


def make_dispatcher() -> Dispatcher:
    dispatcher = Dispatcher()

    @dispatcher.message(Command("file"))
    async def send(message: Message) -> None:
        await message.answer_document(BufferedInputFile("一页纸".encode(), "摘要.txt"), caption="你要的文件")

    @dispatcher.message()
    async def echo(message: Message) -> None:
        await message.answer(f"你说：{message.text}", reply_markup=keyboard(0))

    @dispatcher.callback_query()
    async def count(query: CallbackQuery) -> None:
        taps = int((query.data or "tap:0").split(":")[1]) + 1
        await query.answer(f"第 {taps} 次", show_alert=taps % 5 == 0)
        if isinstance(query.message, Message):
            await query.message.edit_text(f"点了 {taps} 次", reply_markup=keyboard(taps))

    return dispatcher


async def main(api_url: str, token: str) -> None:
    session = AiohttpSession(api=TelegramAPIServer.from_base(api_url))
    async with Bot(token, session=session) as bot:
        await bot.set_my_commands([BotCommand(command="file", description="要一个文件")])
        await make_dispatcher().start_polling(bot, handle_signals=False)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2]))
