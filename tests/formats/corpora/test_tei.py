"""TEI: utterances of several dialects read, one profile written and held to the structure of the published schema."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from earwitness.errors import EarwitnessError, MalformedText, UnsafeInput
from earwitness.formats import FORMATS, detect
from earwitness.formats.corpora import tei
from earwitness.model import Conversation, Dossier, Held, Mark, Reading, Speaker, Transcript, Turn, Word
from earwitness.tellings.apparatus import write_tei
from earwitness.tellings.variants import Reading as Told
from earwitness.tellings.variants import Variant

ISO = """<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0">
  <teiHeader>
    <fileDesc>
      <titleStmt><title>The bridge</title></titleStmt>
      <publicationStmt><p/></publicationStmt>
      <sourceDesc>
        <recordingStmt><recording type="audio"><media mimeType="audio/wav" url="bridge.wav"/></recording></recordingStmt>
      </sourceDesc>
    </fileDesc>
    <profileDesc>
      <particDesc>
        <person xml:id="SPK0" n="ADA" sex="2"><persName><abbr>ADA</abbr></persName></person>
        <person xml:id="SPK1" n="DESK" role="officer"/>
      </particDesc>
      <settingDesc><setting><placeName>Pier 4</placeName><date when="2031-11-14"/></setting></settingDesc>
    </profileDesc>
  </teiHeader>
  <text xml:lang="en">
    <timeline unit="s" origin="#T0">
      <when xml:id="T0"/>
      <when xml:id="T1" interval="1.2" since="#T0"/>
      <when xml:id="T2" interval="0.5" since="#T1"/>
      <when xml:id="T3" interval="2650" unit="ms" since="#T0"/>
    </timeline>
    <body>
      <annotationBlock who="#SPK0" start="#T1" end="#T3" xml:id="ab7">
        <u xml:id="u1">
          <seg type="utterance" subtype="interrogative">
            <w xml:id="w1">Is</w>
            <anchor synch="#T2"/>
            <w xml:id="w2">the</w>
            <unclear><w xml:id="w3">bridge</w></unclear>
            <pause dur="PT0.3S"/>
            <w xml:id="w4">open</w>
            <pc>?</pc>
          </seg>
        </u>
        <spanGrp type="pos"><span from="#w1" to="#w1">VBZ</span><span from="#w2" to="#w2">DT</span></spanGrp>
      </annotationBlock>
      <incident start="#T3"><desc>a door slams</desc></incident>
      <annotationBlock who="#SPK1" start="#T3">
        <u>since <supplied>the</supplied> <gap reason="inaudible"/> noon<note>he coughs</note>
          <vocal><desc>laughs</desc></vocal></u>
      </annotationBlock>
    </body>
  </text>
