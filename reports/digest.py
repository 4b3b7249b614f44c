"""The digest as private chat pages for a social worker: numbers while a round is open, everything after closing."""

from __future__ import annotations

from collections.abc import Iterable

from domain.digest import Comment, Digest, OpenDigest, Response
from reports import wording
from reports.chat import fix_lines, pages, score_lines
from texts.dates import when
from texts.voice import Voice


def open_page(told: OpenDigest, voice: Voice) -> str:
    """All that may be said before closing: how many answered (D6)."""
    lines = [
        voice("digest-title", activity=told.title),
        voice("digest-open", closes=when(voice, told.closes)),
        "",
        *_responses(told.responses, voice),
    ]
    return "\n".join(lines)


def digest_pages(told: Digest, voice: Voice) -> tuple[str, ...]:
    """The whole digest, cut into messages; every page says version and freeze time."""
    summary = told.summary
    lines = [voice("digest-title", activity=summary.title), wording.when_where(summary, voice), ""]
    lines += _responses(told.responses, voice)
    lines += ["", *score_lines(summary, voice), "", *fix_lines(summary, voice), ""]
    lines += _comments(told.comments, voice)
    lines += ["", voice("chat-head", head=voice("digest-suppressed-head"))]
    lines += [
        voice(
            "digest-suppressed",
            group=voice(f"group-{one.group}"),
            indicator=voice(f"indicator-{one.indicator}"),
            reason=voice(f"reason-{one.reason}"),
        )
        for one in told.suppressed
    ] or [voice("digest-nothing-suppressed")]
    return pages(lines, summary, voice)


def _responses(responses: Iterable[Response], voice: Voice) -> list[str]:
    lines = [voice("chat-head", head=voice("digest-responses-head"))]
    for one in responses:
        group = voice(f"group-{one.group}")
        if not one.invited and not one.answered:
            lines.append(voice("digest-response-none", group=group))
        elif one.silent:
            lines.append(
                voice("digest-response", group=group, invited=one.invited, answered=one.answered, silent=one.silent)
            )
        else:
            lines.append(voice("digest-response-all", group=group, invited=one.invited, answered=one.answered))
    return lines


def _comments(comments: tuple[Comment, ...], voice: Voice) -> list[str]:
    if not comments:
        return [voice("digest-no-comments")]
    lines = [voice("chat-head", head=voice("digest-comments-head", n=len(comments)))]
    for one in comments:
        key = "digest-comment-readable" if one.readable else "digest-comment"
        said = " ".join(one.text.split())
        lines.append(voice(key, group=voice(f"group-{one.group}"), text=said))
    return lines
