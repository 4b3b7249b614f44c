"""What a reply means: the rules the corpora do not spell out, and sentences that sign nobody up."""

from __future__ import annotations

import re
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsing.replies import Act, QuestionKind, read_reply

_BITS = tuple(re.split(" ", "我 你 他 去 来 不 报名 吗 老王 说 了 两 个 人 带 孩子 明天 取消 帮 和 老伴 吧 都 ，"))
SIGNS_UP = {Act.JOIN, Act.JOIN_FOR}


@pytest.mark.parametrize(
    "text",
    [
        "还能报名吗？",
        "我不去",
        "老王说他想来，让他自己报",
        "5点行不行",
        "10斤够分吗",
        "我去赶集",
        "我去接孩子",
        "我去医院",
        "我去！这么早",
        "谁报名",
        "大家快报名",
        "报名的人真多",
        "昨天我去了",
        "他说“我报名”",
        "如果不下雨我就去",
        "我不能不去",
        "明天早上几点集合来着",
        "有15个人报名了",
        "+0",
        "+16",
        "+1？",
        "报名2",
        "好的",
        "我去了",
        "都去吧",
        "不报名",
        "没报名",
        "庄老师报名",
        "咱都去",
        "给孩子报名了",
        "记得报名啊",
        "有空一定去",
        "你去我就去",
        "我带孙子去医院了",
        "早知道我就报名了",
        "隔壁村的人都羡慕我报名",
        "我去，笑死",
        "我叫了老王去",
        "我会做饭",
    ],
)
def test_a_question_a_refusal_hearsay_or_a_doubt_signs_nobody_up(text: str) -> None:
    assert read_reply(text).act not in SIGNS_UP


def test_a_party_counts_all_its_places() -> None:
    assert read_reply("我和老伴都去").party == 2
    assert read_reply("我家来三口人").party == 3
    assert read_reply("+2").party == 2
    assert read_reply("我、老伴、儿子都去").party == 3


def test_fifteen_may_come_together_and_sixteen_are_asked_about() -> None:
    assert read_reply("+15") == read_reply("＋１５")
    assert (read_reply("+15").act, read_reply("+15").party) == (Act.JOIN, 15)
    assert read_reply("+16").act is Act.UNSURE
    assert read_reply("报名16人").act is Act.UNSURE


def test_somebody_else_is_signed_up_by_name_and_the_writer_is_not() -> None:
    reply = read_reply("帮赵德福、孙玉梅报名")
    assert (reply.act, reply.party, reply.names) == (Act.JOIN_FOR, 2, ("赵德福", "孙玉梅"))


def test_writer_and_mother_are_two() -> None:
    reply = read_reply("我报名，帮我妈也报上")
    assert (reply.act, reply.party, reply.names) == (Act.JOIN, 2, ("我妈",))


def test_what_is_brought_or_said_besides_becomes_the_note() -> None:
    assert read_reply("报名 我带铁锹").note == "我带铁锹"
    assert read_reply("我去，晚到十分钟").note == "晚到十分钟"
    assert read_reply("报名").note == ""


def test_a_sign_up_beside_a_question_of_fact_stands_and_the_question_is_kept() -> None:
    reply = read_reply("都带什么工具,我也去")
    assert (reply.act, reply.question) == (Act.JOIN, QuestionKind.BRING)


def test_a_sign_up_that_asks_leave_is_asked_back() -> None:
    assert read_reply("我也去，行吗？").act is Act.UNSURE


def test_a_sign_up_taken_back_in_the_same_breath_is_asked_back() -> None:
    assert read_reply("我报名，不对，我去不了").act not in SIGNS_UP


def test_the_words_of_the_call_are_understood_where_they_are_given() -> None:
    assert read_reply("我去做饭").act is Act.UNSURE
    assert read_reply("我去做饭", about=("收土豆", "做饭")).act is Act.JOIN
    assert read_reply("我去北大沟", about=("北大沟",)).act is Act.JOIN
    assert read_reply("我去做饭，不来了", about=("做饭",)).act not in SIGNS_UP


ROLES = ("挖土豆", "司机", "做饭")


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("我开车", 1),
        ("我当司机", 1),
        ("我去做饭", 2),
        ("报名 司机", 1),
        ("做饭算我一个", 2),
        ("我挖土豆", 0),
        ("我会炒菜，报名", 2),
        ("我开车去", None),
        ("我报名", None),
        ("我报名，不做饭", None),
        ("报名，挖土豆做饭都行", None),
    ],
)
def test_a_role_of_the_call_is_named_by_its_words_or_by_others_for_the_same_work(text: str, role: int | None) -> None:
    reply = read_reply(text, roles=ROLES)
    assert (reply.act, reply.role) == (Act.JOIN, role)


