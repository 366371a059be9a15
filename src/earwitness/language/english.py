"""Lemmas of English words: an own table of irregular forms, then simplemma's dictionary, then contractions."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping

_IRREGULAR = """
be am is are was were been being; have has had having; do does did done doing; go goes went gone going
arise arose arisen; awake awoke awoken; bear bore borne born; beat beaten; become became; begin began begun; bend bent
bet; bid bade bidden; bind bound; bite bit bitten; bleed bled; blow blew blown; break broke broken; breed bred
bring brought; build built; burn burnt; burst; buy bought; cast; catch caught; choose chose chosen; cling clung
come came; cost; creep crept; cut; deal dealt; dig dug; dive dove; draw drew drawn; dream dreamt; drink drank drunk
drive drove driven; dwell dwelt; eat ate eaten; fall fell fallen; feed fed; feel felt; fight fought; find found
flee fled; fling flung; fly flew flown; forbid forbade forbidden; forecast; forget forgot forgotten
forgive forgave forgiven; forsake forsook forsaken; freeze froze frozen; get got gotten getting; give gave given
grind ground; grow grew grown; hang hung; hear heard; hide hid hidden; hit hitting; hold held; hurt; keep kept
kneel knelt; knit; know knew known; lay laid; lead led; lean leant; leap leapt; learn learnt; leave left; lend lent
let letting; lie lay lain lying; light lit; lose lost; make made; mean meant; meet met; mislead misled
mistake mistook mistaken; mow mown; overcome overcame; overhear overheard; overtake overtook overtaken; pay paid
plead pled; prove proven; put putting; quit quitting; read; rebuild rebuilt; rewrite rewrote rewritten; rid
ride rode ridden; ring rang rung; rise rose risen; run ran running; saw sawn; say says said; see saw seen; seek sought
sell sold; send sent; set setting; sew sewn; shake shook shaken; shear shorn; shed; shine shone; shoot shot
show shown; shrink shrank shrunk; shut shutting; sing sang sung; sink sank sunk; sit sat sitting; slay slew slain
sleep slept; slide slid; sling slung; slit; smell smelt; sow sown; speak spoke spoken; speed sped; spell spelt
spend spent; spill spilt; spin spun; spit spat; split; spoil spoilt; spread; spring sprang sprung; stand stood
steal stole stolen; stick stuck; sting stung; stink stank stunk; stride strode stridden; strike struck stricken
string strung; strive strove striven; swear swore sworn; sweep swept; swell swollen; swim swam swum; swing swung
take took taken; teach taught; tear tore torn; tell told; think thought; throw threw thrown; thrust
tread trod trodden; undergo undergoes underwent undergone; understand understood; undertake undertook undertaken
undo undoes undid undone; upset; wake woke woken; wear wore worn; weave wove woven; weep wept; wet; win won
wind wound; withdraw withdrew withdrawn; withhold withheld; withstand withstood; wring wrung; write wrote written
die dies died dying; tie tied tying; man men; woman women; child children; person people; foot feet; tooth teeth
goose geese; mouse mice; louse lice; ox oxen; knife knives; wife wives; life lives; live lives; leaf leaves; half halves
loaf loaves; thief thieves; shelf shelves; wolf wolves; calf calves; scarf scarves; hoof hooves; self selves
elf elves; sheaf sheaves; axis axes; crisis crises; basis bases; analysis analyses; diagnosis diagnoses
hypothesis hypotheses; phenomenon phenomena; criterion criteria; bacterium bacteria; datum data; medium media
nucleus nuclei; radius radii; stimulus stimuli; index indices; appendix appendices; matrix matrices; vertex vertices
dwarf dwarves; wharf wharves; craftsman craftsmen; policeman policemen; fireman firemen; serviceman servicemen
fisherman fishermen; seaman seamen; gentleman gentlemen; brother brethren
good better best; well better best; bad worse worst; ill worse worst; far farther farthest further furthest
little less least; many more most; much more most; old elder eldest; late latter
play playing; guard guarded guarding; can could; may might; shall should; will would
"""
_CONTRACTED = {
    "won't": "will", "can't": "can", "shan't": "shall", "ain't": "be", "cannot": "can", "gonna": "go", "wanna": "want",
    "gotta": "get", "gimme": "give", "lemme": "let", "'em": "they", "'cause": "because",
}  # fmt: skip
_NO_VERBS = frozenset(
    ("evening", "morning", "ceiling", "shilling", "farthing", "pudding", "during", "hundred", "fleeting")
)
"""Words that look like forms of a verb and are none."""
_TAIL = re.compile(r"(.{2,}?|i)(n't|'(?:re|ve|ll|d|m|s)|')")
_PRONOUNS = frozenset(("it", "he", "she", "that", "what", "who", "where", "there", "here", "how", "let"))


def lemmas(word: str) -> tuple[str, ...]:
    """Returns every plausible lemma of a folded word, the likeliest first: `left` → leave, left; `don't` → do, don't."""
    if word in _CONTRACTED:
        return _CONTRACTED[word], word
    tail = _TAIL.fullmatch(word)
    if tail is None:
        return _lemmas(word)
    keeps = tail[2] not in ("'s", "'") or tail[1] in _PRONOUNS
    return (*_lemmas(tail[1]), word) if keeps else _lemmas(tail[1])


