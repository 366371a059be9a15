"""Times of day: words in, minutes after noon or midnight out."""

import pytest

from earwitness.tellings.clocks import find_clocks


@pytest.mark.parametrize(
    ("text", "language", "minutes"),
    [
        ("He had it at a quarter to five.", "en", [285]),
        ("at quarter past five", "en", [315]),
        ("At two fifty.", "en", [170]),
        ("at ten to three", "en", [170]),
        ("Tomorrow at 14:30", "en", [150]),
        ("в половине четвёртого", "ru", [210]),
        ("без четверти пять", "ru", [285]),
        ("о пів на третю", "uk", [150]),
        ("from five to ten people", "en", []),
        ("about two hundred", "en", []),
    ],
)
def test_times_of_day(text, language, minutes):
    assert [clock.minutes for clock in find_clocks(text, language)] == minutes
