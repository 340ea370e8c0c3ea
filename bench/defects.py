"""All classes of defects."""

from __future__ import annotations

from . import shared, texts, wholes
from .classes import CLASSES

__all__ = ["CLASSES", "shared", "texts", "wholes"]
