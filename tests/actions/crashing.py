"""A program for the crash tests: it adds files one after another and says of each act that it is kept, when it is.

    python crashing.py ARCHIVE FOLDER add|hasty|rebuild

`hasty` is the control: it says so before anything is written. `rebuild` makes the derived data anew, again and again.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from earwitness import actions
from earwitness.actions import adding


def say(*words: str) -> None:
    os.write(1, (" ".join(words) + "\n").encode())


def main(archive: str, folder: str, how: str) -> None:
    adding.GROUP_FILES = 3
    with actions.open_desk(Path(archive)) as desk:
        desk.index.position  # noqa: B018  (what is slow to open is open before the first word)
        say("ready")
        while how == "rebuild":
            actions.rebuild(desk)
            say("rebuilt")
        files = sorted(str(path) for path in Path(folder).iterdir())
        for start in range(0, len(files), 6):
            some = files[start : start + 6]
            if how == "hasty":
                for path in some:
                    say("kept", path)
            for item in actions.add(desk, some, agent="Ada Example").added:
                if how != "hasty":
                    say("kept", item.path)


if __name__ == "__main__":
    main(*sys.argv[1:])
