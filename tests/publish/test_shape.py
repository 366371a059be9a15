"""A talk is drawn a lane a voice; however long it is, the picture stays small. All of it is invented."""

from earwitness.model import Turn
from earwitness.publish.shape import lanes, path, shape
from earwitness.tellings.talk import Stretch
from earwitness.tellings.talk import shape as talk_of


def test_a_lane_is_dark_where_its_voice_speaks() -> None:
    talk = talk_of([
        Turn(id="1", number=1, speakers=("a",), text="How?", start=0, end=1000),
        Turn(id="2", number=2, speakers=("b",), text="So.", start=1500, end=4000),
    ])  # fmt: skip
    a, b, nobody = lanes(talk, [("a", "of another version"), ("b",), ("c",)])
    assert a is not None and b is not None and nobody is None
    assert (a.path, a.part, a.turns, a.words, a.time) == ("M0 0h250v10h-250z", 29, 1, 1, "0:01")
    assert b.path == "M375 0h625v10h-625z"
    told = shape(talk, "The log")
    assert (told.version, told.length, told.silence, told.overlap) == ("The log", "0:04", "", "")


def test_what_touches_on_paper_is_one_box_and_nothing_is_too_narrow_to_see() -> None:
    stretches = [Stretch(voice="a", turn=n, start=n * 10, end=n * 10 + 9) for n in range(10)]
    assert path(stretches, 100_000) == "M0 0h1v10h-1z"
    assert path([], 0) == ""


def test_a_long_hearing_is_drawn_by_how_much_of_each_part_is_whose() -> None:
    turns = [
        Turn(id=str(n), number=n, speakers=("a" if n % 4 else "b",), text="What was said then.") for n in range(20_000)
    ]
    a, b = lanes(talk_of(turns), [("a",), ("b",)])
    assert a is not None and b is not None
    assert (a.part, b.part) == (75, 25)
    assert len(a.path) < 6000
    assert a.path.startswith("M0 2h4v8h-4z")  # three quarters, rounded up
