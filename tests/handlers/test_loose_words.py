"""What is typed beside an open form: the comment, a button's name, a courtesy, or words for a call."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from aiogram.types import Message

from domain.calls import CallId
from domain.people import PersonId, UserId
from domain.signups import SignupState
from storage import answers, people, signups
from storage.tx import Tx
from tests.handlers.evening import CLOSES, OPENS, Evening, evening
from tests.usecases.cast import GROUP as LIUGOU
from tests.usecases.cast import HABITS, IDS, MEET_LOCAL
from usecases import closing

WORDS = "水桶不够，三个人用一把锹"


@pytest.fixture
def engine_name() -> str:
    """What people type does not depend on the engine."""
    return "sqlite"


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


async def comment(dusk: Evening, key: str) -> str | None:
    answer = await kept(dusk, key)
    return answer.comment if answer else None


async def place(dusk: Evening, call_id: CallId, key: str) -> SignupState | None:
    """Where somebody stands on a call's list."""
    assert dusk.village is not None
    person = await dusk.village.who(key)
    found = await dusk.store.read(signups.of_person, call_id, person.id)
    return found.state if found else None


async def next_call(dusk: Evening) -> CallId:
    """A call for the day after tomorrow."""
    assert dusk.village is not None
    meet = OPENS.replace(tzinfo=None) + timedelta(hours=36)
    return await dusk.village.call(meet_local=meet, now=OPENS)


def live(dusk: Evening, key: str) -> list[Message]:
    """The messages of somebody's private chat whose buttons belong to a form."""
    return [
        message
        for message in dusk.wire.chats[int(IDS[key])]
        if message.reply_markup
        and any(
            (pressed.callback_data or "").startswith(("fb:", "fe:", "fchange:"))
            for row in message.reply_markup.inline_keyboard
            for pressed in row
        )
    ]


async def test_words_before_the_text_question_become_the_comment_and_the_form_goes_on(dusk: Evening) -> None:
    wang = dusk["wang"]
    await wang.taps("😀")
    await wang.writes(WORDS)
    assert await comment(dusk, "wang") == WORDS
    assert "记到「收土豆」" in wang.last
    assert "2/4" in wang.last
    for label in ("😐", "😀", "⏰"):
        await wang.taps(label)
    assert "会上念" in wang.last  # the text question is answered already
    await wang.taps("可以念")
    answer = await kept(dusk, "wang")
    assert answer is not None
    assert (answer.comment, answer.readable) == (WORDS, True)


async def test_words_under_the_untouched_letter_are_heard_too(dusk: Evening) -> None:
    await dusk["wang"].writes(WORDS)
    assert await comment(dusk, "wang") == WORDS
    assert "1/4" in dusk["wang"].last


async def test_the_words_are_changed_by_one_tap_and_dropped_by_another(dusk: Evening) -> None:
    wang = dusk["wang"]
    await wang.writes(WORDS)
    await wang.taps("改这句话")
    assert WORDS in wang.last
    await wang.writes("水桶够的")
    assert await comment(dusk, "wang") == "水桶够的"
    assert "1/4" in wang.last
    await wang.writes("就是太早")
    assert await comment(dusk, "wang") == "水桶够的\n就是太早"
    await wang.taps("改这句话")
    await wang.taps("不要这句话")
    assert await comment(dusk, "wang") is None
    assert "1/4" in wang.last


async def test_a_second_message_comes_below_the_first(dusk: Evening) -> None:
    wang = dusk["wang"]
    for label in ("😀", "😐", "😀", "⏰"):
        await wang.taps(label)
    await wang.writes("水桶不够")
    await wang.writes("还有，太早了点")
    assert await comment(dusk, "wang") == "水桶不够\n还有，太早了点"
    assert "会上念" in wang.last
    await wang.taps("只给社工看")
    await wang.writes("手套也破了")
    assert (await comment(dusk, "wang") or "").endswith("手套也破了")


