"""All classes of defects."""

from __future__ import annotations

from . import texts, wholes
from .classes import CLASSES

__all__ = ["CLASSES", "texts", "wholes"]
