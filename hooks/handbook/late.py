"""Patterns that are compiled when they are first used: most runs need few of them, and each takes its time."""

from __future__ import annotations

import re
from typing import Any, cast


class _Late:
    """Stands for the pattern `written` and becomes it."""

    def __init__(self, written: str, flags: int) -> None:
        self.pattern = written
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self._flags)
        for each in ("match", "fullmatch", "search", "finditer", "findall", "sub", "split", "groups"):
            setattr(self, each, getattr(compiled, each))
        return getattr(compiled, name)


def late(written: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern `written`, compiled when it is first used."""
    return cast("re.Pattern[str]", _Late(written, flags))
