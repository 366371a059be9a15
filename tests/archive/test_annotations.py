"""Notes, codes and cautions in the archive: kept, changed, undone, rebuilt, erased to the last fragment."""

from __future__ import annotations

import pytest
from sqlalchemy import delete

from earwitness.archive import Archive, verify
from earwitness.archive.schema import remarks
from earwitness.errors import Conflict, NotFound
from earwitness.identifiers import new_id
from earwitness.model import Caution, Code, Coding, Note, Quote

from .conftest import account
from .test_erasing import found_in, fragments


def quote(transcript: str, words: str = "How much water", turn: str = "3") -> Quote:
    return Quote(transcript=transcript, revision=1, turn=turn, exact=words, number=int(turn))


def note(transcript: str, text: str = "They mean the bilge.", **more: object) -> Note:
    return Note(id=new_id("note"), text=text, quotes=(quote(transcript),), **more)  # type: ignore[arg-type]


def same_after_rebuild(archive: Archive) -> None:
    before = archive.catalog.content_digest()
    with archive.writing() as writer:
        assert writer.rebuild_catalog() == before
    assert verify(archive).faults == ()


def test_what_is_written_stands_until_it_is_undone_and_comes_back(archive: Archive, clerk) -> None:  # type: ignore[no-untyped-def]
    filed = clerk.file("One")
    grief = Code(id=new_id("code"), name="grief", colour=1)
    clerk.do("code", grief)
    put = (
        note(filed.transcript),
        Coding(id=new_id("coding"), code=grief.id, quotes=(quote(filed.transcript),)),
        Caution(id=new_id("caution"), kind="death", quotes=(quote(filed.transcript),)),
        Caution(id=new_id("caution"), kind="grief", whole=filed.conversation),
    )
    made = [clerk.do("note", each) for each in put]
    catalog = archive.catalog
    places = [filed.transcript, filed.conversation]
    assert tuple(each.annotation for each in catalog.annotations(places)) == put
    assert [catalog.noun(each.id) for each in put] == ["note", "coding", "caution", "caution"]
    assert catalog.noun(grief.id) == "code"
    assert catalog.changed(2) == (filed.transcript,)
    undone = clerk.undo(made[1])
    assert tuple(each.annotation for each in catalog.annotations()) == (put[0], *put[2:])
    clerk.undo(undone)
    assert tuple(each.annotation for each in catalog.annotations()) == put
    same_after_rebuild(archive)


def test_what_was_said_of_it_stands_on_top_and_the_same_word_twice_is_a_conflict(archive: Archive, clerk) -> None:  # type: ignore[no-untyped-def]
    filed = clerk.file("One")
    code, remark = Code(id=new_id("code"), name="greif"), note(filed.transcript)
    clerk.do("code", code)
    clerk.do("note", remark)
    clerk.state(code.id, "name", "grief", expected="greif")
    with pytest.raises(Conflict) as refused:
        clerk.state(code.id, "name", "sorrow", expected="greif")
    assert (refused.value.expected, refused.value.found) == ("greif", "grief")
    clerk.state(code.id, "retired", "true", expected="false")
    reworded = clerk.state(remark.id, "text", "They mean the hold.")
    clerk.state(remark.id, "withdrawn", "true")
    (coded,) = archive.catalog.codes()
    assert (coded.code.name, coded.code.retired) == ("grief", True)
    assert archive.catalog.annotations() == ()
    (kept,) = archive.catalog.annotations(withdrawn=True)
    assert isinstance(kept.annotation, Note)
    assert (kept.annotation.text, kept.changed_by) == ("They mean the hold.", "clerk")
    with pytest.raises(Conflict):
        clerk.undo(archive.catalog.act(kept.act).id)
    assert archive.catalog.act(reworded).effective
    same_after_rebuild(archive)


