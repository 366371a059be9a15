"""Row 7: `verify` beside `sha256sum` of the same files on both cores."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from .row import Row, median

BAR = 0.9
_OBJECT = 64 << 20
_VERIFY = (
    "import sys; from pathlib import Path; from earwitness import actions; "
    "assert not actions.verify(Path(sys.argv[1])).faults"
)


def make(path: Path, size: int) -> None:
    """Makes an archive that holds about so many bytes in sources of 64 MB."""
    from earwitness import actions
    from earwitness.actions import clock
    from earwitness.actions.desk import writing
    from earwitness.identifiers import new_id
    from earwitness.model import Capture, Source

    with actions.init(path) as desk:
        capture = Capture(time=clock.now(), collector="bench", machine="unknown", tool="bench")
        for number in range(max(1, size // _OBJECT)):
            with writing(desk) as pen:
                digest = pen.writer.put(os.urandom(1 << 20) * (_OBJECT >> 20))
                source = Source(
                    id=new_id("source"), digest=digest, size=_OBJECT, media_type="application/octet-stream",
                    format="unknown", path=f"made {number}", capture=capture,
                )  # fmt: skip
                pen.act("add", [source], agent="bench", subjects=[source.id])


def rows(size: int = 10 << 30) -> Iterator[Row]:
    """Yields the speed of verifying, in GB a second."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "archive"
        make(path, size)
        both = f"find {path} -type f -print0 | xargs -0 -n 4 -P 2 sha256sum"
        subprocess.run(["sh", "-c", both], stdout=subprocess.DEVNULL, check=True)
        times = 5 if size <= 2 << 30 else 3
        theirs = median(lambda: subprocess.run(["sh", "-c", both], stdout=subprocess.DEVNULL, check=True), times=times)
        ours = median(lambda: subprocess.run([sys.executable, "-c", _VERIFY, str(path)], check=True), times=times)
        yield Row(
            name="7 verify", ours=size / ours / 1e9, theirs=size / theirs / 1e9, bar=BAR, better="higher", unit="GB/s",
            peer="sha256sum, both cores", sizes={"bytes": size},
        )  # fmt: skip
