"""A possible match by sound alone: two recordings that nobody has written down."""

from types import SimpleNamespace

import numpy as np
import pytest
from selectolax.lexbor import LexborHTMLParser

from earwitness import actions
from earwitness.actions import soundings
from earwitness.formats.sound.fingerprint import Fingerprint, packed

from ..actions.sounds import tape
from .test_matches import say


@pytest.fixture
def tapes(folder, monkeypatch):
    """A recording of a minute and a clip of its middle, filed and looked through before the desk opens."""
    chance = np.random.default_rng(1)
    times = np.sort(chance.integers(0, 3750, size=960)).astype(np.int32)
    pitches = (chance.beta(2, 5, size=960) * 196).astype(np.uint8)
    within = (1250 <= times) & (times < 2500)
    whole = Fingerprint(duration=60_000, landmarks=packed(times, pitches))
    clip = Fingerprint(duration=20_000, landmarks=packed(times[within] - np.int32(1250), pitches[within]))
    with actions.open_desk(folder) as desk:
        filed = [
            tape(desk, title=title, duration=print_.duration, content=title.encode())
            for title, print_ in (("The bridge", whole), ("Posted again", clip))
        ]
        known = dict(zip((recording.id for recording in filed), (whole, clip), strict=True))
        monkeypatch.setattr(
            soundings, "sounding", lambda _, recording: SimpleNamespace(fingerprint=known[recording.id])
        )
        actions.propose(desk)
    return filed


def test_it_says_where_the_clip_lies_and_a_link_keeps_that(tapes, folder, desk):
    whole, clip = tapes
    address = f"/matches/{whole.conversation}/{clip.conversation}"
    shown = " ".join(LexborHTMLParser(desk.get(address).text).body.text(separator=" ").split())
    assert "the same sound 100% of the shorter, from 0:20 to 0:40 of the longer" in shown
    assert "recording of 1:00" in shown
    assert "recording of 0:20" in shown
    assert "a part of it" in shown
    assert "What was said" not in shown, "nobody has written it down"
    assert say(desk, address, "one").status_code == 200
    with actions.open_desk(folder) as opened:
        catalog = opened.archive.catalog
        assert (catalog.recording(clip.id).whole, catalog.recording(clip.id).offset) == (whole.id, 20_000)
        assert catalog.canonical(clip.conversation) == catalog.canonical(whole.conversation)


def test_two_that_are_not_the_same_stay_two(tapes, folder, desk):
    whole, clip = tapes
    assert say(desk, f"/matches/{whole.conversation}/{clip.conversation}", "not").status_code == 200
    with actions.open_desk(folder) as opened:
        assert actions.propose(opened).proposals == ()
        assert opened.archive.catalog.recording(clip.id).whole is None


def test_the_page_speaks_ukrainian_too(tapes, desk):
    whole, clip = tapes
    shown = desk.get(f"/matches/{whole.conversation}/{clip.conversation}", params={"ui": "uk"}).text
    assert "той самий звук" in shown
    assert "100% коротшого, з 0:20 до 0:40 довшого" in shown
