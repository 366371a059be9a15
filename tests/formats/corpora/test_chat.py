"""CHAT: what was said, the transcriber's signs, tiers, headers and gems, and the file written back."""

from __future__ import annotations

import re
from pathlib import Path

import pylangacq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from earwitness.errors import EarwitnessError, MalformedText
from earwitness.formats import FORMATS, detect
from earwitness.formats.corpora import chat
from earwitness.formats.corpora.chat_line import said
from earwitness.model import Conversation, Dossier, Doubt, Mark, Reading, Speaker, Transcript, Turn, Word

SHARED = Path(__file__).parents[4] / "shared" / "samples" / "chat_cha"
HEAD = """@UTF8
@Begin
@Languages:\teng, rus
@Participants:\tGRA Ada Grandmother, BOY Target_Child
@ID:\teng|bridge|GRA|61;00.|female|||Grandmother|||
@ID:\teng|bridge|BOY|||||Target_Child|||
@Media:\tbridge, audio
@Date:\t14-NOV-2031
@Location:\tthe ferry house
@Transcriber:\tR. Okonjo
"""
CALL = (
    HEAD
    + """@Bg:\tbridge
*GRA:\tis the <brid(ge)> [//] old bridge open ? \x15100_2650\x15
%mor:\taux|be det|the
\tadj|old n|bridge adj|open ?
%wor:\tis \x15100_300\x15 the \x15300_420\x15 brid(ge) old \x15900_1300\x15 bridge open ?
@Comment:\ta door
\tslams
*BOY:\tsince &-uh noon [?] &=laughs (.)
\txxx . \x152700_4000\x15
@Eg:\tbridge
*GRA:\t[- rus] да +...
@End
"""
)


def dossier(reading: Reading) -> Dossier:
    return Dossier(conversation=reading.conversations[0], transcripts=reading.transcripts)


def rewritten(content: bytes) -> bytes:
    return chat.write([dossier(chat.read(content, name="call.cha"))])


def test_a_call_is_read_with_its_signs_tiers_headers_and_gems() -> None:
    reading = chat.read(CALL.encode(), name="call.cha")
    (conversation,) = reading.conversations
    assert (conversation.held.date, conversation.place) == ("2031-11-14", "the ferry house")
    (transcript,) = reading.transcripts
    assert (transcript.language, transcript.made_by, transcript.doubts) == ("en", "R. Okonjo", ())
    assert transcript.speakers == (
        Speaker(id="p1", labels=("Ada",), role="Grandmother"),
        Speaker(id="p2", labels=("BOY",), role="Target Child"),
    )
    assert transcript.turns == (
        Turn(
            id="1", number=1, speakers=("p1",), text="is the bridge old bridge open?", start=100, end=2650,
            printed="100_2650", raw="*GRA:\tis the <brid(ge)> [//] old bridge open ? \x15100_2650\x15",
            marks=(Mark(type="supplied", start=11, end=13),),
            words=(Word(0, 2, 100, 300), Word(3, 6, 300, 420), Word(14, 17, 900, 1300)),
            extra=(
                ("code", "[//]"), ("%mor", "aux|be det|the\n\tadj|old n|bridge adj|open ?"),
                ("%wor", "is \x15100_300\x15 the \x15300_420\x15 brid(ge) old \x15900_1300\x15 bridge open ?"),
            ),
        ),
        Turn(
            id="2", number=2, speakers=("p2",), text="since uh noon.", start=2700, end=4000, printed="2700_4000",
            raw="*BOY:\tsince &-uh noon [?] &=laughs (.)\n\txxx . \x152700_4000\x15",
            marks=(
                Mark(type="unclear", start=9, end=13), Mark(type="vocal", start=13, end=13, words="laughs"),
                Mark(type="pause", start=13, end=13, words="."), Mark(type="gap", start=13, end=13, words="unintelligible"),
            ),
            extra=(("before", "@Comment:\ta door\n\tslams"),),
        ),
        Turn(
            id="3", number=3, speakers=("p1",), text="да…", raw="*GRA:\t[- rus] да +...", language="ru",
            extra=(("before", "@Eg:\tbridge"),),
        ),
    )  # fmt: skip
    assert ("header", "@Bg:\tbridge") in transcript.extra
    assert ("footer", "@End") in transcript.extra
    assert ("media", "bridge, audio") in transcript.extra
    assert rewritten(CALL.encode()) == CALL.encode()