</TEI>
"""


def dossier(reading: Reading) -> Dossier:
    return Dossier(conversation=reading.conversations[0], transcripts=reading.transcripts)


def test_an_iso_transcription_is_read() -> None:
    reading = tei.read(ISO.encode(), name="call.xml")
    (conversation,) = reading.conversations
    assert (conversation.title, conversation.place, conversation.held.date) == ("The bridge", "Pier 4", "2031-11-14")
    (transcript,) = reading.transcripts
    assert (transcript.language, transcript.doubts, transcript.extra[0]) == ("en", (), ("media", "bridge.wav"))
    assert transcript.extra[1:] == (("header", ISO[ISO.index("<teiHeader>") : ISO.index("  <text")].rstrip()),)
    assert transcript.speakers == (
        Speaker(id="p1", labels=("ADA",)),
        Speaker(id="p2", labels=("DESK",), role="officer"),
    )
    assert transcript.turns == (
        Turn(
            id="1", number=1, speakers=("p1",), text="Is the bridge open?", start=1200, end=2650,
            marks=(Mark(type="unclear", start=7, end=13), Mark(type="pause", start=13, end=13, words="0.3")),
            words=(Word(0, 2, None, 1700), Word(3, 6, 1700, None)), extra=(("id", "ab7"), ("pos", "VBZ DT")),
        ),
        Turn(
            id="2", number=2, start=2650, marks=(Mark(type="incident", start=0, end=0, words="a door slams"),),
        ),
        Turn(
            id="3", number=3, speakers=("p2",), text="since the noon", start=2650,
            marks=(
                Mark(type="supplied", start=6, end=9), Mark(type="gap", start=10, end=10, words="inaudible"),
                Mark(type="vocal", start=14, end=14, words="laughs"),
            ),
            extra=(("note", "he coughs"),),
        ),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("body", "turns"),
    [
        ("<u who='#A'>hello</u>", [(("A",), "hello", None, None)]),
        ("<u who='A B' start='1.5' end='2'>hello</u>", [(("A", "B"), "hello", 1500, 2000)]),
        ("<u><anchor synch='#W1'/>hello there<anchor synch='#W2'/></u>", [((), "hello there", 0, 3500)]),
        ("<u who='A'><seg>one</seg><seg>two</seg></u>", [(("A",), "one two", None, None)]),
        ("<u who='A'><w>no</w><pc>,</pc><w>no</w></u>", [(("A",), "no, no", None, None)]),
        ("<u who='A'><choice><orig>gonna</orig><reg>going to</reg></choice> go</u>", [(("A",), "gonna go", None, None)]),
        ("<u who='A'>loud <shift feature='loud' new='f'/>now</u>", [(("A",), "loud now", None, None)]),
        ("<div><head>I</head><u who='A'>a <del>b</del> c</u></div>", [(("A",), "a b c", None, None)]),
        (
            "<div><sp who='#A'><speaker>ADA.</speaker><l>one</l><l>two</l></sp><stage>Exit</stage>"
            "<sp><speaker>BEN</speaker><p>three <stage>aside</stage></p></sp></div>",
            [(("ADA",), "one two", None, None), (("BEN",), "three", None, None)],
        ),
    ],
)  # fmt: skip
def test_other_dialects_are_read(body: str, turns: list[tuple[tuple[str, ...], str, int | None, int | None]]) -> None:
    times = "<timeline><when xml:id='W1' absolute='12:00:00'/><when xml:id='W2' absolute='12:00:03.5'/></timeline>"
    content = f"<TEI.2><teiHeader/><text>{times}<body>{body}</body></text></TEI.2>".encode()
    assert detect(content, "x").name == "tei"
    transcript = tei.read(content, name="x").transcripts[0]
    names = {speaker.id: speaker.labels[0] for speaker in transcript.speakers}
    assert [
        (tuple(names[id] for id in turn.speakers), turn.text, turn.start, turn.end) for turn in transcript.turns
    ] == turns


def test_a_corpus_holds_several_conversations_and_a_group_several_tellings() -> None:
    one = "<TEI><teiHeader/><text><body><u>hello</u></body></text></TEI>"
    texts = "<text><body><u>a</u></body></text><text><body><u>b</u></body></text>"
    two = f"<TEI><teiHeader/><text><group>{texts}</group></text></TEI>"
    reading = tei.read(f"<teiCorpus><teiHeader/>{one}{two}</teiCorpus>".encode(), name="x")
    assert [conversation.id for conversation in reading.conversations] == ["c1", "c2"]
    assert [(one.id, one.conversation) for one in reading.transcripts] == [("t1", "c1"), ("t2", "c2"), ("t3", "c2")]


def test_what_is_written_has_the_structure_of_the_schema_and_says_the_same() -> None:
    reading = tei.read(ISO.encode(), name="call.xml")
    content = tei.write([dossier(reading)])
    assert faults(content) == []
    again = tei.read(content, name="call.xml")
    assert again.transcripts[0].turns == reading.transcripts[0].turns
    assert again.transcripts[0].speakers == reading.transcripts[0].speakers
    assert again.conversations == reading.conversations
    assert tei.write([dossier(again)]) == content
    assert b'<when xml:id="T1" interval="1.2" since="#T0"/>' in content
    assert b'<u><w>Is</w><anchor synch="#T2"/> <anchor synch="#T2"/><w>the</w> <unclear>bridge</unclear>' in content


def test_bad_times_are_told_and_the_words_kept() -> None:
    bad = ISO.replace('interval="1.2"', 'interval="NaN"').replace('interval="2650"', 'interval="-4"')
    transcript = tei.read(bad.encode(), name="x").transcripts[0]
    assert [(turn.text, turn.start) for turn in transcript.turns] == [
        ("Is the bridge open?", None), ("", None), ("since the noon", None),
    ]  # fmt: skip
    late = ISO.replace('start="#T1" end="#T3"', 'start="#T3" end="#T1"')
    transcript = tei.read(late.encode(), name="x").transcripts[0]
    assert (transcript.turns[0].start, transcript.turns[0].end) == (2650, None)
    assert "before it starts" in transcript.doubts[0].what


def test_places_in_time_that_count_from_each_other_end() -> None:
    looped = ISO.replace('since="#T0"/>\n      <when xml:id="T2"', 'since="#T2"/>\n      <when xml:id="T2"')
    assert tei.read(looped.encode(), name="x").transcripts[0].turns[0].start is None


def test_other_documents_are_refused() -> None:
    for other in (b"<Trans/>", b"<html><p>TEI</p>", b"", b"TEI <u>"):
        assert tei.detects(other, "x.xml") == 0.0
    with pytest.raises(MalformedText):
        tei.read(b"<p>hello</p>", name="x")
    with pytest.raises(UnsafeInput):
        tei.read(b"<!DOCTYPE TEI [<!ENTITY a 'b'>]><TEI><text/></TEI>", name="x")
    front = "<front><castList><castItem>ADA, a nurse</castItem></castList></front>"
    drama = f"<TEI><teiHeader/><text>{front}<body><sp who='A'><p>hello</p></sp></body></text></TEI>"
    assert tei.read(drama.encode(), name="x").transcripts[0].turns[0].extra == (("castItem", "ADA, a nurse"),)
    prose = tei.read(b"<TEI><teiHeader/><text><body><p>No talk.</p></body></text></TEI>", name="x")
    assert (prose.transcripts, bool(prose.doubts)) == ((), True)


@given(st.binary(max_size=120), st.integers(0, 2800), st.integers(0, 60))
def test_any_bytes_are_read_or_refused(noise: bytes, place: int, cut: int) -> None:
    content = ISO.encode()
    for changed in (noise, content[:place] + noise + content[place + cut :], content[:place] + content[place + cut :]):
        try:
            tei.read(changed, name="x.xml")
        except EarwitnessError:
            continue


_SAID = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=25)
_KINDS = ["gap", "unclear", "supplied", "gloss", "vocal", "incident", "pause", "quote", "masked"]


@st.composite
def _turns(draw: st.DrawFn) -> tuple[Turn, ...]:
    turns = []
    for number in range(1, draw(st.integers(1, 4)) + 1):
        text = draw(
            _SAID.map(lambda text: " ".join(text.split())).filter(bool) | st.sampled_from(["a  b", "so it is, so"])
        )
        start = draw(st.none() | st.integers(0, 400_000_000))
        marks = []
        for _ in range(draw(st.integers(0, 2))):
            first = draw(st.integers(0, len(text)))
            last = draw(st.integers(first, len(text)))
            marks.append(Mark(type=draw(st.sampled_from(_KINDS)), start=first, end=last, words=draw(_SAID)))
        words = []
        for match in re.finditer(r"\w+", text) if draw(st.booleans()) else ():
            at = draw(st.none() | st.integers(0, 100_000))
            words.append(
                Word(*match.span(), at, draw(st.sampled_from([None, at])), draw(st.sampled_from([None, 0.25, 1.0])))
            )
        turns.append(
            Turn(
                id=str(number), number=number, speakers=draw(st.sampled_from([(), ("p1",), ("p2",), ("p1", "p2")])),
                text=text, start=start, end=draw(st.sampled_from([None, start])), marks=tuple(marks), words=tuple(words),
                language=draw(st.sampled_from([None, "uk"])),
            )
        )  # fmt: skip
    return tuple(turns)


@given(_turns())
def test_every_telling_comes_back_through_the_document(turns: tuple[Turn, ...]) -> None:
    speakers = (Speaker(id="p1", labels=("Old caller",), role="Watch officer"), Speaker(id="p2", labels=("Desk",)))
    telling = Transcript(id="t1", conversation="c1", format="text", speakers=speakers, turns=turns, language="en")
    content = tei.write([Dossier(conversation=Conversation(id="c1"), transcripts=(telling,))])
    assert faults(content) == []
    again = tei.read(content, name="x.xml").transcripts[0]
    names = {speaker.id: speaker.labels[0] for speaker in again.speakers}
    wanted = {"p1": "Old caller", "p2": "Desk"}
    for turn, back in zip(turns, again.turns, strict=True):
        assert replace(back, speakers=turn.speakers) == turn
        assert [names[id] for id in back.speakers] == [wanted[id] for id in turn.speakers]


def test_the_apparatus_of_a_collation_has_the_structure_of_the_schema() -> None:
    turn = Turn(id="1", number=1, speakers=("p1",), text="since nine or ten")
    one = Transcript(
        id="t1", conversation="c1", turns=(turn,), speakers=(Speaker(id="p1", labels=("R",)),), language="en"
    )
    other = replace(one, id="t2", turns=(replace(turn, text="since noon"),))
    readings = (
        Told(transcript="t1", turn=1, start=6, end=10, words="nine"),
        Told(transcript="t2", turn=1, start=6, end=10, words="noon"),
        Told(transcript="t2", turn=1, start=10, end=10, words=""),
    )  # fmt: skip
    for chosen in (None, "t1", "t2"):
        variant = Variant(id="v1", material=True, kind="number", readings=readings, chosen=chosen)
        content = write_tei("The <bridge>", [one, other], [variant]).encode()
        assert faults(content) == []
        root = ElementTree.fromstring(content)
        said = [(child.tag.rpartition("}")[2], child.text) for child in root.iter() if child.get("wit")]
        assert sorted(text or "" for _, text in said) == ["", "nine", "noon"]
        assert [tag for tag, _ in said].count("lem") == (chosen is not None)
    assert faults(write_tei("x", [one, replace(one, id="t3", turns=())], []).encode()) == []


def test_the_structure_test_sees_what_is_wrong() -> None:
    """The control: each of these breaks one rule of the schema."""
    sound = tei.write([dossier(tei.read(ISO.encode(), name="x"))]).decode()
    assert faults(sound.encode()) == []
    for right, wrong in (
        ("<publicationStmt><p>", "<publicationStmt><u/><p>"), ("<titleStmt>", "<titleStmt><p/>"), ("<u>", "<u><p/>"),
        ('who="#p1"', 'who="#p9"'), ("<body>", "<body><w/>"), ('interval="1.2"', 'interval="1.2s"'),
        ("<pause ", "<pause x='1' "),
        ("<vocal><desc>", "<vocal><u/><desc>"), ('xml:id="ab7"', 'xml:id="T1"'), ("<profileDesc>", "<profileDesc><p/>"),
    ):  # fmt: skip
        assert right in sound
        assert faults(sound.replace(right, wrong, 1).encode()) != []
    headless = re.sub(r"<fileDesc>.*</fileDesc>", "", sound, flags=re.DOTALL)
    assert faults(headless.encode()) != []


def test_the_table_says_what_it_carries() -> None:
    assert FORMATS["tei"].loses == ("translation", "ids", "segments")


# The structure of the published schema, told for the elements that are written: what stands in each, as a pattern over
# the names of its children (each followed by a space), whether text may, and its attributes beside those of all.
# Source: the TEI Guidelines P5, appendix C, and ISO 24624:2016.
_SPEECH = "(?:(?:w|anchor|unclear|supplied|q|seg|gloss|vocal|incident|gap|pause) )*"
_RULES: dict[str, tuple[str, bool, str]] = {
    "TEI": ("teiHeader text ", False, ""),
    "teiHeader": ("fileDesc (?:encodingDesc |profileDesc )*", False, ""),
    "fileDesc": ("titleStmt publicationStmt sourceDesc ", False, ""),
    "titleStmt": ("title (?:respStmt )*", False, ""),
    "respStmt": ("resp name ", False, ""),
    "publicationStmt": ("(?:p )+", False, ""),
    "sourceDesc": ("(?:p )+|recordingStmt |listWit ", False, ""),
    "recordingStmt": ("(?:recording )+", False, ""),
    "recording": ("(?:media )*", False, "type dur"),
    "media": ("", False, "mimeType url"),
    "listWit": ("(?:witness )+", False, ""),
    "witness": ("", True, ""),
    "encodingDesc": ("variantEncoding ", False, ""),
    "variantEncoding": ("", False, "method location"),
    "profileDesc": ("(?:(?:particDesc|settingDesc|langUsage) )*", False, ""),
    "particDesc": ("(?:listPerson )+", False, ""),
    "listPerson": ("(?:person )+", False, ""),
    "person": ("persName (?:occupation )?", False, "role sex"),
    "settingDesc": ("(?:setting )+", False, ""),
    "setting": ("(?:(?:placeName|date) )+", False, "who"),
    "date": ("", True, "when"),
    "langUsage": ("(?:language )+", False, ""),
    "language": ("", True, "ident usage"),
    "text": ("(?:timeline )?(?:group|body) (?:back )?", False, ""),
    "group": ("(?:text )+", False, ""),
    "timeline": ("(?:when )+", False, "unit origin interval"),
    "when": ("", False, "interval since absolute unit"),
    "body": ("(?:annotationBlock )+|(?:sp )+|p ", False, ""),
    "annotationBlock": ("u (?:spanGrp )*", False, "who start end"),
    "u": (_SPEECH, True, "who start end trans"),
    "w": (_SPEECH, True, "lemma pos"),
    "anchor": ("", False, "synch"),
    "seg": (_SPEECH, True, "type"), "unclear": (_SPEECH, True, "reason"), "supplied": (_SPEECH, True, "reason"),
    "q": (_SPEECH, True, "type who"), "gloss": ("", True, ""),
    "vocal": ("(?:desc )*", False, "who start end"), "incident": ("(?:desc )*", False, "who start end"),
    "gap": ("(?:desc )*", False, "reason"), "pause": ("", False, "dur type"),
    "spanGrp": ("(?:span )*", False, "type"), "span": ("", True, "from to"),
    "sp": ("(?:speaker )?p ", False, "who"),
    "back": ("(?:listApp )+", False, ""),
    "listApp": ("(?:app )+", False, ""),
    "app": ("(?:lem )?(?:rdg )*", False, "type from to"),
    "lem": ("", True, "wit"), "rdg": ("", True, "wit"),
    **dict.fromkeys(("title", "resp", "name", "p", "persName", "occupation", "placeName", "desc", "speaker"), ("", True, "")),
}  # fmt: skip
_OF_ALL = {"n", "cert", "source", "synch"}
_XML = "{http://www.w3.org/XML/1998/namespace}"
_POINTERS = ("who", "start", "end", "since", "synch", "origin", "wit", "source", "from", "to")


def faults(content: bytes) -> list[str]:
    """Returns where a document breaks the structure of the schema."""
    root = ElementTree.fromstring(content)
    found: list[str] = []
    ids = [element.get(_XML + "id") for element in root.iter() if element.get(_XML + "id")]
    found += ["an id stands twice"] if len(ids) != len(set(ids)) else []
    for element in root.iter():
        tag = element.tag.removeprefix("{http://www.tei-c.org/ns/1.0}")
        if tag not in _RULES:
            found.append(f"{tag} is no element of the profile")
            continue
        pattern, worded, attributes = _RULES[tag]
        children = "".join(child.tag.rpartition("}")[2] + " " for child in element)
        if not re.fullmatch(pattern, children):
            found.append(f"{tag} holds {children}")
        said = (element.text or "") + "".join(child.tail or "" for child in element)
        if said.strip() and not worded:
            found.append(f"{tag} holds words")
        for key, value in element.attrib.items():
            if key not in {*attributes.split(), *_OF_ALL, _XML + "id", _XML + "lang"}:
                found.append(f"{tag} has {key}")
            elif key in _POINTERS and not all(name[1:] in ids and name[0] == "#" for name in value.split()):
                found.append(f"{key} points at nothing: {value}")
            elif key == "interval" and not re.fullmatch(r"\d+(?:\.\d+)?", value):
                found.append(f"no interval: {value}")
            elif key in ("type", "reason") and not re.fullmatch(r"\S+", value):
                found.append(f"no word: {value}")
            elif key == _XML + "id" and not re.fullmatch(r"[A-Za-z_][\w.-]*", value):
                found.append(f"no name: {value}")
    return found


def test_a_dated_conversation_says_when_and_where() -> None:
    held = Held(date="2031-11", certainty="stated", why="stated in the header")
    conversation = Conversation(id="c1", title="The bridge", held=held, place="Pier 4")
    telling = Transcript(
        id="t1", conversation="c1", made_by="R. Okonjo", turns=(Turn(id="1", number=1, text="Hello."),)
    )
    content = tei.write([Dossier(conversation=conversation, transcripts=(telling,))])
    assert faults(content) == []
    again = tei.read(content, name="x")
    assert again.conversations == (conversation,)
    assert again.transcripts[0].made_by == "R. Okonjo"
