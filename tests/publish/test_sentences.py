"""What lower floors say in English is said in the reader's language; each sentence that they can say stands in a table."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from earwitness.archive.history import SEEN
from earwitness.publish import sentences, tongue

SOURCE = Path(sentences.__file__).parents[1]

SAYING = {
    "protect/gate.py", "tellings/reasons.py", "tellings/kinship.py", "tellings/excerpts.py", "tellings/judgement.py",
    "tellings/circumstances.py", "tellings/descent.py", "formats/__init__.py", "formats/page/particulars.py",
    "formats/page/passages.py", "formats/page/talk.py", "formats/page/casting.py", "formats/page/charset.py",
    "formats/page/html.py", "formats/page/dashes.py", "formats/page/dialogue.py", "formats/page/prose.py",
    "formats/page/questions.py", "formats/page/reader.py", "formats/hinting/keeping.py", "capture/tables.py",
    "formats/page/markdown.py", "formats/drafts.py", "formats/readings.py", "actions/cautions.py", "actions/translated.py",
    "actions/machine.py", "actions/voiced.py", "formats/sound/facts.py",
}  # fmt: skip
"""Rooms that say why, or what they doubt: every sentence in them is known to a table."""

FAULTS = {f"formats/{folder}" for folder in ("subtitles", "recognizers", "corpora", "scoring", "projects", "documents")}
"""Folders whose rooms name faults of a file at a line, in the terms of its format: they are told as the reader told them."""

REFUSING = {
    "actions/anchoring.py", "actions/caring.py", "actions/citing.py", "actions/finding.py", "actions/filters.py",
    "actions/documents.py", "formats/sound/warden.py", "formats/sound/decoding.py", "formats/sound/clip.py",
    "actions/pinpoints.py",
    "actions/versions.py",
    "actions/narrowing.py", "actions/plainly.py", "actions/sorting.py", "actions/triaging.py", "actions/watch.py",
    "index/query.py", "index/compile.py", "model/access.py", "model/annotation.py", "archive/undoing.py",
    *(f"web/{room}.py" for room in (
        "acts", "adding", "writing", "checking", "conversations", "differences", "exits", "files", "matches", "matching",
        "noting", "paper", "reading", "reviewing", "troubles", "turns", "vouching", "working",
    )),
}  # fmt: skip
"""Rooms whose errors pages show: every message and hint in them is known to a table."""

ELSEWHERE = {
    "said otherwise": {
        "HTML in Markdown", "Earwitness JSON Lines", "no conversation was", "excerpt among others", "not settled so",
        "no text (too many control bytes)", "no voice has the label “”", "; and {} more", "all of it opens by itself ",
        "a {} has at most {} characters; this has {}", "there is no transcript {}",
        'close it: {}"', "the query cannot be read {}",
    },
    "a list of names": {"choose one of {}", "the exits are {}", "priorities: {}", "one of: {}"},
    "for the terminal": {
        "name a turn, and words in it: t4f9k2mq7x1.7 --words \"…\"", "leave --words out to mean the whole turn",
        "leave out --words, or --until", "name two turns of one version", "{} and {} are turns of two versions",
        "{} is no turn", "turns are named like t4f9k2mq7x1.7: earwitness show shows them",
        "a whole is marked, or passages of it, not both", "name one of them", "{} is neither a version nor a conversation",
        "name a turn, or one of these", "give --status, --assignee, --priority, --add-set or --remove-set",
        "“{}” is no priority", "{} is no conversation", "name conversations (c…), or one turn with words in it",
        "the body is not what `check` takes: {}", "see /schema for what it takes",
        "this moment has no time zone, so its day is not known", "give it in UTC, or give a day", "“{}” is no exit",
    },
}  # fmt: skip
"""What these rooms say beside, which no page shows as it is."""

SAYS = re.compile(r"doubts\.append\(f?\"|Doubt\(what=f?\"|Reason\(what=f?\"|\bwhy=f?\"the |_doubts? = f?\"")


def forms(node: ast.expr) -> Iterator[str]:
    """Yields the sentences that an expression can make, `{}` for what is filled in."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value.replace("{", "{{").replace("}", "}}")
    elif isinstance(node, ast.JoinedStr):
        made = [""]
        for value in node.values:
            inner = value.value if isinstance(value, ast.FormattedValue) else value
            each = list(forms(inner)) if isinstance(inner, ast.IfExp | ast.Constant) else ["{}"]
            made = [one + other for one in made for other in each]
        yield from made
    elif isinstance(node, ast.IfExp):
        yield from forms(node.body)
        yield from forms(node.orelse)
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        yield from (one + other for one in forms(node.left) or ["{}"] for other in list(forms(node.right)) or ["{}"])


def is_sentence(form: str) -> bool:
    """Says whether a form is words for people and no name, pattern or markup."""
    return (
        2 <= form.count(" ") and 2 <= len(re.findall("[a-z]{2,}", form)) and not re.search(r"[\\|<>\n]|\(\?|, \.", form)
    )


def told_in(text: str) -> set[str]:
    """Returns the sentences that a room can say beside its docstrings and its errors."""
    tree = ast.parse(text)
    strings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    within = {id(value) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for value in ast.walk(node)}
    within -= {id(node) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)}
    raised = {id(inner) for node in ast.walk(tree) if isinstance(node, ast.Raise) for inner in ast.walk(node)}
    return {
        form
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant | ast.JoinedStr) and id(node) not in strings | within | raised
        for form in forms(node)
        if is_sentence(form)
    }