@pytest.mark.parametrize(
    ("line", "text", "marks", "codes"),
    [
        ("hello .", "hello.", [], []),
        ("well , now !", "well, now!", [], []),
        ("xxx .", "", [("gap", 0, 0, "unintelligible")], []),
        ("yyy www .", "", [("unclear", 0, 0, ""), ("gap", 0, 0, "untranscribed")], []),
        ("Exxon xxx .", "Exxon.", [("gap", 5, 5, "unintelligible")], []),
        ("0 .", "", [], []),
        ("0 [=! cries] .", "", [("vocal", 0, 0, "cries")], []),
        ("it 0is open .", "it is open.", [("supplied", 3, 5, "")], []),
        ("007 came .", "007 came.", [], []),
        ("(be)cause of you .", "because of you.", [("supplied", 0, 2, "")], []),
        ("gonna [: going to] go .", "gonna go.", [("gloss", 5, 5, "going to")], []),
        ("the ferry [= a boat] .", "the ferry.", [("gloss", 9, 9, "a boat")], []),
        ("<on the road> [?] .", "on the road.", [("unclear", 0, 11, "")], []),
        ("on the road [=? roof] .", "on the road.", [("unclear", 7, 11, "roof")], []),
        ('he said <come here> ["] .', "he said come here.", [("quote", 8, 17, "")], []),
        ("<I I> [/] <I want> [//] we [<] go [+ exc] .", "I I I want we go.", [], ["[/]", "[//]", "[<]", "[+ exc]"]),
        ("+< so +/.", "so—", [], ["+<"]),
        ("wha:t ˈhap^py ↑day .", "what happy day.", [], []),
        ("at 5:30 now .", "at 5:30 now.", [], []),
        ("New_York go+kart dog@o ja@s:deu .", "New York go-kart dog ja.", [], []),
        ("&-uh &+fr &~gaga &uh (1.5) #  .", "uh fr gaga uh.", [("pause", 13, 13, "1.5"), ("pause", 13, 13, ".")], []),
        ("&*MOT:mhm no [^ door slams] .", "no.", [("vocal", 0, 0, "MOT:mhm"), ("incident", 2, 2, "door slams")], []),
        ("“no” she said .", "“no” she said.", [], []),
        ("is it ? yes .", "is it? yes.", [], []),
    ],
)  # fmt: skip
def test_the_text_of_a_line_is_what_was_uttered(
    line: str, text: str, marks: list[tuple[str, int, int, str]], codes: list[str]
) -> None:
    found = said(line)
    assert found.text == text
    assert [(mark.type, mark.start, mark.end, mark.words) for mark in found.marks] == marks
    assert list(found.codes) == codes


def test_a_line_with_several_bullets_lasts_from_the_first_to_the_last() -> None:
    found = said("one \x151_20\x15 two . \x1530_45\x15")
    assert (found.text, found.start, found.end, found.printed) == ("one two.", 1, 45, None)


def test_a_picture_and_an_old_sound_bullet_are_kept() -> None:
    found = said('look \x15%pic:"map.jpg"\x15 here . \x15%snd:"bridge"_100_250\x15')
    assert (found.text, found.start, found.end, found.codes) == ("look here.", 100, 250, ('%pic:"map.jpg"',))


def test_a_telling_from_elsewhere_becomes_a_file_that_others_read() -> None:
    marks = (Mark(type="gap", start=5, end=5), Mark(type="unclear", start=6, end=9))
    turns = (
        Turn(id="1", number=1, speakers=("p1",), text="Is the bridge open?", start=1200, end=2650),
        Turn(id="2", number=2, speakers=("p1", "p2"), text="Since [noon], *not* at 5:30."),
        Turn(id="3", number=3, text="Thank you", start=1, marks=marks, words=(Word(0, 5, 1, 2, 0.5),)),
        Turn(id="4", number=4, speakers=("p2",), text="Добре.", language="uk", start=5, end=9),
    )
    speakers = (Speaker(id="p1", labels=("Old caller",)), Speaker(id="p2", labels=("Desk",), role="Watch officer"))
    telling = Transcript(id="t7", conversation="c9", format="text", speakers=speakers, turns=turns, language="en")
    content = chat.write([Dossier(conversation=Conversation(id="c9", title="The bridge"), transcripts=(telling,))])
    assert content.decode().startswith(
        "@UTF8\n@Begin\n@Languages:\teng\n@Participants:\tOLD Old_caller Participant, OLD2 Old_caller_+_Desk Participant, "
        "DES Desk Watch_officer, UNK Unidentified\n"
    )
    assert "\n*OLD:\tIs the bridge open ? \x151200_2650\x15\n" in content.decode()
    assert detect(content, "x").name == "chat"
    again = chat.read(content, name="call.cha").transcripts[0]
    assert again.speakers == speakers
    assert again.doubts == ()
    for turn, back in zip(turns, again.turns, strict=True):
        assert replace(back, raw=None, printed=None, extra=()) == turn
    theirs = pylangacq.CHAT.from_strs([content.decode()], strict=False)
    assert len(theirs.utterances()) == 4


