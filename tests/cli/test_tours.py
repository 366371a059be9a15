"""The tours of README.md and docs/tutorial.md work as they are typed, and print what the page says they print.

`python tests/cli/test_tours.py` writes the outputs into the pages anew, keeping each block's shape.

In a block fenced with `console`, a line that starts with `$ ` is typed (`> ` goes on with it), and what follows is what
the terminal shows. Ids, times and seconds differ from run to run: an id on the page stands for whatever id was printed
at its place, later too. A line `…` stands for any number of lines.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("README.md", "docs/tutorial.md")
CHANGING = re.compile(
    r"(?P<id>\b[sctranl][0-9a-hjkmnp-tv-z]{10}\b)|(?P<time>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)|(?P<seconds>\bin \d+\.\d s\b)"
    r"|(?P<digest>\b[0-9a-f]{62,64}\b)|(?P<size>\b[\d.,]+ (?:bytes?|[kMG]B)\b)|(?P<token>\beyJ[0-9A-Za-z_-]{24,}\b)"
)
LASTING = ("id", "digest", "token")
"""What stands for the same thing wherever it comes back; times, seconds and sizes do not."""
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.DOTALL | re.MULTILINE)


@dataclass
class Step:
    """A command as typed, and what the page says it prints."""

    typed: str
    shown: list[str]


def steps_of(block: str) -> list[Step]:
    steps: list[Step] = []
    for line in block.splitlines():
        if line.startswith("$ "):
            steps.append(Step(line[2:], []))
        elif (line + " ").startswith("> ") and steps and not steps[-1].shown:
            steps[-1].typed += "\n" + line[2:]
        else:
            steps[-1].shown.append(line)
    return steps


class Shell:
    """Types commands in a folder of its own and keeps which id of the page stands for which real one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.real: dict[str, str] = {}
        self.variables: dict[str, str] = {}

    def type(self, typed: str) -> str:
        """Returns what the command prints, on both streams."""
        command = CHANGING.sub(lambda match: self.real.get(match[0], match[0]), typed)
        if command.startswith("cd "):
            self.folder = self.folder / command[3:]
            return ""
        assigned = re.match(r"(\w+)=\S", command)
        if assigned is not None:
            command += f'; printf %s "${assigned[1]}"'
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("EARWITNESS")},
            "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
            **self.variables,
            "PYTHONIOENCODING": "utf-8",
        }
        done = subprocess.run(
            ["bash", "-c", command], cwd=self.folder, env=environment, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, timeout=120, check=False,
        )  # fmt: skip
        if assigned is not None:
            self.variables[assigned[1]] = done.stdout.decode()
            return ""
        return done.stdout.decode()

    def as_on_the_page(self, line: str) -> str:
        back = {real: page for page, real in self.real.items()}
        return CHANGING.sub(lambda match: back.get(match[0], match[0]), line)

    def agrees(self, shown: list[str], printed: list[str]) -> bool:
        """Says whether what was printed is what the page shows, learning the ids on the way."""
        if "…" in shown:
            cut = shown.index("…")
            tail = shown[cut + 1 :]
            return (
                len(shown) - 1 <= len(printed)
                and self.agrees(shown[:cut], printed[:cut])
                and self.agrees(tail, printed[len(printed) - len(tail) :])
            )
        return len(shown) == len(printed) and all(
            self._line_agrees(page, real) for page, real in zip(shown, printed, strict=True)
        )

    def _line_agrees(self, page: str, real: str) -> bool:
        if CHANGING.sub(_kind, page).split() != CHANGING.sub(_kind, real).split():
            return False
        pairs = zip(CHANGING.finditer(page), CHANGING.finditer(real), strict=True)
        return all(
            self.real.setdefault(one[0], other[0]) == other[0] for one, other in pairs if one.lastgroup in LASTING
        )


def _kind(match: re.Match[str]) -> str:
    return f"<{match.lastgroup}>"


@pytest.mark.parametrize("page", PAGES)
def test_the_tour_works_as_typed(page, tmp_path):
    blocks = BLOCK.findall((ROOT / page).read_text(encoding="utf-8"))
    assert blocks, "the page has a tour"
    shell = Shell(tmp_path)
    for step in (step for block in blocks for step in steps_of(block)):
        printed = shell.type(step.typed).splitlines()
        assert shell.agrees(step.shown, printed), "\n".join(
            ["$ " + step.typed, *printed, "— the page says", *step.shown]
        )


def test_a_tour_that_prints_something_else_is_found(tmp_path):
    shell = Shell(tmp_path)
    assert shell.agrees(["c4f9k2mq7x1 two", "…", "end"], ["c0000000001 two", "x", "y", "end"])
    assert not shell.agrees(["c4f9k2mq7x1 two"], ["c0000000002 two"]), "another id than before"
    assert not shell.agrees(["18 turns"], ["19 turns"])
    assert not shell.agrees(["18 turns", "…"], [])
    assert shell.type("echo c4f9k2mq7x1") == "c0000000001\n"


def rewritten(text: str, folder: Path) -> str:
    """Returns the page with what its commands print today; a block's `…` keeps its first and last lines."""
    shell = Shell(folder)

    def block(match: re.Match[str]) -> str:
        lines: list[str] = []
        for step in steps_of(match[1]):
            lines += ["$ " + step.typed.replace("\n", "\n> ").replace("> \n", ">\n")]
            printed = shell.type(step.typed).splitlines()
            if "…" in step.shown:
                first, last = step.shown.index("…"), len(step.shown) - step.shown.index("…") - 1
                shown = [*printed[:first], "…", *(printed[-last:] if last else [])]
            else:
                shown = printed
            learn(shell, step.shown, shown)
            lines += [shell.as_on_the_page(line) for line in shown]
        return "```console\n" + "".join(line + "\n" for line in lines) + "```"

    return BLOCK.sub(block, text)


def learn(shell: Shell, shown: list[str], printed: list[str]) -> None:
    """Takes over which id of the page stands for which real one, place by place."""
    for page, real in zip(shown, printed, strict=False):
        ids = zip(CHANGING.finditer(page), CHANGING.finditer(real), strict=False)
        for one, other in ids:
            if one.lastgroup == other.lastgroup in LASTING and other[0] not in shell.real.values():
                shell.real.setdefault(one[0], other[0])


if __name__ == "__main__":
    for name in sys.argv[1:] or PAGES:
        with tempfile.TemporaryDirectory() as place:
            path = ROOT / name
            path.write_text(rewritten(path.read_text(encoding="utf-8"), Path(place)), encoding="utf-8")
