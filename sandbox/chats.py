"""Chats and who is in them, with the shapes the Bot API gives them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from sandbox.cast import Person

ChatKind = Literal["private", "group", "supergroup"]
Status = Literal["creator", "administrator", "member", "restricted", "left", "kicked"]

PRESENT: frozenset[Status] = frozenset({"creator", "administrator", "member", "restricted"})
ADMINS: frozenset[Status] = frozenset({"creator", "administrator"})
ADMIN_RIGHTS = [
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_pin_messages",
    "can_send_welcome_messages",
]
SEND_RIGHTS = [
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
]
MEMBER_RIGHTS = {
    **dict.fromkeys(SEND_RIGHTS, True),
    "can_react_to_messages": True,
    "can_edit_tag": False,
    "can_change_info": False,
    "can_invite_users": True,
    "can_pin_messages": False,
    "can_manage_topics": False,
}


@dataclass(frozen=True)
class Chat:
    """A private chat (id of the person), a group or a supergroup. `migrated_to` marks a group that is one no
    more.
    """

    id: int
    kind: ChatKind
    title: str = ""
    migrated_to: int | None = None
    pinned: int | None = None

    @property
    def is_group(self) -> bool:
        return self.kind != "private"


def chat_shape(chat: Chat, person: Person | None) -> dict[str, Any]:
    """A Chat as it stands inside messages; a private chat carries its person's names."""
    if person is None:
        shape: dict[str, Any] = {"id": chat.id, "title": chat.title, "type": chat.kind}
        if chat.kind == "group":
            shape["all_members_are_administrators"] = False
        return shape
    shape = {"id": chat.id, "first_name": person.first_name}
    if person.last_name:
        shape["last_name"] = person.last_name
    if person.username:
        shape["username"] = person.username
    shape["type"] = "private"
    return shape


def full_chat_shape(chat: Chat, person: Person | None) -> dict[str, Any]:
    """A ChatFullInfo, what getChat answers (without the pinned message, which is the caller's to add)."""
    shape = chat_shape(chat, person)
    gifts = dict.fromkeys(("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription"), True)
    gifts["gifts_from_channels"] = True
    shape |= {"accent_color_id": 2, "max_reaction_count": 11, "accepted_gift_types": gifts}
    if chat.is_group:
        shape["permissions"] = MEMBER_RIGHTS
    if chat.kind == "supergroup":
        shape |= {"join_to_send_messages": True, "has_visible_history": True}
    return shape


def member_shape(user: dict[str, Any], status: Status) -> dict[str, Any]:
    """A ChatMember."""
    shape: dict[str, Any] = {"user": user, "status": status}
    if status == "creator":
        shape["is_anonymous"] = False
    elif status == "administrator":
        shape |= {"can_be_edited": False, **dict.fromkeys(ADMIN_RIGHTS, True)}
        shape |= {"can_manage_topics": False, "is_anonymous": False}
    elif status == "restricted":
        shape |= {"is_member": True, **MEMBER_RIGHTS, **dict.fromkeys(SEND_RIGHTS, False), "until_date": 0}
    elif status == "kicked":
        shape["until_date"] = 0
    return shape