def test_an_edited_turn_is_printed_anew_and_the_rest_as_it_was() -> None:
    reading = chat.read(CALL.encode(), name="call.cha")
    transcript = reading.transcripts[0]
    turns = (transcript.turns[0], replace(transcript.turns[1], text="Since nine.", marks=()), transcript.turns[2])
    edited = replace(transcript, turns=turns)
    content = chat.write([Dossier(conversation=reading.conversations[0], transcripts=(edited,))])
    before, after = CALL.split("since &-uh")[0], CALL[CALL.index("@Eg:") :]
    assert content.decode() == before + "Since nine . \x152700_4000\x15\n" + after


def test_a_renamed_speaker_is_added_to_the_participants() -> None:
    reading = chat.read(CALL.encode(), name="call.cha")
    transcript = reading.transcripts[0]
    named = replace(transcript.speakers[1], labels=("Timofey",))
    edited = replace(transcript, speakers=(transcript.speakers[0], named))
    content = chat.write([Dossier(conversation=reading.conversations[0], transcripts=(edited,))]).decode()
    assert "BOY Target_Child, TIM Timofey Target_Child\n@ID:\teng|earwitness|TIM|" in content
    assert "*TIM:\tsince &-uh noon [?]" in content
    assert chat.read(content.encode(), name="x").transcripts[0].turns[1].text == "since uh noon."


def test_bad_lines_are_told_and_the_good_ones_kept() -> None:
    call = HEAD + "*GRA:\tone . \x15900_100\x15\nstray words\n*BOY:\n*BOY:\ttwo .\n@End\n"
    transcript = chat.read(call.encode(), name="call.cha").transcripts[0]
    assert [turn.text for turn in transcript.turns] == ["one.", "two."]
    assert (transcript.turns[0].start, transcript.turns[0].end) == (900, None)
    assert transcript.doubts == (
        Doubt(what="line 11: it ends at 100 ms, before it starts at 900", turn=1),
        Doubt(what="line 12: no header, main line or tier; it is kept: stray words"),
        Doubt(what="line 13: *BOY says nothing"),
    )
    assert rewritten(call.encode()) == call.encode()


@pytest.mark.parametrize("charset", ["utf-8-sig", "utf-16", "cp1251"])
def test_other_character_sets_keep_their_bullets(charset: str) -> None:
    call = HEAD + "".join(f"*GRA:\tмост открыт с полудня , да ? \x15{n}00_{n}50\x15\n" for n in range(40)) + "@End\n"
    content = call.encode(charset)
    assert detect(content, "x").name == "chat"
    turns = chat.read(content, name="call.cha").transcripts[0].turns
    assert len(turns) == 40
    assert (turns[39].text, turns[39].start) == ("мост открыт с полудня, да?", 3900)


def test_windows_line_ends_are_written_back() -> None:
    content = CALL.replace("\n", "\r\n").encode()
    assert rewritten(content) == content


def test_other_files_are_not_claimed() -> None:
    assert chat.detects(CALL.encode(), "x") == 1.0
    for other in (b"", b"*GRA:\thello", b"@prefix x: <y> .", b"Write to me @home\n", b"<p>@Begin</p>", b"\x00@\x01"):
        assert chat.detects(other, "x.cha") == 0.0
    with pytest.raises(MalformedText):
        chat.read(b"Ada: hello\nBen: hello\n", name="x.cha")
    assert chat.read((HEAD + "@End\n").encode(), name="x.cha").transcripts == ()


def test_a_forged_tier_of_ours_is_told() -> None:
    forged = (
        HEAD
        + '*GRA:\tone .\n%xexact:\t{"marks":[{"type":"gap","start":90,"end":95}]}\n*GRA:\ttwo .\n%xexact:\t[}\n@End\n'
    )
    transcript = chat.read(forged.encode(), name="x.cha").transcripts[0]
    assert [turn.text for turn in transcript.turns] == ["one.", "two."]
    assert len(transcript.doubts) == 2


def test_a_million_empty_lines_finish() -> None:
    reading = chat.read((HEAD + "*GRA:\t\n" * 200_000 + "@End\n").encode(), name="x.cha")
    assert reading.transcripts == ()
    assert len(reading.doubts) == 102


@given(st.binary(max_size=200), st.integers(0, 600), st.integers(0, 40))
def test_any_bytes_are_read_or_refused(noise: bytes, place: int, cut: int) -> None:
    content = CALL.encode()
    for changed in (noise, content[:place] + noise + content[place + cut :]):
        try:
            reading = chat.read(changed, name="x.cha")
        except EarwitnessError:
            continue
        for transcript in reading.transcripts:
            for turn in transcript.turns:
                assert all(0 <= mark.start <= mark.end <= len(turn.text) for mark in turn.marks)
                assert all(0 <= word.first <= word.last <= len(turn.text) for word in turn.words)