@pytest.mark.parametrize(("typed", "choice"), [("好", "good"), ("不好。", "bad"), ("跳过", "skip"), ("Good", "good")])
async def test_a_button_that_is_typed_is_tapped(dusk: Evening, typed: str, choice: str) -> None:
    await dusk["wang"].writes(typed)
    answer = await kept(dusk, "wang")
    assert answer is not None
    assert (answer.choices["V1"], answer.comment) == (choice, None)
    assert "2/4" in dusk["wang"].last


@pytest.mark.parametrize("typed", ["好的", "谢谢", "收到", "嗯嗯", "知道了", "👍", "你好", "20", "谢谢您！", "没错"])
async def test_a_courtesy_is_no_comment(dusk: Evening, typed: str) -> None:
    await dusk["wang"].writes(typed)
    assert await kept(dusk, "wang") is None
    assert "点上面的按钮" in dusk["wang"].last


@pytest.mark.parametrize("typed", ["反馈", "我要填反馈", "反馈怎么填", "怎么填反馈？", "/feedback", "反馈一下"])
async def test_asking_for_the_form_shows_the_form(dusk: Evening, typed: str) -> None:
    await dusk["wang"].writes(typed)
    assert await kept(dusk, "wang") is None
    assert "1/4" in dusk["wang"].last
    assert len(live(dusk, "wang")) == 1


async def test_words_after_the_word_for_the_form_are_the_comment(dusk: Evening) -> None:
    await dusk["wang"].writes(f"反馈：{WORDS}")
    assert await comment(dusk, "wang") == WORDS


@pytest.mark.parametrize("typed", ["帮助", "/help", "名单", "删除"])
async def test_a_command_stays_a_command(dusk: Evening, typed: str) -> None:
    await dusk["wang"].writes(typed)
    assert await kept(dusk, "wang") is None
    assert "记到" not in dusk["wang"].last


async def test_signing_up_and_leaving_are_not_swallowed(dusk: Evening) -> None:
    call_id = await next_call(dusk)
    await dusk["wang"].writes("我报名")
    assert await place(dusk, call_id, "wang") is SignupState.CONFIRMED
    await dusk["wang"].writes("去不了了")
    assert await place(dusk, call_id, "wang") is SignupState.WITHDRAWN
    assert await kept(dusk, "wang") is None


async def test_at_the_question_for_words_a_bare_sign_up_goes_to_the_call_and_a_sentence_to_the_form(
    dusk: Evening,
) -> None:
    call_id, wang = await next_call(dusk), dusk["wang"]
    for label in ("😀", "😐", "😀", "⏰"):
        await wang.taps(label)
    await wang.writes("我报名")
    assert await place(dusk, call_id, "wang") is SignupState.CONFIRMED
    assert await comment(dusk, "wang") is None
    await wang.writes("下次早点说，我和老伴都去")
    assert await comment(dusk, "wang") == "下次早点说，我和老伴都去"
    assert await place(dusk, call_id, "wang") is SignupState.CONFIRMED


async def test_a_wish_to_leave_when_nothing_is_open_is_not_written_down_unasked(dusk: Evening) -> None:
    wang = dusk["wang"]
    for typed in ("我报名", "不去了"):
        await wang.writes(typed)
        assert await kept(dusk, "wang") is None
    await reply_quoted(dusk, "wang", "太累了，下次不来了")
    assert await kept(dusk, "wang") is None
    await wang.taps("记到「收土豆」")
    assert await comment(dusk, "wang") == "太累了，下次不来了"


async def test_an_official_who_asks_who_said_it_is_not_taken_for_a_comment(dusk: Evening) -> None:
    await dusk["han"].writes("谁说我凶了")
    assert await kept(dusk, "han") is None


@pytest.mark.parametrize(("minutes", "taken"), [(120, True), (121, False)])
async def test_two_hours_after_the_form_was_shown_words_are_asked_about(
    dusk: Evening, minutes: int, *, taken: bool
) -> None:
    dusk.now = OPENS + timedelta(minutes=minutes)
    await dusk["wang"].writes(WORDS)
    assert (await comment(dusk, "wang") == WORDS) is taken
    if not taken:
        await dusk["wang"].taps("不用记")
        assert "没有记" in dusk["wang"].last
        assert await kept(dusk, "wang") is None


