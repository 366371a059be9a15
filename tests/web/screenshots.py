"""Pictures of the desk over the example archive: `python tests/web/screenshots.py OUTDIR` (`make screenshots`).

Writes one PNG a page at 1440 pixels; the reading page also in dark, and at 320; the list also at 390.
"""

import sys
import tempfile
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from browser import CHROMIUM, opened

from earwitness import actions, examples
from earwitness.actions import answers

QUERY = '"fewer than half"'


def example(folder: Path) -> None:
    """Makes the example archive in the folder."""
    examples.build(folder).close()


def subjects(folder: Path) -> dict[str, str]:
    """Returns the addresses that are shown, by the picture's name. What they show of versions is compared before."""
    with actions.open_desk(folder) as desk:
        listing = actions.list_conversations(desk, limit=None)
        told = max((listed for listed in listing.conversations if listed.access == "open"), key=richness)
        shown = actions.show(desk, told.id)
        collation = actions.collate(desk, told.id)
        turn = next(version for version in shown.transcripts if version.kind != "excerpt").turns[2].id
        cited = actions.cite(desk, turn).address.partition("#")[0]
        tape = max(desk.archive.catalog.recordings(), key=lambda recording: recording.channels)
        heard = desk.archive.catalog.canonical(tape.conversation)
    number = next(one for one in collation.variants if one.kind == "number")
    whole = [version.id for version in shown.transcripts if version.kind != "excerpt"]
    return {
        "desk": "/",
        "conversations": "/conversations",
        "conversation": f"/conversations/{told.id}",
        "versions": f"/conversations/{told.id}?versions={','.join(whole)}#turn-{turn}",
        "differences": f"/conversations/{told.id}?differ=meaning",
        "difference": f"/conversations/{told.id}/differences/{number.id}",
        "publications": f"/conversations/{told.id}/publications",
        "mending": f"/conversations/{told.id}?align=1",
        "search": f"/search?q={QUERY}",
        "source": f"/sources/{shown.sources[0].id}",
        "cards": "/conversations?view=cards",
        "queue": f"/conversations/{told.id}?queue=language%3Den",
        "turn": f"/conversations/{told.id}/turns/{turn}",
        "citation": cited,
        "document": f"/conversations/{told.id}/print",
        "review": f"/sources/{shown.sources[0].id}/reading",
        "notes": "/notes",
        "codebook": "/codebook",
        "glossary": "/glossary",
        "term": "/glossary/лежачий",
        "hearing": f"/conversations/{heard}?recording={tape.id}#t=28,36",
        "care": "/care",
        "check": "/check",
        "log": "/log",
        "add": "/add",
    }


def richness(listed: answers.Listed) -> tuple[bool, int, int]:
    """Orders conversations by how much a reading page of them shows: a translation, many versions, many turns."""
    return ("translation" in listed.kinds, listed.transcripts, listed.turns)


def take(outdir: Path) -> list[Path]:
    """Takes the pictures and returns where they are."""
    outdir.mkdir(parents=True, exist_ok=True)
    taken: list[Path] = []

    def picture(browser: Any, address: str, name: str, width: int, scheme: str) -> None:
        page = browser.new_page(
            viewport={"width": width, "height": 1000 if 600 < width else 844},
            color_scheme=scheme,
            reduced_motion="reduce",
        )
        page.goto(address)
        page.wait_for_timeout(600)  # for what comes after the page: its fonts, and the place that it opens at
        taken.append(outdir / f"{name}-{scheme}.png")
        page.screenshot(path=taken[-1])
        page.close()

    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "archive"
        example(folder)
        shown = subjects(folder)
        with opened(folder) as (base, browser):
            for name, path in shown.items():
                for scheme in ("light", "dark") if name == "conversation" else ("light",):
                    picture(browser, base + path, name, 1440, scheme)
            picture(browser, base + shown["conversation"], "conversation-narrow", 320, "light")
            picture(browser, base + shown["conversations"], "conversations-narrow", 390, "light")
    return taken


def main() -> int:
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    if not CHROMIUM.exists():
        print(f"no browser: {CHROMIUM} is not installed", file=sys.stderr)
        return 1
    for place in take(Path(sys.argv[1])):
        print(place)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