_SAID = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=25).map(lambda text: " ".join(text.split()))


@st.composite
def _turns(draw: st.DrawFn) -> tuple[Turn, ...]:
    turns = []
    for number in range(1, draw(st.integers(1, 5)) + 1):
        text = draw(
            _SAID | st.from_regex(r"[a-z ]{0,8}[&+(\[<@:_0*]{0,3}[a-z]{0,5}[.?!…]?", fullmatch=True).map(str.strip)
        )
        start = draw(st.none() | st.integers(0, 400_000_000))
        marks = []
        if text:
            first = draw(st.integers(0, len(text)))
            last = draw(st.integers(first, len(text)))
            kind = draw(st.sampled_from(["gap", "unclear", "supplied", "gloss", "vocal", "incident", "pause", "quote"]))
            marks = [Mark(type=kind, start=first, end=last, words=draw(_SAID))] if draw(st.booleans()) else []
        turns.append(
            Turn(
                id=str(number), number=number, speakers=draw(st.sampled_from([(), ("p1",), ("p2",), ("p1", "p2")])),
                text=text, start=start, end=start if start is None else start + draw(st.integers(0, 9000)),
                marks=tuple(marks),
            )
        )  # fmt: skip
    return tuple(turns)


@given(_turns())
def test_every_telling_comes_back_through_the_file(turns: tuple[Turn, ...]) -> None:
    speakers = (Speaker(id="p1", labels=("Old, caller_1",)), Speaker(id="p2", labels=("Desk",)))
    telling = Transcript(id="t1", conversation="c1", format="text", speakers=speakers, turns=turns)
    content = chat.write([Dossier(conversation=Conversation(id="c1"), transcripts=(telling,))])
    again = chat.read(content, name="x.cha").transcripts[0]
    names = {speaker.id: speaker.labels[0] for speaker in again.speakers}
    wanted = {"p1": "Old caller 1", "p2": "Desk"}
    for turn, back in zip(turns, again.turns, strict=True):
        assert replace(back, raw=None, printed=None, extra=(), speakers=turn.speakers) == turn
        assert [names[id] for id in back.speakers] == [wanted[id] for id in turn.speakers]
    assert chat.write([Dossier(conversation=Conversation(id="c1"), transcripts=(again,))]) == content


@pytest.mark.skipif(not SHARED.exists(), reason="the shared samples are not here")
def test_every_sample_is_read_whole_and_written_back() -> None:
    paths = sorted(SHARED.iterdir())
    assert paths
    for path in paths:
        content = path.read_bytes()
        assert detect(content, "x").name == "chat"
        reading = chat.read(content, name=path.name)
        told = " ".join(turn.text for turn in reading.transcripts[0].turns)
        lines = re.findall(r"^\*\w+:\t(.*)$", content.decode(), re.MULTILINE)
        # The control counts words by a rule of its own: what is left without brackets, bullets and ends.
        words = re.findall(r"\w+", re.sub(r"\[[^\]]*\]|\x15[^\x15]*\x15", " ", " ".join(lines)))
        assert re.findall(r"\w+", told) == words
        assert rewritten(content) == content


@pytest.mark.skipif(not SHARED.exists(), reason="the shared samples are not here")
def test_pylangacq_reads_the_same() -> None:
    """It leaves retraced words out, so the line that has some is compared without."""
    plain = (
        HEAD
        + "*GRA:\tis the bridge , say , open ? \x15100_2650\x15\n*BOY:\tsince (noon)time . \x152700_4000\x15\n@End\n"
    )
    for content in (plain, *(path.read_text(encoding="utf-8") for path in sorted(SHARED.iterdir()))):
        theirs = pylangacq.CHAT.from_strs([content], strict=False).utterances()
        ours = chat.read(content.encode(), name="x.cha").transcripts[0].turns
        assert len(theirs) == len(ours)
        for utterance, turn in zip(theirs, ours, strict=True):
            assert turn.raw is not None
            assert turn.raw.startswith(f"*{utterance.participant}:")
            times = (turn.start, turn.end) if turn.start is not None else None
            assert (tuple(utterance.time_marks) if utterance.time_marks else None) == times
            if "[/]" not in turn.raw:
                words = [token.word for token in utterance.tokens if re.search(r"\w", token.word)]
                assert re.findall(r"\w+", turn.text) == words


def test_the_table_says_what_it_carries() -> None:
    assert FORMATS["chat"].suffixes == (".cha",)
    assert FORMATS["chat"].loses == ("translation", "ids", "segments")
