"""The hand list of names that row 4 counts by: the index finds them, and its traps can be fallen into."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

from benchmarks import forms


def test_names_are_found_and_traps_are_not() -> None:
    found, traps = forms.names()
    assert len(found.wrong) < 0.01 * found.pairs
    assert len(traps.wrong) < 0.05 * traps.pairs


def test_the_control_a_list_turned_round_is_judged_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms, "PAIRS", "Kherson = en:Boston ! ru:Херсоне")
    found, traps = forms.names()
    assert (found.wrong, traps.wrong) == ([("Kherson", "Boston")], [("Kherson", "Херсоне")])
