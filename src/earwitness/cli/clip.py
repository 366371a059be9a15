"""`earwitness clip`."""

from __future__ import annotations

from pathlib import Path

import click

from ..errors import WrongUsage
from ..times import Ms, parse_moment
from .call import Call, verb
from .terminal import clean, put, say


@verb("clip")
@click.argument("name", metavar="RECORDING|TURN[..TURN]")
@click.option("--from", "start", metavar="TIME", help="Where it begins, in seconds (12.3) or as 1:02.5.")
@click.option("--to", "end", metavar="TIME", help="Where it ends.")
@click.option(
    "-o", "--output", metavar="FILE", required=True, help="A new file: .wav, .flac, .opus or .mp3 says the format."
)
def command(call: Call, name: str, start: str | None, end: str | None, output: str) -> None:
    """Cuts a stretch out of a recording, to the sample, with its citation beside it.

    FILE.txt and FILE.json say where the clip is from: the recording and its SHA-256, the stretch in time and in samples, the
    turns heard in it. The clip carries no tags of the file it was cut from. Turns stand for the stretch from the start of the
    first to the end of the last. A stretch that the recording does not have is an error, and what access or terms hold back,
    the recording or a turn that is said there, does not leave (exit 6).

    \b
    Examples:
      earwitness clip r4f9k2mq7x1 --from 12.3 --to 15.8 -o ../water.wav
      earwitness clip t7w3n8zb5qd.12 -o ../hands.flac
      earwitness clip t7w3n8zb5qd.12..t7w3n8zb5qd.15 -o ../hands.opus
    """
    from .. import actions

    place = Path(output)
    with call.desk() as desk:
        clipped, _ = actions.clip(
            desk,
            name,
            start=moment(start, "--from"),
            end=moment(end, "--to"),
            to=place.suffix.lower().removeprefix("."),
            output=place,
        )
    if call.style == "json":
        call.write_json(clipped)
        return
    put(*(clean(file) for file in clipped.files))
    say(clean(clipped.plain))


def moment(text: str | None, option: str) -> Ms | None:
    """Returns the milliseconds of a time on the command line. Raises WrongUsage where it is none."""
    if text is None:
        return None
    found = parse_moment(text)
    if found is None:
        raise WrongUsage(f"{option} {text[:40]} is no time", hint="write seconds, 12.3, or a clock, 1:02.5")
    return found
