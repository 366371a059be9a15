from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from earwitness.archive import Archive
from earwitness.archive.lock import one_writer
from earwitness.errors import StorageFailed

HOLDER = """
import sys, time
from pathlib import Path
from earwitness.archive.lock import one_writer
with one_writer(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_second_writer_waits_and_then_says_what_to_do(archive: Archive) -> None:
    with archive.writing(), pytest.raises(StorageFailed) as caught, Archive.open(archive.path).writing(timeout=0.1):
        raise AssertionError("two writers at once")
    assert caught.value.message == "another program has been writing to this archive for 0.1 seconds"
    assert caught.value.hint == "let it finish and try again; if it hangs, end it: the lock goes with it"
    with Archive.open(archive.path).writing(timeout=0.1) as writer:  # the control: free again
        assert writer.head.sequence == 0


def test_the_lock_dies_with_its_holder(tmp_path: Path) -> None:
    lock = tmp_path / "writer.lock"
    holder = subprocess.Popen([sys.executable, "-c", HOLDER, str(lock)], stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    with pytest.raises(StorageFailed), one_writer(lock, timeout=0.1):
        raise AssertionError("the lock was not held")
    holder.kill()
    holder.wait()
    holder.stdout.close()
    started = time.monotonic()
    with one_writer(lock, timeout=10):
        assert time.monotonic() - started < 10