def test_a_code_in_use_cannot_be_undone_and_an_unknown_one_cannot_be_used(archive: Archive, clerk) -> None:  # type: ignore[no-untyped-def]
    filed = clerk.file("One")
    code = Code(id=new_id("code"), name="grief")
    made = clerk.do("code", code)
    used = clerk.do("code", Coding(id=new_id("coding"), code=code.id, quotes=(quote(filed.transcript),)))
    below = clerk.do("code", Code(id=new_id("code"), name="loss", parent=code.id))
    with pytest.raises(Conflict) as refused:
        clerk.undo(made)
    assert refused.value.found == f"{used}, {below}"
    clerk.undo(below)
    undone = clerk.undo(used)
    clerk.undo(made)
    with pytest.raises(Conflict):
        clerk.undo(undone)  # the coding would stand on a code that is gone
    unknown = Coding(id=new_id("coding"), code="k0000000000", quotes=(quote(filed.transcript),))
    with pytest.raises(NotFound):
        clerk.do("code", unknown)
    with pytest.raises(NotFound):
        clerk.do("note", note("t0000000000"))
    same_after_rebuild(archive)


def test_an_act_on_a_code_reaches_the_passages_below_it(archive: Archive, clerk) -> None:  # type: ignore[no-untyped-def]
    one, other = clerk.file("One"), clerk.file("Other")
    upper, lower = Code(id=new_id("code"), name="grief"), Code(id=new_id("code"), name="loss")
    clerk.do("code", upper)
    clerk.do("code", lower)
    clerk.state(lower.id, "parent", upper.id)
    clerk.do("code", Coding(id=new_id("coding"), code=lower.id, quotes=(quote(one.transcript),)))
    before = archive.catalog.position.sequence
    renamed = clerk.state(upper.id, "name", "sorrow")
    assert archive.catalog.changed(before) == (one.transcript,)
    clerk.undo(renamed)
    assert archive.catalog.changed(before + 1) == (one.transcript,)
    assert other.transcript not in archive.catalog.changed(before)


def test_verify_names_what_the_catalog_lost(archive: Archive, clerk) -> None:  # type: ignore[no-untyped-def]
    remark = note(clerk.file("One").transcript)
    clerk.do("note", remark)
    assert verify(archive).faults == ()
    with archive.catalog.writing() as connection:
        connection.execute(delete(remarks))
    archive.catalog.close()
    (fault,) = verify(archive).faults
    assert (fault.kind, fault.expected) == ("stale", f"note {remark.id}")


def test_erasing_a_transcript_leaves_not_a_fragment_of_what_was_written_on_it(archive: Archive, clerk) -> None:  # type: ignore[no-untyped-def]
    other, filed = clerk.file("Bridge"), clerk.file("Home", ("Tell Quillfeather I am sorry.", "Yes."))
    code = Code(id=new_id("code"), name="grief")
    clerk.do("code", code)
    stays = note(other.transcript, "It stays.")
    clerk.do("note", stays)
    on = quote(filed.transcript, "Quillfeather", "1")
    remark = Note(id=new_id("note"), text="Halvorsen knows him.", quotes=(on,))
    made = clerk.do("note", remark, reason="Veldenreich asked", subjects=(remark.id, filed.transcript))
    clerk.state(remark.id, "text", "Zirkelbach knows him.")
    clerk.do("note", Note(id=new_id("note"), text="Trondheim too.", quotes=(on,), answers=remark.id))
    clerk.do("code", Coding(id=new_id("coding"), code=code.id, quotes=(on,)), subjects=(filed.transcript,))
    clerk.undo(clerk.do("caution", Caution(id=new_id("caution"), kind="death", quotes=(on,))))
    secrets = fragments("Quillfeather Halvorsen Veldenreich Zirkelbach Trondheim")
    archive.close()
    assert {piece for _, piece in found_in(archive.path, secrets)} == secrets, "the control"
    with archive.writing() as writer:
        writer.erase([filed.source], account("erase", subjects=(filed.source,)))
    archive.close()
    assert found_in(archive.path, secrets) == set()
    assert [each.annotation for each in archive.catalog.annotations()] == [stays]
    assert archive.catalog.act(made).reason == ""
    assert archive.catalog.codebook().path(code.id) == "grief", "the codebook is nobody's words"
    same_after_rebuild(archive)
