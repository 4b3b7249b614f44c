"""The press as a process: `python -m reports` reads {summary, language, kind} as JSON and writes the paper out."""

from __future__ import annotations

import json
import sys

from reports.render import render


def main() -> int:
    """0 and the paper on stdout, or 1 and one line on stderr."""
    try:
        asked = json.loads(sys.stdin.buffer.read())
        paper = render(asked["summary"], asked["language"], asked["kind"])
    except (ValueError, KeyError, TypeError) as wrong:
        sys.stderr.write(f"{type(wrong).__name__}: {wrong}\n")
        return 1
    sys.stdout.buffer.write(paper)
    return 0


if __name__ == "__main__":
    sys.exit(main())