@pytest.mark.parametrize(("minutes", "taken"), [(120, True), (121, False)])
async def test_the_question_for_words_waits_two_hours(dusk: Evening, minutes: int, *, taken: bool) -> None:
    for label in ("😀", "😐", "😀", "⏰"):
        await dusk["wang"].taps(label)
    dusk.now = OPENS + timedelta(minutes=minutes)
    await dusk["wang"].writes("不说了")
    answer = await kept(dusk, "wang")
    assert answer is not None
    assert ("VT" in answer.choices) is taken


async def reply_quoted(dusk: Evening, key: str, text: str) -> Message:
    """Words, and the bot's question under them as the platform shows it: with what it quotes."""
    wrote = await dusk[key].writes(text)
    asked = dusk.bot_message(int(IDS[key]))
    chat = dusk.wire.chats[int(IDS[key])]
    chat[chat.index(asked)] = asked.model_copy(update={"reply_to_message": wrote}).as_(dusk.bot)
    return asked


async def test_late_words_are_put_down_by_a_tap(dusk: Evening) -> None:
    dusk.now = OPENS + timedelta(hours=20)
    await reply_quoted(dusk, "wang", WORDS)
    await dusk["wang"].taps("记到「收土豆」")
    assert await comment(dusk, "wang") == WORDS
    assert "1/4" in dusk["wang"].last
    assert len(live(dusk, "wang")) == 1


async def test_words_the_platform_shows_no_longer_or_of_somebody_else_are_asked_for_again(dusk: Evening) -> None:
    dusk.now = OPENS + timedelta(hours=20)
    wang = dusk["wang"]
    await wang.writes(WORDS)
    await wang.taps("记到「收土豆」")
    assert "还有啥想说的" in wang.last
    await wang.writes(WORDS)
    assert await comment(dusk, "wang") == WORDS
    theirs = await dusk["li"].writes(WORDS)
    forged = dusk.bot_message(dusk["sun"].id).model_copy(update={"reply_to_message": theirs}).as_(dusk.bot)
    await dusk["sun"].taps_forged(f"fsaid:{dusk.round_id}", forged)
    assert "还有啥想说的" in dusk["sun"].last
    assert await comment(dusk, "sun") is None


async def test_a_reply_to_the_form_is_about_the_form_however_late(dusk: Evening) -> None:
    letter = live(dusk, "wang")[0]
    dusk.now = OPENS + timedelta(hours=20)
    await dusk["wang"].writes(WORDS, reply_to_message=letter)
    assert await comment(dusk, "wang") == WORDS


async def test_opening_again_strips_the_older_form(dusk: Evening) -> None:
    wang = dusk["wang"]
    letter = live(dusk, "wang")[0]
    await wang.writes("反馈")
    (now_live,) = live(dusk, "wang")
    assert now_live.message_id != letter.message_id
    await wang.taps("😀")
    await wang.writes("反馈")
    (again,) = live(dusk, "wang")
    assert again.message_id != now_live.message_id
    assert "2/4" in (again.text or "")


async def test_deleting_strips_the_old_form(dusk: Evening) -> None:
    await dusk.fill("wang", words=WORDS)
    await dusk["wang"].writes("删除")
    await dusk["wang"].taps("🗑 删掉")
    assert live(dusk, "wang") == []
    await dusk["wang"].writes("唉还是算了")
    assert await kept(dusk, "wang") is None


async def test_a_complete_form_that_is_asked_for_says_so(dusk: Evening) -> None:
    await dusk.fill("wang", words=WORDS)
    await dusk["wang"].writes("反馈")
    assert "已经填好" in dusk["wang"].last
    assert len(live(dusk, "wang")) == 1


async def test_asked_for_in_the_group_the_form_comes_in_private_or_a_button_leads_there(dusk: Evening) -> None:
    seen = dusk.bot_lines(LIUGOU)
    await dusk["wang"].says("/feedback", chat=LIUGOU)
    assert dusk.bot_lines(LIUGOU) == seen
    assert "1/4" in dusk["wang"].last
    assert len(live(dusk, "wang")) == 1
    await dusk["zhang"].says("/feedback", chat=LIUGOU)
    line = dusk.bot_message(LIUGOU)
    await dusk["zhang"].taps("说两句", on=line)
    assert (dusk.wire.links[-1] or "").endswith(f"start=f_{dusk.round_id}")  # type: ignore[attr-defined]


