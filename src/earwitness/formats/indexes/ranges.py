"""IIIF ranges of segments: a table of contents that viewers show beside the sound.

After the IIIF Presentation API 3.0 (Range, `structures`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ...model import Recording, Segment
from ..projects.annotations import seconds
from ..projects.language_maps import language_map


def structure(base: str, canvas: str, recording: Recording, segments: Sequence[Segment]) -> dict[str, Any]:
    """Returns the range of a recording's index, a range in it for each segment, in the order of their times."""
    ordered = sorted(segments, key=lambda each: (each.start, each.id))
    starts = sorted({segment.start for segment in ordered})
    following = dict(zip(starts, [*starts[1:], recording.duration], strict=True))
    ranges = []
    for segment in ordered:
        end = segment.end if segment.end is not None else max(following[segment.start], segment.start)
        facts = {
            "Keywords": "; ".join(segment.keywords), "Subjects": "; ".join(segment.subjects),
            "First words": segment.words,
        }  # fmt: skip
        metadata = [
            {"label": language_map("en", name), "value": language_map("none", value)}
            for name, value in facts.items()
            if value
        ]
        ranges.append(
            {
                "id": f"{base}/segments/{segment.id}", "type": "Range",
                "label": language_map("none", segment.title or segment.synopsis or "; ".join(segment.keywords) or "—"),
                **({"summary": language_map("none", segment.synopsis)} if segment.synopsis else {}),
                **({"metadata": metadata} if metadata else {}),
                "items": [{"type": "Canvas", "id": f"{canvas}#t={seconds(segment.start)},{seconds(end)}"}],
            }
        )  # fmt: skip
    return {
        "id": f"{base}/segments/of/{recording.id}", "type": "Range", "label": language_map("en", "Index"), "items": ranges
    }  # fmt: skip


def painted(base: str, canvas: str, recording: Recording, media_type: str) -> list[dict[str, Any]]:
    """Returns the page that lays the sound on its canvas, from its first second to its last."""
    body = {"id": f"{base}/sound", "type": "Sound", "duration": seconds(recording.duration)}
    if media_type:
        body["format"] = media_type
    annotation = {
        "id": f"{base}/painting", "type": "Annotation", "motivation": "painting", "body": body, "target": canvas
    }  # fmt: skip
    return [{"id": f"{base}/page", "type": "AnnotationPage", "items": [annotation]}]
