"""Reading an index where nothing may be written: tantivy wants to lock a file even to read."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import tantivy


class Opened:
    """An open index, and the temporary folder that stands in for its own where that is read-only."""

    def __init__(self, place: Path) -> None:
        import tantivy

        self.place = place
        self._stand_in: tempfile.TemporaryDirectory[str] | None = None
        try:
            self.index: tantivy.Index = tantivy.Index.open(str(place))
            self.index.reload()
        except (OSError, ValueError) as error:
            if "Lockfile" not in str(error):
                raise
            self._stand_in = _stand_in(place)
            self.index = tantivy.Index.open(self._stand_in.name)
            self.index.reload()

    def renewed(self) -> bool:
        """Brings the index to its last commit, and says whether that could be done without opening it anew."""
        if self._stand_in is not None:
            return False
        self.index.reload()
        return True


def _stand_in(place: Path) -> tempfile.TemporaryDirectory[str]:
    """Returns a temporary folder with the index's files: links to what never changes, copies of what does."""
    folder = tempfile.TemporaryDirectory(prefix="earwitness-search-")
    for file in place.iterdir():
        there = Path(folder.name) / file.name
        if file.name in ("meta.json", ".managed.json"):
            shutil.copyfile(file, there)
        elif file.is_file() and not file.name.endswith(".lock") and not file.name.startswith("words."):
            there.symlink_to(file.absolute())
    return folder
