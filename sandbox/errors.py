"""How the stage says no: to the bot in the platform's own words, to a person's phone in plain ones."""

from __future__ import annotations

from typing import Any


class ApiError(Exception):
    """A refusal to the bot, worded as the platform words it."""

    def __init__(self, code: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def body(self) -> dict[str, Any]:
        """The answer's JSON."""
        shape: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            shape["parameters"] = self.parameters
        return shape


class StageRefusal(Exception):
    """Something a person's phone cannot do: a chat it is not in, a button that is gone. Says why."""

    def __init__(self, why: str, status: int = 409) -> None:
        super().__init__(why)
        self.why = why
        self.status = status


def bad_request(why: str, **parameters: Any) -> ApiError:
    """400, something is wrong with the request."""
    return ApiError(400, f"Bad Request: {why}", **parameters)


def forbidden(why: str) -> ApiError:
    """403, the bot may not speak there."""
    return ApiError(403, f"Forbidden: {why}")


def conflict(why: str) -> ApiError:
    """409, two ways of receiving updates, or two receivers, are in each other's way."""
    return ApiError(409, f"Conflict: {why}")


def not_modelled(what: str) -> ApiError:
    """501, the platform can do this and the stage cannot; said aloud rather than half done."""
    return ApiError(501, f"Not Implemented: the sandbox does not model {what}")
