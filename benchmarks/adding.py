"""Row 2: `add` of many transcripts, captured, journalled, in the catalog and searchable, beside bare tantivy."""

from __future__ import annotations

import math
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from .corpus import TURNS_A_FILE, write
from .row import Row

BAR, FLAT, MEMORY = 4.0, 1.05, 1.5e9

_OURS = """
import json, os, resource, sys, time
from pathlib import Path
from earwitness import actions
desk = actions.init(Path(sys.argv[1]))
started = time.perf_counter()
added = actions.add(desk, [sys.argv[2]], agent="bench", jobs=None)
took = time.perf_counter() - started
assert not added.failed, [item for item in added.added if item.status == "failed"][:3]
print(json.dumps({"took": took, "turns": sum(item.turns for item in added.added),
                  "peak": 1024 * (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
                                  + os.cpu_count() * resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)}))
"""

_THEIRS = """
import json, sys, time
import tantivy
from pathlib import Path
builder = tantivy.SchemaBuilder()
builder.add_text_field("text", stored=True)
builder.add_text_field("path", stored=True, tokenizer_name="raw")
index = tantivy.Index(builder.build(), path=sys.argv[1])
paths = sorted(Path(sys.argv[2]).rglob("*.txt"))
started = time.perf_counter()
writer = index.writer(heap_size=256_000_000, num_threads=2)
turns = 0
for path in paths:
    for line in path.read_text().split("\\n\\n")[1:]:
        writer.add_document(tantivy.Document(text=line, path=str(path)))
        turns += 1
writer.commit()
writer.wait_merging_threads()
print(json.dumps({"took": time.perf_counter() - started, "turns": turns}))
"""


def _run(code: str, *arguments: str) -> dict[str, float]:
    import json

    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def measure(turns: int) -> tuple[dict[str, float], dict[str, float]]:
    """Returns ours and theirs on the same made files, each in a process of its own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder / "calls", max(1, turns // TURNS_A_FILE))
        (folder / "tantivy").mkdir()
        theirs = _run(_THEIRS, str(folder / "tantivy"), str(folder / "calls"))
        ours = _run(_OURS, str(folder / "archive"), str(folder / "calls"))
        assert ours["turns"] == theirs["turns"], (ours, theirs)
        return ours, theirs


def rows(turns: int = 1_000_000) -> Iterator[Row]:
    """Yields the time beside bare tantivy, the peak of memory, and how the time grows from a tenth of the size."""
    small, _ = measure(max(TURNS_A_FILE, turns // 10))
    ours, theirs = measure(turns)
    sizes = {"turns": int(ours["turns"]), "files": int(ours["turns"]) // TURNS_A_FILE}
    yield Row(
        name="2 add",
        ours=ours["took"],
        theirs=theirs["took"],
        bar=BAR,
        better="lower",
        peer="bare tantivy",
        sizes=sizes,
    )
    yield Row(
        name="2 add, peak memory", ours=ours["peak"] / 1e9, theirs=MEMORY / 1e9, bar=1.0, better="lower", unit="GB",
        peer="the limit", sizes=sizes,
    )  # fmt: skip
    slope = math.log(ours["took"] / small["took"]) / math.log(ours["turns"] / small["turns"])
    yield Row(
        name="2 add, growth", ours=slope, theirs=1.0, bar=FLAT, better="lower", unit="(log–log slope)",
        peer="straight growth", sizes={**sizes, "from": int(small["turns"])},
    )  # fmt: skip