def test_a_question_or_a_refusal_takes_no_role() -> None:
    assert read_reply("司机还缺吗", roles=ROLES).role is None
    assert read_reply("我不会做饭，就不去了", roles=ROLES).role is None
    assert read_reply("司机", roles=ROLES).act is not Act.JOIN


def test_the_note_keeps_the_words_that_named_the_role() -> None:
    assert read_reply("报名，我有驾照，能当司机", roles=ROLES).note == "我有驾照,能当司机"


@pytest.mark.parametrize(
    ("text", "party", "more"),
    [
        ("改成3个人", 3, 0),
        ("再加一个", 1, 1),
        ("加两个人", 1, 2),
        ("减一个", 1, -1),
        ("不是三个，是两个", 2, 0),
        ("3个改2个", 2, 0),
    ],
)
def test_a_party_that_grows_or_shrinks_is_an_act_of_its_own(text: str, party: int, more: int) -> None:
    reply = read_reply(text)
    assert (reply.act, reply.party, reply.more) == (Act.RESIZE, party, more)


def test_a_change_of_the_party_beside_a_doubt_is_asked_about() -> None:
    assert read_reply("改成3个人，不一定").act is Act.UNSURE
    assert read_reply("改成16个人").act is not Act.RESIZE


def test_she_is_whoever_was_named_before() -> None:
    reply = read_reply("我妈想去，她不会用手机，你给她报个名")
    assert (reply.act, reply.names) == (Act.JOIN_FOR, ("我妈",))
    reply = read_reply("张大爷说他不去了，腰疼犯了，帮他取消吧")
    assert (reply.act, reply.names) == (Act.LEAVE_FOR, ("张大爷",))
    assert read_reply("给她报个名").act is Act.UNSURE


def test_ones_own_plain_word_that_comes_last_settles_what_others_said() -> None:
    assert read_reply("李婶说她要去，那我也报名").act is Act.JOIN
    assert read_reply("我报名，老伴说不让去").act is Act.UNSURE


def test_staying_at_home_says_nothing_of_the_one_who_is_signed_up() -> None:
    reply = read_reply("我去不了，给我老婆报一个")
    assert (reply.act, reply.names) == (Act.JOIN_FOR, ("我老婆",))


def test_an_unsure_reply_tells_what_it_may_have_meant() -> None:
    reply = read_reply("我妈也去")
    assert (reply.act, reply.guess, reply.names) == (Act.UNSURE, Act.JOIN_FOR, ("我妈",))


@pytest.mark.parametrize(
    "text", ["", " ", "\u200b", "\u202e", "\x00", "\ud800", "👍", "?", "。。。", "🤣" * 200, "报名" * 300]
)
def test_empty_odd_and_endless_messages_are_talk(text: str) -> None:
    assert read_reply(text).act not in SIGNS_UP


def test_invisible_characters_and_bidi_controls_change_nothing() -> None:
    assert read_reply("报\u200b名\u202e").act is Act.JOIN
    assert read_reply("\ufeff＋２").party == 2


@given(st.text(max_size=60))
def test_no_text_breaks_the_ear(text: str) -> None:
    reply = read_reply(text)
    assert 1 <= reply.party <= 15


@given(
    st.lists(
        st.sampled_from(_BITS),
        max_size=9,
    )
)
def test_nothing_with_a_condition_or_a_final_question_signs_up(words: list[str]) -> None:
    assert read_reply("如果" + "".join(w for w in words if w != "，") + "就去").act not in SIGNS_UP
    assert read_reply("".join(w for w in words if w != "，") + "吗？").act not in SIGNS_UP


_LOOPS = (
    *("嗯", "好", "谢谢", "我", "晚上", "那个", "我和老伴", "王秀兰、"),
    *("也都", "报名", "去吧", "+1", "啊", "不", "帮我妈", "i'm in "),
)


@pytest.mark.parametrize("bit", _LOOPS)
@pytest.mark.parametrize("other", ["", "嗯", "晚上", "我", "老伴"])
def test_no_message_keeps_the_ear_busy(bit: str, other: str) -> None:
    """Fillers in a row once cost minutes; a whole village waits behind one message."""
    started = process_time()
    read_reply((bit + other) * 60 + "x")
    read_reply(((bit + other) * 400)[:399] + "x")
    assert process_time() - started < 5