async def test_each_audience_reads_its_own_introduction(dusk: Evening) -> None:
    assert "村干部看不到谁说了什么" in dusk["wang"].last
    assert "只有社工看" in dusk["han"].last
    assert "村干部看不到" not in dusk["han"].last
    assert "会议摘要" in dusk["zhou"].last


async def test_a_draft_that_waits_for_its_place_survives_a_tap_on_the_form(dusk: Evening) -> None:
    han = dusk["han"]
    await han.writes("/call 后天早上6点收土豆，要20个人")
    asked = han.last
    await han.taps("😀")
    await han.writes("志愿者菜园")
    assert await comment(dusk, "han") is None
    assert "志愿者菜园" in "".join(dusk.screens("han")[len(asked) :]) or "志愿者菜园" in han.last


async def test_where_a_form_stood_is_forgotten_at_the_freeze(dusk: Evening) -> None:
    from storage import wizards
    from storage.wizards import Seat
    from tests.wire import BOT_ID

    seat = Seat(BOT_ID, wizards.FORMS, UserId(IDS["wang"]), int(dusk.round_id))
    dusk.now = CLOSES - timedelta(hours=1)
    await dusk.fill("wang")
    assert (await dusk.store.read(wizards.load, seat))[1]
    await dusk.closes()
    await dusk["zhou"].taps("做会议摘要")
    assert (await dusk.store.read(wizards.load, seat))[1] == {}


async def test_an_official_and_a_worker_say_it_in_their_own_forms(dusk: Evening) -> None:
    for key in ("han", "zhou"):
        await dusk[key].writes(WORDS)
        assert await comment(dusk, key) == WORDS


async def test_a_corrected_figure_leaves_one_live_list(dusk: Evening) -> None:
    zhou = dusk["zhou"]
    for label in ("😀", "😀", "😀", "😀"):
        await zhou.taps(label)
    await zhou.taps("改数字")
    for number in ("41.5", "42"):
        await zhou.taps("小时")
        await zhou.writes(number)
    assert len(live(dusk, "zhou")) == 1
    await zhou.taps("数字没错")
    assert "和原计划比" in zhou.last or any("和原计划比" in line for line in zhou.reads())


async def test_a_number_an_hour_later_is_no_figure(dusk: Evening) -> None:
    zhou = dusk["zhou"]
    for label in ("😀", "😀", "😀", "😀"):
        await zhou.taps(label)
    await zhou.taps("改数字")
    await zhou.taps("小时")
    dusk.now = OPENS + timedelta(minutes=31)
    await zhou.writes("41.5")
    assert not any("41.5" in label for label in dusk.screens("zhou")[-8:] if "例如" not in label)


async def test_of_several_answers_it_is_asked_which_goes(dusk: Evening) -> None:
    assert dusk.village is not None
    cast, first = dusk.village, dusk.round_id
    await dusk.fill("wang", words="第一次")
    call_id = await cast.call(meet_local=MEET_LOCAL + timedelta(days=1), now=OPENS)
    await cast.enter(call_id, "wang")
    dusk.now = OPENS + timedelta(hours=12)
    await dusk.store.write(closing.finish_all, now=dusk.now, call_id=call_id, by=IDS["han"], habits=HABITS)
    dusk.now = OPENS + timedelta(hours=24)
    await dusk.send()
    await dusk["wang"].writes("反馈 第二次")
    await dusk["wang"].taps("7月12日")
    await dusk["wang"].writes("第二次")  # the wire quotes nothing, so it is asked for again
    await dusk["wang"].writes("删除")
    await dusk["wang"].taps("7月11日")
    await dusk["wang"].taps("🗑 删掉")
    assert dusk.round_id == first
    assert await kept(dusk, "wang") is None
    await dusk["wang"].writes("删除")
    assert "要删掉您对「收土豆」" in dusk["wang"].last
