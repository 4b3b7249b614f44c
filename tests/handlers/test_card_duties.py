"""The lines and buttons of a divided call, at their longest."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count

from domain.attendance import Attended
from domain.calls import Call, CallId, CallState, Division
from domain.duties import Duty, Plan
from domain.people import Person, PersonId, UserId, Village, VillageId
from domain.signups import DutyId, Signup, SignupId, SignupState, Source
from handlers.card_duties import ON_CARD, join_rows
from handlers.cards import LONGEST_LIST, card, card_keyboard
from texts.voice import voice_for
from usecases.cards import Face

NOW = datetime(2026, 7, 10, 12, 0, tzinfo=UTC)
DIG, DRIVE = Duty(DutyId(1), "挖土豆", 10, 40), Duty(DutyId(2), "司机", 2, 40, strict=True)


def face(*groups: tuple[Duty | None, int, SignupState], duties: tuple[Duty, ...] = (DIG, DRIVE)) -> Face:
    """A call with so many people of each duty and state, named 人1, 人2, …"""
    village = Village(id=VillageId(1), chat_id=-1, thread_id=None, title="柳沟村", zone="Asia/Shanghai", language="zh")
    call = Call(
        id=CallId(1),
        village_id=village.id,
        number=1,
        state=CallState.OPEN,
        title="收土豆",
        meet_local=datetime(2026, 7, 11, 6, 0),  # noqa: DTZ001 - a wall time
        zone="Asia/Shanghai",
        place="菜园",
        needed=sum(d.most for d in duties),
        bring=None,
        created_by=PersonId(1),
        created_at=NOW,
        meet_at=datetime(2026, 7, 10, 22, 0, tzinfo=UTC),
        divided=Division.DUTIES,
    )
    lines, people, numbers = [], {}, count(1)
    for duty, many, state in groups:
        for n in (next(numbers) for _ in range(many)):
            who = PersonId(n)
            people[who] = Person(
                id=who, village_id=village.id, user_id=UserId(n), name=f"人{n}", role=None, private=True, language=None
            )
            lines.append(
                Attended(
                    Signup(
                        id=SignupId(n),
                        call_id=call.id,
                        person_id=who,
                        name=f"人{n}",
                        party=1,
                        state=state,
                        source=Source.BUTTON,
                        entered_by=who,
                        queue=n,
                        signed_up_at=NOW,
                        duty_id=duty.id if duty else None,
                    ),
                    None,
                )
            )
    return Face(call, village, tuple(lines), people, Plan(call.needed or 0, duties))


def shown(of: Face) -> list[str]:
    return str(card(voice_for("zh"), of).as_kwargs()["text"]).split("\n")


def test_a_card_names_no_more_people_than_can_be_read_and_every_duty_keeps_its_share() -> None:
    lines = shown(face((DIG, 40, SignupState.CONFIRMED), (DRIVE, 20, SignupState.CONFIRMED)))
    dig, drive = (next(line for line in lines if d.name in line) for d in (DIG, DRIVE))
    assert dig.count("人") + drive.count("人") <= LONGEST_LIST + len(("…共40人", "…共20人"))
    assert dig.endswith("…共40人")
    assert drive.endswith("…共20人")


def test_a_list_that_just_fits_is_shown_whole() -> None:
    lines = shown(face((DIG, LONGEST_LIST - 1, SignupState.CONFIRMED), (DRIVE, 1, SignupState.CONFIRMED)))
    assert not any("共" in line for line in lines)


def test_who_is_asked_holds_the_place_but_is_not_named_as_coming() -> None:
    lines = shown(face((DRIVE, 1, SignupState.CONFIRMED), (DRIVE, 1, SignupState.OFFERED)))
    assert "🔹 司机 1/2–40：人1" in lines, "the place that is held is not lacking"


def test_whoever_has_no_duty_yet_stands_apart() -> None:
    lines = shown(face((None, 2, SignupState.CONFIRMED), (DIG, 1, SignupState.CONFIRMED)))
    assert "❔ 还没选活：人1、人2" in lines


def test_up_to_four_duties_have_a_button_each_and_more_have_one() -> None:
    voice = voice_for("zh")
    for many, buttons in ((2, 2), (ON_CARD, ON_CARD), (ON_CARD + 1, 1)):
        duties = tuple(Duty(DutyId(n), f"活{n}", 1, 1) for n in range(1, many + 1))
        assert len(join_rows(voice, face(duties=duties), ON_CARD)) == buttons


def test_nobody_joins_a_duty_of_a_call_that_has_begun() -> None:
    of = face((DIG, 1, SignupState.CONFIRMED))
    assert of.call.meet_at is not None
    keyboard = card_keyboard(voice_for("zh"), of, of.call.meet_at)
    assert keyboard is not None
    assert [button.text for row in keyboard.inline_keyboard for button in row] == ["✅ 到了"]
