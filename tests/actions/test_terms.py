"""The acts on the glossary, and the file that a person edits."""

from __future__ import annotations

import pytest

from earwitness import actions
from earwitness.errors import BadInput, Conflict, MalformedText, NotFound
from earwitness.model.glossary import FILE

ADA, BO = "Ada Example", "Bo Example"
LYING = {
    "term": "лежачий", "language": "ru", "meaning": "Somebody who cannot walk.", "source": "the night watch",
    "renderings": {"en": ["lying down", "unable to walk"]},
}  # fmt: skip


def names(desk):
    return [term.term for term in actions.glossary(desk, uses=False).terms]


def test_a_term_is_added_changed_and_taken_out_and_each_can_be_undone(desk):
    actions.add_term(desk, LYING, agent=ADA)
    changed = actions.change_term(desk, "лежачий", {"forms": ["лежача"], "language": ["ru", "uk"]}, agent=BO)
    assert actions.term(desk, "лежача").languages == ("ru", "uk")
    removed = actions.remove_term(desk, "лежачий", agent=ADA)
    assert names(desk) == []
    with pytest.raises(Conflict, match="came later"):
        actions.undo(desk, changed.act, agent=ADA)
    actions.undo(desk, removed.act, agent=ADA)
    actions.undo(desk, changed.act, agent=ADA)
    assert actions.term(desk, "лежачий").languages == ("ru",)
    assert 'language = "ru"' in (desk.path / FILE).read_text(encoding="utf-8")
    assert not actions.verify(desk).faults
    acts = actions.log(desk, verb="glossary").acts
    assert [act.reason for act in acts] == [
        "“лежачий” is taken out",
        "“лежачий” is changed",
        "the glossary has “лежачий”",
    ]


def test_the_first_act_undone_leaves_no_file(desk):
    done = actions.add_term(desk, LYING, agent=ADA)
    actions.undo(desk, done.act, agent=ADA)
    assert not (desk.path / FILE).exists()
    assert names(desk) == []


def test_a_term_is_there_once_and_near_ones_are_named(desk):
    actions.add_term(desk, LYING, agent=ADA)
    with pytest.raises(Conflict, match="already"):
        actions.add_term(desk, LYING, agent=ADA)
    with pytest.raises(NotFound) as caught:
        actions.term(desk, "лежащий")
    assert caught.value.near == ("лежачий",)
    with pytest.raises(MalformedText, match="no source"):
        actions.add_term(desk, {**LYING, "term": "крен", "source": ""}, agent=ADA)
    with pytest.raises(BadInput, match="says all this"):
        actions.change_term(desk, "лежачий", {"source": "the night watch"}, agent=ADA)


def test_an_act_on_an_older_version_is_refused(desk):
    actions.add_term(desk, LYING, agent=ADA)
    seen = actions.glossary(desk).digest
    actions.change_term(desk, "лежачий", {"url": "https://www.example.org/"}, agent=BO, expected=seen)
    with pytest.raises(Conflict, match="since you looked"):
        actions.change_term(desk, "лежачий", {"source": "Bo"}, agent=BO, expected=seen)


def test_what_a_person_edited_is_never_written_over(desk):
    actions.add_term(desk, LYING, agent=ADA)
    file = desk.path / FILE
    mine = file.read_text(encoding="utf-8").replace("cannot walk", "is carried") + "# mine\n"
    file.write_text(mine, encoding="utf-8")
    assert "not read in" in actions.glossary(desk).notice
    assert [notice.path for notice in actions.verify(desk).notices] == [FILE]
    with pytest.raises(Conflict, match="not read in"):
        actions.remove_term(desk, "лежачий", agent=ADA)
    assert actions.term(desk, "лежачий").meaning == {"": "Somebody who cannot walk."}
    done = actions.load_glossary(desk, agent=BO)
    assert done.messages == ("0 term(s) added, 1 changed, 0 taken out",)
    assert actions.term(desk, "лежачий").meaning == {"": "Somebody who is carried."}
    assert file.read_text(encoding="utf-8") == mine
    assert actions.verify(desk).notices == () == actions.verify(desk).faults
    with pytest.raises(BadInput, match="that stands"):
        actions.load_glossary(desk, agent=BO)


def test_a_file_that_is_off_changes_nothing(desk):
    actions.add_term(desk, LYING, agent=ADA)
    (desk.path / FILE).write_text('[[term]]\nterm = "крен"\n', encoding="utf-8")
    with pytest.raises(MalformedText) as caught:
        actions.load_glossary(desk, agent=ADA)
    assert (caught.value.path, caught.value.line) == (FILE, 1)
    assert names(desk) == ["лежачий"]


def test_a_link_is_not_followed_and_a_lost_file_comes_back(desk, tmp_path):
    actions.add_term(desk, LYING, agent=ADA)
    file = desk.path / FILE
    kept = file.read_bytes()
    file.unlink()
    actions.rebuild(desk)
    assert file.read_bytes() == kept
    (tmp_path / "elsewhere").write_text("a secret", encoding="utf-8")
    file.unlink()
    file.symlink_to(tmp_path / "elsewhere")
    assert "a secret" not in actions.glossary(desk).notice
    assert [fault.path for fault in actions.verify(desk).faults] == [FILE]
    with pytest.raises(NotFound):
        actions.load_glossary(desk, agent=ADA)


def test_the_starter_is_added_beside_what_is_there(desk):
    actions.add_term(desk, {**LYING, "term": "Mayday", "language": "en", "source": "ours"}, agent=ADA)
    actions.add_starter(desk, agent=ADA)
    every = {term.term: term for term in actions.glossary(desk, uses=False).terms}
    assert 100 < len(every)
    assert every["Mayday"].source == "ours"
    assert all(term.source and {"en", "uk"} <= term.meaning.keys() for name, term in every.items() if name != "Mayday")
    with pytest.raises(BadInput, match="already"):
        actions.add_starter(desk, agent=ADA)
