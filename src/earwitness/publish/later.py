"""Later: a page whose head is sent before the rest of it is made."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .pages import Page


class Later:
    """A page whose head is known and whose rest is made when it is first asked for, so that the head need not wait."""

    def __init__(
        self, kind: type[Page], title: str, make: Callable[[], Page], *, letters: str = "", nonce: str = ""
    ) -> None:
        """`letters` is a sample of what will stand on the page, by which the head names the fonts it needs; with `nonce` a
        script on it may bring a style."""
        self.template = kind.template
        self.letters = letters
        self.nonce = nonce
        self.here = kind.here
        self.title = title
        self.stale = ""
        self._make = make
        self._page: Page | None = None

    @property
    def whole(self) -> Page:
        if self._page is None:
            self._page = self._make()
        return self._page

    def __getattr__(self, name: str) -> Any:
        return getattr(self.whole, name)
