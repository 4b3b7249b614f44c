"""Bot API methods by which the bot receives: getUpdates and the webhook's three."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from sandbox.desk import Desk, Method
from sandbox.errors import bad_request, conflict
from sandbox.updates import HOOKED
from sandbox.webhook import Hook
from sandbox.wire import Call

LONGEST_POLL = 50
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


async def get_updates(desk: Desk, call: Call) -> bytes:
    """Long polling; the offset confirms what came before it."""
    updates = desk.platform.updates
    if updates.has_webhook:
        raise conflict(HOOKED)
    updates.allow(_kinds(call))
    limit = call.number("limit", 100)
    timeout = min(max(call.number("timeout"), 0), LONGEST_POLL)
    return await updates.poll(call.number("offset"), limit if 1 <= limit <= 100 else 100, timeout)


async def set_webhook(desk: Desk, call: Call) -> bool:
    """Only loopback addresses: the stage does not speak to the world."""
    url = call.text("url")
    if not url:
        return await delete_webhook(desk, call)
    call.refuse("certificate")
    address = urlsplit(url)
    if address.scheme not in ("http", "https") or not address.hostname:
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if address.hostname not in _LOOPBACK:
        raise bad_request("bad webhook: the sandbox reaches only this machine")
    secret = call.text("secret_token")
    if secret and not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    desk.platform.updates.allow(_kinds(call))
    if call.flag("drop_pending_updates"):
        desk.platform.updates.drop_all()
    connections = call.number("max_connections", 40)
    await desk.webhook.set(Hook(url, secret, min(max(connections, 1), 100)))
    return True


async def delete_webhook(desk: Desk, call: Call) -> bool:
    if desk.webhook.hook.url:
        await desk.webhook.set(Hook())
    if call.flag("drop_pending_updates"):
        desk.platform.updates.drop_all()
    return True


async def get_webhook_info(desk: Desk, _: Call) -> dict[str, Any]:
    hook, updates = desk.webhook.hook, desk.platform.updates
    info: dict[str, Any] = {"url": hook.url, "has_custom_certificate": False}
    info["pending_update_count"] = updates.pending
    if hook.url:
        info |= {"max_connections": hook.max_connections, "ip_address": "127.0.0.1"}
    if desk.webhook.last_error:
        info["last_error_date"], info["last_error_message"] = desk.webhook.last_error
    if updates.allowed:
        info["allowed_updates"] = list(updates.allowed)
    return info


def _kinds(call: Call) -> list[str] | None:
    kinds = call.structure("allowed_updates")
    if kinds is None:
        return None
    if not isinstance(kinds, list) or not all(isinstance(kind, str) for kind in kinds):
        raise bad_request("can't parse allowed_updates: array of String expected")
    return kinds


METHODS: dict[str, Method] = {
    "getUpdates": get_updates,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
}
