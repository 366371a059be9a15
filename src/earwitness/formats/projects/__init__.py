"""What desks, archives and coding tools keep and exchange."""

from __future__ import annotations

from ..format import Format

PROJECTS: tuple[Format, ...] = (
    Format(
        name="refi-qda", title="REFI-QDA project", room="projects.refi", suffixes=(".qdpx", ".qdc"),
        media_type="application/vnd.qdpx",
        carries=("times", "speakers", "overlap", "marks", "translation", "language"), many=True,
        note="This writes the texts alone; codes and notes leave by the format qdpx.",
    ),
    Format(
        name="iiif", title="IIIF manifest", room="projects.iiif", suffixes=(".json", ".jsonld"),
        media_type="application/ld+json",
        carries=("times", "speakers", "overlap", "translation", "metadata", "language", "ids", "segments"), many=True,
        note="Ids begin with https://earwitness.invalid: put the address in its place at which you publish it.",
    ),
    Format(
        name="ftm", title="FollowTheMoney entities", room="projects.ftm", suffixes=(".ftm", ".ijson", ".ftm.json"),
        media_type="application/jsonl",
        carries=("times", "speakers", "overlap", "marks", "translation", "language"), many=True,
        note="A transcript is a PlainText in the Folder of its conversation; a language has three letters.",
    ),
    Format(
        name="otranscribe", title="oTranscribe", room="projects.otranscribe", suffixes=(".otr",),
        media_type="application/json", carries=("times", "speakers"),
        note="A timestamp within a paragraph begins a stretch of its text.",
    ),
    Format(
        name="lhotse", title="Lhotse supervisions", room="projects.lhotse",
        suffixes=(".supervisions.jsonl", ".supervisions.json"), media_type="application/jsonl",
        carries=("times", "words", "speakers", "language", "ids"), many=True,
        note="A turn without a time gets a stand-in, and its custom.untimed says so.",
    ),
    Format(
        name="convokit", title="ConvoKit utterances", room="projects.convokit",
        suffixes=(".utterances.jsonl", ".convokit.zip"), media_type="application/jsonl",
        carries=("times", "speakers", "ids"), many=True,
        note="Times stand in the meta of an utterance; a corpus' other files are read from its zip and not written.",
    ),
    Format(
        name="ohms", title="OHMS record", room="projects.ohms", suffixes=(".ohms.xml", ".xml"), media_type="text/xml",
        carries=("times", "speakers", "overlap", "marks", "translation", "language", "segments"), many=True,
        note="A record has one translation; the viewer of OHMS shows the first record of a file.",
    ),
)  # fmt: skip
