"""A document has pages of numbered lines; two versions stand turn beside turn. All of it is invented."""

from earwitness.model import Turn
from earwitness.publish import paper
from earwitness.publish.covers import Facts, Version, closing, cover
from earwitness.publish.rows import Beside
from earwitness.publish.sheet import Telling, lay_out
from earwitness.tellings.align import Group


def told(name: str, *texts: str, language: str = "en", who: str = "Bridge") -> Telling:
    """A version in which one voice says all."""
    return Telling(
        id=name,
        heading=name,
        language=language,
        turns=[Turn(id=f"{name}.{n}", number=n, speakers=("a",), text=text) for n, text in enumerate(texts, 1)],
        names={"a": who},
    )


def shown(leaf: paper.Leaf) -> list[str]:
    """What stands in the lines of a page."""
    return [" | ".join(f"{bit.name} {bit.text}".strip() for bit in line.bits) for line in leaf.lines if line.bits]


def test_a_turn_begins_with_its_number_and_its_voice_and_each_line_knows_its_turn() -> None:
    text = "Water on the deck, a list of twelve degrees, and it is growing by the minute as we speak."
    (leaf,) = paper.words(lay_out([told("t1", text, "Nine of us.")]), after=1)
    assert (leaf.number, leaf.columns, len(leaf.lines)) == (2, 1, paper.LINES)
    assert shown(leaf) == [
        "1 Bridge: Water on the deck, a list of twelve degrees, and it is",
        "growing by the minute as we speak.",
        "2 Bridge: Nine of us.",
    ]
    assert [line.turns for line in leaf.lines[:4]] == [("t1.1",), ("t1.1",), ("t1.2",), ()]


def test_two_versions_stand_turn_beside_turn() -> None:
    one = told("t1", "Как слышите меня, берег, как слышите, приём, приём?", "Нас девять.", language="ru", who="Мостик")
    other = told("t2", "How do you hear me?", "Nine.")
    groups = Beside("t1", "t2", (Group(a=(1,), b=(1,)), Group(a=(2,), b=(2,))))
    (leaf,) = paper.words(lay_out([one, other], [groups]), after=0)
    assert shown(leaf) == [
        "1 Мостик: Как слышите меня, берег, как | 1 Bridge: How do you hear me?",
        "слышите, приём, приём? | ",
        "2 Мостик: Нас девять. | 2 Bridge: Nine.",
    ]
    assert leaf.lines[0].turns == ("t1.1", "t2.1")
    assert leaf.lines[1].turns == ("t1.1",)


def test_what_a_version_lacks_is_said() -> None:
    sheet = lay_out(
        [told("t1", "One.", "Two."), told("t2", "One.")],
        [Beside("t1", "t2", (Group(a=(1,), b=(1,)), Group(a=(2,), b=())))],
    )
    (leaf,) = paper.words(sheet, after=0)
    assert shown(leaf)[1] == "2 Bridge: Two. | [not in this version]"


def test_a_name_longer_than_a_line_and_a_turn_of_a_hundred_thousand_letters_are_set() -> None:
    long = told("t1", "word " * 20_000, who="<script>" + "ы" * 500)
    leaves = paper.words(lay_out([long]), after=0)
    assert [leaf.number for leaf in leaves] == list(range(1, len(leaves) + 1))
    assert sum(line.bits[0].text.split().count("word") for leaf in leaves for line in leaf.lines if line.bits) == 20_000


FACTS = Facts(
    title="The bridge to the shore", event="radio exchange", held="14 November 2031", certainty="inferred",
    why="the log says so",    place="", access="open", terms="", exhibit="",
    versions=(
        Version(heading="Transcript · Russian", language="Russian", id="t1", revision=2, voices=("Мостик",)),
        Version(heading="Translation · English", language="English", id="t2", revision=1, voices=()),
    ),
    cuts=("Shore Post has 42 % of the fullest version",), address="/conversations/c1/print?versions=t1,t2&revisions=2,1",
    sources=(("Shore Post", "https://shore-post.example/aurora", "16 November 2031", "2031-11-20 09:00 UTC", "ab" * 32),),
)  # fmt: skip


def test_the_cover_says_what_it_is_of_and_why() -> None:
    (leaf,) = cover(FACTS, 2)
    text = "\n".join(shown(leaf))
    assert text.startswith("EXHIBIT ___")
    assert "Took place    14 November 2031 (inferred: the log says so)" in text
    assert "Left column   Transcript · Russian; t1, revision 2" in text
    assert "What is cut   Shore Post has 42 % of the fullest version" in text
    assert "[…]           left out, or not heard" in text


def test_nothing_that_a_person_states_is_filled_in() -> None:
    said = paper.words(lay_out([told("t1", "One.")]), after=1)
    leaves = closing(FACTS, "f" * 64, said, after=2)
    assert [leaf.number for leaf in leaves] == list(range(3, 3 + len(leaves)))
    text = " ".join(line for leaf in leaves for line in shown(leaf))
    assert "I know Russian and English." in text
    assert "are / are not (strike one out) a true and complete translation" in text
    assert "Nothing is declared here until it is signed." in text
    assert text.count("Signed ____") == 2
    assert "ab" * 16 in text
    one = FACTS.versions[:1]
    alone = closing(
        Facts(**{field: getattr(FACTS, field) for field in FACTS.__struct_fields__} | {"versions": one}),
        "f",
        said,
        after=2,
    )
    assert "Translator" not in " ".join(line for leaf in alone for line in shown(leaf))


def test_the_digest_is_of_what_stands_in_the_lines() -> None:
    one = paper.words(lay_out([told("t1", "Nine of us.")]), after=1)
    same = paper.words(lay_out([told("t1", "Nine of us.")]), after=1)
    other = paper.words(lay_out([told("t1", "Ten of us.")]), after=1)
    assert paper.digest(one) == paper.digest(same) != paper.digest(other)