def knows(word: str) -> bool:
    """Says whether the dictionary has a folded word, but for names."""
    return word in dictionary() or word in _irregular() or word in _CONTRACTED


def _lemmas(word: str) -> tuple[str, ...]:
    known = dictionary()
    found = [head for head in _irregular().get(word, ()) if head != word] or [_lookup(word, known)]
    if word in found:
        return (word, *_verbs(word, known))
    if word in _irregular().get(word, ()) or any(known.get(word + ending) == word for ending in ("s", "ed", "ing")):
        found.append(word)
    return tuple(dict.fromkeys((*found, *_regular(word, known))))


def _lookup(word: str, known: Mapping[str, str]) -> str:
    import simplemma

    lemma = known.get(word)
    return (lemma if lemma is not None else simplemma.lemmatize(word, lang="en")).lower()


def _verbs(word: str, known: Mapping[str, str]) -> Iterator[str]:
    """Yields the verb that a word of its own in -ing or -ed is a form of too: `warning` → warn."""
    ending = word[-3:] if word.endswith("ing") else word[-2:] if word.endswith("ed") else ""
    stem = word[: -len(ending)] if ending else ""
    if len(stem) < 3 or word in _NO_VERBS:
        return
    for verb in dict.fromkeys((stem, stem + "e", stem[:-1] if stem[-1] == stem[-2] else stem)):
        past = verb + "d" if verb.endswith("e") else verb + "ed"
        other = past if ending == "ing" else stem + "ing"
        if known.get(other) == verb or (ending == "ing" and verb in _irregular().get(verb, ())):
            yield verb
            return


def _regular(word: str, known: Mapping[str, str]) -> Iterator[str]:
    """Yields the verbs that this word is also a regular form of: `leaves` → leave, beside leaf."""
    for ending in ("s", "es", "ed", "ing"):
        if word.endswith(ending) and len(ending) + 2 < len(word):
            stem = word[: -len(ending)]
            if known.get(stem + "ing") == stem:
                yield stem
            if known.get(stem + "ing") == stem + "e":
                yield stem + "e"
            if stem.endswith("e") and known.get(stem[:-1] + "ing") == stem:
                yield stem


@functools.cache
def _irregular() -> dict[str, tuple[str, ...]]:
    forms: dict[str, tuple[str, ...]] = {}
    for paradigm in _IRREGULAR.replace("\n", ";").split(";"):
        words = paradigm.split()
        for form in words:
            forms[form] = (*forms.get(form, ()), words[0])
    return forms


@functools.cache
def dictionary() -> Mapping[str, str]:
    """Returns simplemma's words of English, each with its lemma; names have a capital."""
    from simplemma.strategies.dictionaries.dictionary_factory import DEFAULT_DICTIONARY_FACTORY

    dictionary: Mapping[str, str] = DEFAULT_DICTIONARY_FACTORY.get_dictionary("en")
    return dictionary


def forms(lemma: str) -> frozenset[str]:
    """Returns the forms of a lemma: those of the table, and of regular ones each that is led back to it."""
    stem = lemma[:-1]
    tries = {lemma + ending for ending in ("s", "es", "ed", "d", "ing", "'s", "s'")}
    tries |= {stem + "ing", stem + "ies", stem + "ied", *(lemma + lemma[-1:] + ending for ending in ("ed", "ing"))}
    irregular = {form for form, heads in _irregular().items() if lemma in heads}
    return frozenset({lemma} | irregular | {form for form in tries if lemma in lemmas(form)})
