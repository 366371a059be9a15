"""Nothing that is read runs: payloads in every field, on every page, in a real browser."""

from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from earwitness import actions
from earwitness.formats import format_named
from earwitness.model import Capture, Conversation, Dossier, Doubt, Held, Mark, Source, Speaker, Transcript, Turn

from .browser import NEEDED, opened

pytestmark = [pytest.mark.browser, NEEDED]

PAYLOADS = (
    "<script>ran()</script>",
    "<img src=x onerror=ran()>",
    '"><svg/onload=ran()>',
    "' onmouseover='ran()' autofocus onfocus='ran()",
    "</textarea></title></style><script>ran()</script>",
    "<iframe srcdoc='<script>parent.ran()</script>'>",
    "<a href=javascript:ran()>x</a>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=ran()>",
    "{{constructor.constructor('ran()')()}}",
    "${ran()}`${ran()}`",
    "<base href=//evil.example/><script src=a.js></script>",
    "<meta http-equiv=refresh content='0;url=javascript:ran()'>",
    "<details open ontoggle=ran()>",
    "<video><source onerror=ran()></video>",
    "<body onload=ran()>",
    "--><!--><script>ran()</script>",
    "&lt;script&gt;ran()&lt;/script&gt;",
    "\u202e<script>ran()</script>",
    "<template><script>ran()</script></template>",
    "<object data=javascript:ran()>",
)


def told(payload: str, number: int) -> Dossier:
    """A conversation that says the payload in every field it has."""
    return Dossier(
        conversation=Conversation(
            id="c1", title=payload, place=payload, held=Held(date="2031-11-14", certainty="stated", why=payload)
        ),
        transcripts=tuple(
            Transcript(
                id=f"t{version}",
                conversation="c1",
                source="s1",
                language=language,
                kind="translation" if version == 2 else "transcription",
                title=payload,
                made_by=payload,
                speakers=(Speaker(id="p1", labels=(payload, f"{payload}{number}"), role=payload, relation=payload),),
                turns=(
                    Turn(
                        id="1",
                        number=1,
                        speakers=("p1",),
                        text=f"zebra {payload}",
                        raw=payload,
                        printed=payload,
                        marks=(
                            Mark(type="gap", start=0, end=0, words=payload),
                            Mark(type="gloss", start=3, end=3, words=payload),
                            Mark(type="unclear", start=1, end=9, words=payload),
                        ),
                    ),
                    Turn(id="2", number=2, text=payload),
                ),
                doubts=(Doubt(what=payload, turn=1), Doubt(what=payload)),
            )
            for version, language in ((1, "ru"), (2, "en"))
        ),
        sources=(
            Source(
                id="s1",
                digest="0" * 64,
                size=1,
                media_type="text/html",
                format="html",
                capture=Capture(time="2031-11-15T00:00:00Z", collector=payload, machine=payload, tool=payload),
                title=payload,
                publisher=payload,
            ),
        ),
    )


def planted(folder: Path, pages: Path) -> tuple[list[str], list[str]]:
    """Plants every payload in every field; returns the conversations and the captured pages."""
    conversations: list[str] = []
    sources: list[str] = []
    with actions.open_desk(folder) as archive:
        for number, payload in enumerate(PAYLOADS):
            conversation = pages / f"{number}.jsonl"
            conversation.write_bytes(format_named("jsonl").write([told(payload, number)]))  # type: ignore[misc]
            page = pages / f"{number}.html"
            page.write_text(
                f"<html><head><title>{payload}</title></head><body>{payload}<script>ran()</script></body></html>"
            )
            added = actions.add(
                archive,
                [str(conversation), str(page)],
                agent=payload,
                publisher=payload,
                supplier=payload,
                terms=payload,
                reason=payload,
            )
            assert [item.status for item in added.added] == ["added", "added"]
            conversations += added.added[0].conversations
            sources.append(str(added.added[1].source))
            actions.describe(
                archive,
                added.added[0].conversations[0],
                agent=payload,
                fields={"title": f"{payload} described", "status": payload},
                reason=payload,
            )
    return conversations, sources


def visited(page: Any, base: str, paths: list[str]) -> tuple[list[str], set[str]]:
    """Visits the addresses; returns where a payload ran, and every host that was asked for anything."""
    ran: list[str] = []
    asked: set[str] = set()
    page.expose_function("ran", lambda: ran.append(page.url))
    page.on("dialog", lambda dialog: (ran.append(page.url), dialog.dismiss()))
    page.on("request", lambda request: asked.add(request.url))
    for path in paths:
        page.goto(base + path)
    return ran, {url.split("/")[2] for url in asked if not url.startswith(("data:", "about:"))}


def test_nothing_read_runs(folder: Path, tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    conversations, sources = planted(folder, pages)
    assert len(conversations) == len(PAYLOADS)
    ours = ["/", "/conversations", "/conversations?offset=50", "/log", "/log?offset=50", "/search?q=zebra", "/add"]
    ours += [f"/conversations/{name}" for name in conversations]
    ours += [f"/sources/{name}" for name in sources]
    for start in range(0, len(PAYLOADS), 5):  # five in one value: an address is asked for a quarter as often
        said = quote(" ".join(PAYLOADS[start : start + 5]), safe="")
        ours += [f"/search?q={said}", f"/log?subject={said}&agent={said}", f"/conversations/{said}"]
        ours += [f"/conversations?publisher={said}&role={said}&order={said}", f"/search?q=zebra&speaker={said}"]
    captured = [f"/sources/{name}/captured" for name in sources]
    with opened(folder) as (base, browser):
        host = base.split("/")[2]
        # Our own pages are visited with the policy switched off: what they escape does not hang on it.
        ran, _ = visited(browser.new_context(bypass_csp=True).new_page(), base, ours)
        assert ran == []
        # With it, as people have it, nothing is asked of another host either, not even by what was captured.
        framed = [f"/sources/{name}" for name in sources]
        assert visited(browser.new_page(), base, [*captured, *framed]) == ([], {host})
        # The control: without the policy, what was captured does run.
        ran, _ = visited(browser.new_context(bypass_csp=True).new_page(), base, captured[:1])
        assert ran != []
