"""The form in private, the figures, the digest, the summary and the exports, as they are tapped."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from domain.people import PersonId
from handlers import summary as summary_room
from reports.render import Paper, PressFailed
from storage import answers, people
from storage.tx import Tx
from tests.handlers.evening import CLOSES, SIX, Evening, evening
from tests.usecases.cast import GROUP as LIUGOU
from tests.usecases.cast import IDS

WORDS = "水桶不够，三个人用一把锹"


@pytest.fixture
async def dusk(database_url: str) -> AsyncIterator[Evening]:
    async with evening(database_url) as stage:
        yield stage


async def kept(dusk: Evening, key: str) -> answers.Answer | None:
    """What is kept of somebody's answer."""

    async def find(tx: Tx) -> answers.Answer | None:
        assert dusk.village is not None
        person = await people.of_user(tx, dusk.village.village.id, IDS[key])
        assert person is not None
        return await answers.find(tx, dusk.round_id, PersonId(person.id))

    return await dusk.store.read(find)


async def test_the_form_from_the_letter_to_the_thanks(dusk: Evening) -> None:
    wang = dusk["wang"]
    assert "村干部看不到" in wang.last
    assert "1/4" in wang.last
    await dusk.fill("wang", words=WORDS, permit="可以念")
    assert "谢谢您" in wang.last
    answer = await kept(dusk, "wang")
    assert answer is not None
    assert (answer.choices["V4"], answer.comment, answer.readable) == ("time", WORDS, True)


async def test_the_group_line_leads_those_without_a_private_chat_to_the_form(dusk: Evening) -> None:
    line = dusk.bot_message(LIUGOU)
    assert "说两句" in str(line.reply_markup)
    await dusk["zhang"].taps("说两句", on=line)
    links = dusk.wire.links  # type: ignore[attr-defined]
    assert links[-1].endswith(f"start=f_{dusk.round_id}")
    await dusk["zhang"].writes(f"/start f_{dusk.round_id}")
    assert "1/4" in dusk["zhang"].last
    assert any("/privacy" in one for one in dusk["zhang"].reads())


async def test_an_answer_is_changed_and_its_words_kept(dusk: Evening) -> None:
    await dusk.fill("wang", words=WORDS)
    wang = dusk["wang"]
    await wang.taps("改一改")
    for label in ("🙁", "🙁", "🙁", "⚖️", "不改了"):
        await wang.taps(label)
    await wang.taps("可以念")
    answer = await kept(dusk, "wang")
    assert answer is not None
    assert (answer.choices["V1"], answer.choices["V4"], answer.comment, answer.readable) == ("bad", "fair", WORDS, True)


async def test_deleting_by_word_asks_once_and_names_what_goes(dusk: Evening) -> None:
    wang = dusk["wang"]
    await wang.writes("删除")
    assert "没有能删的" in wang.last
    await dusk.fill("wang", words=WORDS)
    await wang.writes("删除")
    assert "收土豆" in wang.last
    assert await kept(dusk, "wang") is not None
    await wang.taps("不删了")
    assert await kept(dusk, "wang") is not None
    await wang.writes("删除")
    question = dusk.bot_message(wang.id)
    await wang.taps("删掉", on=question)
    assert "删掉了" in wang.last
    assert await kept(dusk, "wang") is None
    await wang.taps("重新填")
    assert "1/4" in wang.last


async def test_the_delete_button_under_the_thanks_works_after_closing_too(dusk: Evening) -> None:
    await dusk.fill("wang", words=WORDS)
    await dusk.closes()
    toast = await dusk["wang"].taps("🗑")
    assert toast is not None
    assert "合计不再变" in "".join(dusk.screens("wang"))
    assert "重新填" not in "".join(dusk.screens("wang"))
    toast = await dusk["wang"].taps_forged(f"fb:{dusk.round_id}:v1:good", dusk.bot_message(dusk["wang"].id))
    assert toast is not None
    assert "截止" in (toast.text or "")


@pytest.mark.parametrize("name", ["fopen:{}", "fb:{}:v1:good", "fe:{}:v1:good", "fchange:{}", "ferase:{}", "fkeep:{}"])
async def test_a_form_is_never_shown_in_the_group(dusk: Evening, name: str) -> None:
    await dusk.fill("wang", words=WORDS)
    before, seen = await kept(dusk, "wang"), dusk.bot_lines(LIUGOU)
    toast = await dusk["wang"].taps_forged(name.format(dusk.round_id), dusk.bot_message(LIUGOU))
    assert toast is not None
    assert "私聊" in (toast.text or "")
    assert await kept(dusk, "wang") == before
    assert dusk.bot_lines(LIUGOU) == seen