def refused_in(text: str) -> set[str]:
    """Returns the messages and hints of the errors that a room raises."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and (
            (name := ast.unparse(node.func)).endswith("refuse")
            or name
            in ("WrongUsage", "BadInput", "BadQuery", "NotFound", "Refused", "Conflict", "UnsafeInput", "SoundFailed")
        ):
            said = [
                *node.args[1 if name == "SoundFailed" else 0 :][:1],
                *(each.value for each in node.keywords if each.arg == "hint"),
            ]
            said += node.args[2:3] if name.endswith("refuse") else []
            found |= {form for each in said for form in forms(each) if is_sentence(form) or " " in form}
    return found


@pytest.fixture(scope="module")
def known() -> set[str]:
    tables = {re.sub(r"(?<!\{)\{\w+\}", "{}", sentence) for sentence, _ in sentences.pairs()}
    return tables.union(*ELSEWHERE.values())


@pytest.mark.parametrize("room", sorted(SAYING))
def test_every_reason_and_doubt_has_its_words(room: str, known: set[str]) -> None:
    assert sorted(told_in((SOURCE / room).read_text()) - known) == []


@pytest.mark.parametrize("room", sorted(REFUSING))
def test_every_error_of_a_page_has_its_words(room: str, known: set[str]) -> None:
    assert sorted(refused_in((SOURCE / room).read_text()) - known) == []


def test_where_ids_are_seen_has_its_words(known: set[str]) -> None:
    assert set(SEEN.values()) - known == set()


def test_no_other_room_says_why_or_doubts() -> None:
    below = [path for floor in ("capture", "formats", "tellings", "protect") for path in (SOURCE / floor).rglob("*.py")]
    saying = {str(path.relative_to(SOURCE)) for path in below if SAYS.search(path.read_text())}
    saying = {room for room in saying if room.rpartition("/")[0] not in FAULTS}
    assert saying - SAYING == set()
    assert "formats/page/passages.py" in saying


def test_what_no_table_has_is_found(known: set[str]) -> None:
    """The control: a new doubt, a new error with a new hint, one sentence of two."""
    room = '''
def read(page):
    """The page was read twice."""
    doubts.append(f"the page {page} was read twice")
    doubts.append("no text was found on the page" if page else "the page is upside down")
    raise BadInput("the page is upside down", hint=f"turn it, {page}")
'''
    assert told_in(room) - known == {"the page {} was read twice", "the page is upside down"}
    assert refused_in(room) - known == {"the page is upside down", "turn it, {}"}


SAMPLES = {
    "n": "7", "m": "12", "day": "2031-11-16", "later": "2031-11-17", "id": "c4f9k2mq7x1", "part": "p1",
    "subject": "c4f9k2mq7x1", "reason": "restricted", "place": "heading", "noun": "turn", "other": "a source",
    "difference": "a number", "thing": "a note",
}  # fmt: skip


@pytest.mark.parametrize("sentence", sorted(dict(sentences.pairs())))
def test_each_sentence_is_told_from_all_others(sentence: str) -> None:
    """Filled with facts, it comes back as its own message, with the facts in it."""
    filled = (
        sentences.PLACE.sub(lambda place: SAMPLES.get(place[1], "Vera"), sentence).replace("{{", "{").replace("}}", "}")
    )
    with tongue.speaking(tongue.PSEUDO):
        told = sentences.said(filled)
    message = dict(sentences.pairs())[sentence]
    start = re.escape("⟦" + sentences.PLACE.split(message)[0].replace("{{", "{").replace("}}", "}"))
    assert re.match(start, told), told
    with tongue.speaking("uk"):
        assert sentences.said(filled) != filled or not re.search("[a-z]{3}", sentences.PLACE.sub("", sentence))


def test_what_a_person_and_a_court_would_read() -> None:
    say = sentences.said
    assert say("closed until 2040-01-01") == "closed until 1 January 2040"
    assert say("published before it was held") == "published before it took place"
    assert say("12 turns, 1 voice, 2 tellings") == "12 turns, 1 voice, 2 versions"
    with tongue.speaking("uk"):
        assert say("a voice in it is closed until 2040-01-01") == "голос у ній: закрито до 1 січня 2040"
        assert say("its terms forbid publication and api") == "заборонено умовами: публікація і видача програмам"
        assert say("turn 3: not read as speech: “Aurora”") == "репліка 3: не прочитано як мовлення: «Aurora»"
        refused = "export refused: c4f9k2mq7x1 (restricted); t4f9k2mq7x1.7 (its terms forbid export); and 3 more"
        assert say(refused) == (
            "експорт не дозволено: c4f9k2mq7x1 (обмежено); t4f9k2mq7x1.7 (заборонено умовами: експорт); і ще 3"
        )
        assert say("12 turns, 1 voice, 2 tellings") == "12 реплік, 1 голос, 2 версії"
        assert say("deck (turns 3 and 4), water (turns 5 and 6)") == "deck (репліки 3 і 4), water (репліки 5 і 6)"


def test_what_is_in_no_table_says_that_it_is_english() -> None:
    assert sentences.worded("the sea <is> rough") == "the sea &lt;is&gt; rough"
    assert sentences.notice("the sea is rough. stay in port.") == "the sea is rough. stay in port."
    with tongue.speaking("uk"):
        assert sentences.worded("the sea <is> rough") == '<span lang="en" dir="ltr">the sea &lt;is&gt; rough</span>'
        assert sentences.worded("the sea is rough", anyones=True) == "the sea is rough"
        assert sentences.notice("No words were given. stay in port") == (
            'Слів не вказано. <span lang="en" dir="ltr">stay in port</span>'
        )
