"""What the hands of the crew's tests do: another process finds it by its name."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from earwitness.engines.crew import Alive
from earwitness.errors import BadInput


def work(payload: bytes, alive: Alive) -> bytes:
    """What the hands of these tests do: as the payload says."""
    match payload:
        case b"die":
            os.kill(os.getpid(), signal.SIGKILL)
        case b"leave":
            os._exit(3)
        case b"hang":
            time.sleep(60)
        case b"err":
            raise BadInput("this sound cannot be read")
        case b"break":
            raise RuntimeError("the library broke")
        case b"memory":
            raise MemoryError
        case b"print":
            print("what a library prints")
            os.write(1, b"and writes\n")
        case b"live":
            Path(os.environ["CREW_PID"]).write_text(str(os.getpid()))
            while True:
                time.sleep(0.05)
                alive(0)
        case b"slow":
            for step in range(10):
                time.sleep(0.1)
                alive(step)
    return payload.upper() + b" " + str(os.getpid()).encode()