@pytest.mark.parametrize("name", ["figures:{}", "figure:{}:hours-total"])
async def test_figures_are_never_shown_in_the_group(dusk: Evening, name: str) -> None:
    seen = dusk.bot_lines(LIUGOU)
    toast = await dusk["zhou"].taps_forged(name.format(dusk.round_id), dusk.bot_message(LIUGOU))
    assert toast is not None
    assert "私聊" in (toast.text or "")
    assert dusk.bot_lines(LIUGOU) == seen


async def test_a_forged_figure_is_out_of_date(dusk: Evening) -> None:
    for content in (f"figure:{dusk.round_id}:salary", f"fe:{dusk.round_id}:v1:keep"):
        toast = await dusk["zhou"].taps_forged(content, dusk.bot_message(dusk["zhou"].id))
        assert toast is not None
        assert "过期" in (toast.text or "")


async def test_a_closed_round_ends_the_question_for_words(dusk: Evening) -> None:
    wang, dusk.now = dusk["wang"], CLOSES - timedelta(minutes=10)
    for label in ("😀", "😐", "😀", "⏰"):
        await wang.taps(label)
    await dusk.closes()
    await wang.writes(WORDS)
    assert "截止" in wang.last
    await wang.writes("/help")
    await wang.writes("你好")
    assert "截止" not in wang.last


async def test_a_long_text_is_asked_for_again(dusk: Evening) -> None:
    for label in ("😀", "😐", "😀", "⏰"):
        await dusk["wang"].taps(label)
    await dusk["wang"].writes("字" * 2001)
    assert "多了1字" in dusk["wang"].last
    await dusk["wang"].writes(WORDS)
    assert "会上念" in dusk["wang"].last


async def test_hours_are_mended_in_halves_and_a_slip_is_asked_again(dusk: Evening) -> None:
    zhou = dusk["zhou"]
    for label in ("😀", "😀", "😀", "😀"):
        await zhou.taps(label)
    await zhou.taps("改数字")
    await zhou.taps("小时")
    await zhou.writes("很多")
    assert "41.5" in zhou.last
    await zhou.writes("200000")
    assert "41.5" in zhou.last
    await zhou.writes("41.5")
    assert any("41.5" in label for label in dusk.screens("zhou"))


async def test_digest_and_summary_for_a_social_worker(dusk: Evening) -> None:
    for key in SIX:
        await dusk.fill(key, words=WORDS if key == "wang" else None)
    await dusk["zhou"].writes("简报")
    assert WORDS not in "".join(dusk.screens("zhou"))
    await dusk.closes()
    await dusk["zhou"].taps("看简报")
    assert WORDS in "".join(dusk.screens("zhou"))
    await dusk["zhou"].taps("做会议摘要")
    await dusk.send()
    await dusk["han"].taps("看会议摘要")
    for key in ("zhou", "han"):
        lines = dusk[key].reads()
        assert any("会议摘要" in line and "6人" in line for line in lines)
        kinds = [bool(m.photo) + 2 * bool(m.document) for m in dusk.wire.chats[int(IDS[key])]]
        assert kinds[-2:] == [1, 2]
    assert WORDS not in "".join(dusk.screens("han"))


async def test_without_the_press_the_words_come_and_a_button_to_try_again(
    dusk: Evening, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(told: str, language: str, kind: Paper) -> bytes:
        raise PressFailed("the press failed at a card: MemoryError")

    monkeypatch.setattr(summary_room, "render_apart", broken)
    monkeypatch.setattr(summary_room, "_KEPT", {})
    await dusk.closes()
    await dusk["zhou"].taps("做会议摘要")
    assert any("会议摘要" in line for line in dusk["zhou"].reads())
    assert "没做出来" in dusk["zhou"].last
    monkeypatch.undo()
    await dusk["zhou"].taps("再做一次")
    assert dusk.bot_message(dusk["zhou"].id).document is not None


async def test_exports_are_for_organisers_of_that_village(dusk: Evening) -> None:
    await dusk["han"].writes("导出")
    await dusk["han"].taps("签到")
    assert dusk.bot_message(dusk["han"].id).document is not None
    await dusk["wang"].writes("导出")
    assert "只有村干部和社工" in dusk["wang"].last
    for key in ("hu", "wang"):
        toast = await dusk[key].taps_forged("export:attendance:1", dusk.bot_message(dusk["han"].id))
        assert toast is not None
        assert toast.text
        assert not any(m.document for m in dusk.wire.chats.get(dusk[key].id, []))
