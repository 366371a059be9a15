"""The codebook as a tree: paths, what lies below, merges, and loops that an undo may make."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from earwitness.model import Code, Codebook

GRIEF = Code(id="k1", name="grief", colour=3)
LOSS = Code(id="k2", name="loss", parent="k1")
FEAR = Code(id="k3", name="Fear", colour=5)
MOURNING = Code(id="k4", name="mourning", into="k1")
WAKE = Code(id="k5", name="wake", parent="k4")


def test_paths_depths_and_what_lies_below() -> None:
    book = Codebook((GRIEF, LOSS, FEAR, MOURNING, WAKE))
    assert [(depth, book.path(code.id)) for depth, code in book.in_order()] == [
        (0, "Fear"), (0, "grief"), (1, "grief/loss"), (1, "grief/wake"),
    ]  # fmt: skip
    assert book.within("k1") == {"k1", "k2", "k4", "k5"}
    assert book.within("k3") == {"k3"}
    assert book.path("k4") == "grief", "a merged code counts as the one it went into"
    assert (book.colour("k2"), book.colour("k5"), book.colour("k3")) == (3, 3, 5)


def test_a_code_is_found_by_id_path_or_name() -> None:
    other = Code(id="k6", name="loss", parent="k3")
    book = Codebook((GRIEF, LOSS, FEAR, MOURNING, other))
    assert book.named("Grief / LOSS") == (LOSS,)
    assert book.named("loss") == (LOSS, other), "a bare name may mean several"
    assert book.named("k4") == (GRIEF,)
    assert book.named("mourning") == (), "its name is free again"
    assert book.named("joy") == ()


IDS = [f"k{number}" for number in range(6)]
EDGES = st.lists(st.tuples(st.sampled_from([None, *IDS]), st.sampled_from([None, None, *IDS])), min_size=6, max_size=6)


@given(EDGES)
def test_no_loop_hangs_and_no_code_is_lost(edges: list[tuple[str | None, str | None]]) -> None:
    codes = [
        Code(id=id, name=id, parent=parent, into=into) for id, (parent, into) in zip(IDS, edges, strict=True)
    ]  # fmt: skip
    book = Codebook(codes)
    present = {code.id for _, code in book.in_order()}
    assert present == {id for id in IDS if book.target(id) == id}
    for id in IDS:
        assert book.line(id)[-1].id == book.target(id)
        assert id in book.within(id)
