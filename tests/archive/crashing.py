"""A program for the crash tests: it adds acts to an archive and says of each that it is kept, when it is.

    python crashing.py ARCHIVE COUNT [HOW]

HOW may be `hasty`, the control: it says so before anything is kept, and says nothing of errors.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from earwitness.archive import Archive
from earwitness.errors import StorageFailed
from earwitness.identifiers import new_id
from earwitness.model import Act, Capture, Conversation, Source, Transcript, Turn, new_salt

NOW = "2031-11-15T08:00:00Z"


def say(*words: str) -> None:
    os.write(1, (" ".join(words) + "\n").encode())


def main(path: str, count: int, how: str = "") -> int:
    archive = Archive.open(Path(path))
    planned = [(new_id("act"), new_id("source"), new_id("conversation"), new_id("transcript")) for _ in range(count)]
    if how == "hasty":
        for identifiers in planned:
            say("kept", identifiers[0])
    try:
        for number, (act, source, conversation, transcript) in enumerate(planned):
            with archive.writing() as writer:
                content = f"Call {number}: Meridian, do you read? {new_salt()}".encode()
                digest = writer.put(content)
                capture = Capture(time=NOW, collector="clerk", machine="Linux", tool="test")
                writer.commit(
                    Act(id=act, verb="add", agent="clerk", time=NOW, salt=new_salt(), subjects=(source,)),
                    [
                        Source(
                            id=source, digest=digest, size=len(content), media_type="text/plain", format="text",
                            capture=capture, path=f"call {number}.txt",
                        ),
                        Conversation(id=conversation, title=f"Call {number}", source=source),
                        Transcript(
                            id=transcript, conversation=conversation, source=source,
                            turns=(Turn(id="1", number=1, text=content.decode()),),
                        ),
                    ],
                )  # fmt: skip
            if how != "hasty":
                say("kept", act)
    except StorageFailed as error:
        if how != "hasty":
            say("failed", error.message)
            return 1
    say("done")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]), *sys.argv[3:]))
