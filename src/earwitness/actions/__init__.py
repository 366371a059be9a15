"""The verbs: one function each, behind every door.

Each is fetched on first use, so that one verb does not wait for the libraries of another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .adding import add
    from .anchoring import Passage, run_of
    from .annotating import read_annotations
    from .appendix import write_searches
    from .caring import caution
    from .checking import check, check_content, check_to
    from .citing import cite, resolve
    from .clipping import cite_stretch, clip
    from .coding import add_code, code, define_code, merge_codes, move_code, rename_code, retire_code
    from .collating import collate, collate_to
    from .collocating import collocate, collocates_table, compare, keyness_table
    from .concording import concord, concordance_table
    from .correcting import correct
    from .describing import describe
    from .desk import Desk, Progress, init, open_desk
    from .diarizing import diarize
    from .differing import diff
    from .elsewhere import as_opensearch
    from .erasing import erase
    from .examining import doctor
    from .exporting import export, formats
    from .filters import Filters
    from .glossing import check_glossary, glossary, term, write_glossary
    from .handing_in import hand_in
    from .hearings import draft, drafts, look_up, put_away, save, write
    from .history import log, undo
    from .keeping import forget_search, keep_search, note_search, rename_search, run_again, searches
    from .linking import link, reject, turns_of
    from .listing import list_conversations, list_table, queue
    from .mending import mend
    from .notebook import codebook, notes
    from .noting import answer, note, reword, withdraw
    from .outlining import outline
    from .parting import part, unlink
    from .pinpoints import cite_lines, resolve_lines
    from .placing import remarks_on
    from .points import read_segments
    from .proposing import apply_proposals, propose
    from .renewed import ask_again, compare_search, kept_of
    from .rereading import reread
    from .returning import accept_returned, returned, returned_content
    from .searching import search
    from .segmenting import segment, segments
    from .settling import match, settle
    from .showing import show, show_source
    from .sorting import code_conversations, uncode_conversations
    from .terms import add_starter, add_term, change_term, load_glossary, remove_term
    from .timing import align
    from .transcribing import transcribe
    from .translating import translate
    from .triaging import triage
    from .verifying import rebuild, verify
    from .voicing import speaker
    from .waiting import list_waiting
    from .writings import read_codebook, write_codebook

_ROOMS = {
    "Desk": "desk",
    "Filters": "filters",
    "Passage": "anchoring",
    "Progress": "desk",
    "accept_returned": "returning",
    "add": "adding",
    "add_code": "coding",
    "add_starter": "terms",
    "add_term": "terms",
    "align": "timing",
    "answer": "noting",
    "apply_proposals": "proposing",
    "ask_again": "renewed",
    "caution": "caring",
    "change_term": "terms",
    "check": "checking",
    "check_content": "checking",
    "check_glossary": "glossing",
    "check_to": "checking",
    "cite": "citing",
    "cite_lines": "pinpoints",
    "cite_stretch": "clipping",
    "clip": "clipping",
    "code": "coding",
    "code_conversations": "sorting",
    "codebook": "notebook",
    "collate": "collating",
    "collate_to": "collating",
    "compare_search": "renewed",
    "as_opensearch": "elsewhere",
    "collocate": "collocating",
    "collocates_table": "collocating",
    "compare": "collocating",
    "concord": "concording",
    "concordance_table": "concording",
    "correct": "correcting",
    "define_code": "coding",
    "describe": "describing",
    "diff": "differing",
    "draft": "hearings",
    "drafts": "hearings",
    "doctor": "examining",
    "erase": "erasing",
    "export": "exporting",
    "forget_search": "keeping",
    "formats": "exporting",
    "hand_in": "handing_in",
    "glossary": "glossing",
    "init": "desk",
    "keep_search": "keeping",
    "kept_of": "renewed",
    "keyness_table": "collocating",
    "link": "linking",
    "list_conversations": "listing",
    "list_table": "listing",
    "list_waiting": "waiting",
    "load_glossary": "terms",
    "log": "history",
    "look_up": "hearings",
    "match": "settling",
    "mend": "mending",
    "merge_codes": "coding",
    "move_code": "coding",
    "note": "noting",
    "note_search": "keeping",
    "notes": "notebook",
    "open_desk": "desk",
    "outline": "outlining",
    "part": "parting",
    "propose": "proposing",
    "put_away": "hearings",
    "queue": "listing",
    "read_annotations": "annotating",
    "read_codebook": "writings",
    "read_segments": "points",
    "rebuild": "verifying",
    "reject": "linking",
    "remarks_on": "placing",
    "remove_term": "terms",
    "rename_code": "coding",
    "rename_search": "keeping",
    "reread": "rereading",
    "resolve": "citing",
    "resolve_lines": "pinpoints",
    "returned": "returning",
    "returned_content": "returning",
    "retire_code": "coding",
    "reword": "noting",
    "run_again": "keeping",
    "run_of": "anchoring",
    "save": "hearings",
    "search": "searching",
    "searches": "keeping",
    "segment": "segmenting",
    "segments": "segmenting",
    "settle": "settling",
    "show": "showing",
    "show_source": "showing",
    "speaker": "voicing",
    "term": "glossing",
    "diarize": "diarizing",
    "translate": "translating",
    "transcribe": "transcribing",
    "triage": "triaging",
    "uncode_conversations": "sorting",
    "turns_of": "linking",
    "undo": "history",
    "unlink": "parting",
    "verify": "verifying",
    "withdraw": "noting",
    "write": "hearings",
    "write_codebook": "writings",
    "write_glossary": "glossing",
    "write_searches": "appendix",
    "write_whole": "parcels",
}
"""Where each verb lives."""


def __getattr__(name: str) -> Any:
    if name not in _ROOMS:
        raise AttributeError(f"there is no verb {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_ROOMS[name]}"), name)


__all__ = [
    "Desk",
    "Filters",
    "Passage",
    "Progress",
    "accept_returned",
    "add",
    "add_code",
    "add_starter",
    "add_term",
    "align",
    "answer",
    "apply_proposals",
    "as_opensearch",
    "ask_again",
    "caution",
    "change_term",
    "check",
    "check_content",
    "check_glossary",
    "check_to",
    "cite",
    "cite_lines",
    "cite_stretch",
    "clip",
    "code",
    "code_conversations",
    "codebook",
    "collate",
    "collate_to",
    "collocate",
    "collocates_table",
    "compare",
    "compare_search",
    "concord",
    "concordance_table",
    "correct",
    "define_code",
    "describe",
    "diarize",
    "diff",
    "doctor",
    "draft",
    "drafts",
    "erase",
    "export",
    "forget_search",
    "formats",
    "glossary",
    "hand_in",
    "init",
    "keep_search",
    "kept_of",
    "keyness_table",
    "link",
    "list_conversations",
    "list_table",
    "list_waiting",
    "load_glossary",
    "log",
    "look_up",
    "match",
    "mend",
    "merge_codes",
    "move_code",
    "note",
    "note_search",
    "notes",
    "open_desk",
    "outline",
    "part",
    "propose",
    "put_away",
    "queue",
    "read_annotations",
    "read_codebook",
    "read_segments",
    "rebuild",
    "reject",
    "remarks_on",
    "remove_term",
    "rename_code",
    "rename_search",
    "reread",
    "resolve",
    "resolve_lines",
    "retire_code",
    "returned",
    "returned_content",
    "reword",
    "run_again",
    "run_of",
    "save",
    "search",
    "searches",
    "segment",
    "segments",
    "settle",
    "show",
    "show_source",
    "speaker",
    "term",
    "transcribe",
    "translate",
    "triage",
    "turns_of",
    "uncode_conversations",
    "undo",
    "unlink",
    "verify",
    "withdraw",
    "write",
    "write_codebook",
    "write_glossary",
    "write_searches",
    "write_whole",
]
