"""Hinting: a reading that keeps to what people said of how the page is to be read."""

from .keeping import Kept, keep_to
from .pagetext import PageText, Stretch, page_text

__all__ = ["Kept", "PageText", "Stretch", "keep_to", "page_text"]
