"""Variants: two or three tellings in, every difference that changes the meaning out."""

import sys
from pathlib import Path

from earwitness.model import Speaker, Transcript, Turn
from earwitness.tellings.align import Alignment, Group, align
from earwitness.tellings.variants import collate

sys.path.insert(0, str(Path(__file__).parent.parent.parent))
from benchmarks.tellings_variants import FIXTURES, score


def telling(id, *turns, language="en"):
    """A telling of lines `voice: words`."""
    lines = [turn.partition(": ")[::2] for turn in turns]
    return Transcript(
        id=id,
        conversation="c0000000001",
        language=language,
        speakers=tuple(Speaker(id=voice, labels=(voice,)) for voice in dict.fromkeys(voice for voice, _ in lines)),
        turns=tuple(
            Turn(id=str(number), number=number, speakers=(voice,), text=text)
            for number, (voice, text) in enumerate(lines, 1)
        ),
    )


def side_by_side(a, b):
    """The alignment of tellings whose turns stand in the same order."""
    groups = tuple(Group(a=(turn.number,), b=(turn.number,), score=1.0) for turn in a.turns)
    return Alignment(a=a.id, b=b.id, groups=groups, method="by hand", likeness=1.0, cover=(1.0, 1.0))


def material(*tellings):
    """What is material between tellings whose turns stand side by side: kind and readings."""
    alignments = [side_by_side(a, b) for place, a in enumerate(tellings) for b in tellings[place + 1 :]]
    return [
        (variant.kind, *(f"{reading.transcript} {reading.turn} {reading.words}" for reading in variant.readings))
        for variant in collate(tellings, alignments)
        if variant.material
    ]


def test_a_number_a_unit_and_a_body_part():
    a = telling(
        "a", "P: The pilot boat stands four hundred metres off the pier.", "Q: Bring her in. He hurt his left knee."
    )
    b = telling(
        "b", "P: The pilot boat is four hundred yards from the pier.", "Q: Then bring her in, his right knee is hurt."
    )
    assert material(a, b) == [
        ("unit", "a 1 metres", "b 1 yards"),
        ("body part", "a 2 left", "b 2 right"),
    ]


def test_a_foot_is_no_leg_and_a_second_platoon_no_second_detachment():
    a = telling("a", "P: The commander of the second platoon shot himself in the leg.")
    b = telling("b", "P: The commander of the second detachment shot himself in the foot.")
    assert material(a, b) == [
        ("name", "a 1 platoon", "b 1 detachment"),
        ("body part", "a 1 leg", "b 1 foot"),
    ]


def test_relatives_of_several_words_are_held_against_each_other():
    a = telling("a", "P: I cannot leave, my mother-in-law is in bed after a stroke.")
    b = telling("b", "P: I can't go, my sister-in-law has been in bed since her stroke.")
    assert material(a, b) == [("name", "a 1 mother-in-law", "b 1 sister-in-law")]


def test_other_words_for_the_same_are_not_material():
    a = telling("a", "P: Half an hour ago, at two p.m., the physician came down to the cellar with 1,500 pills.")
    b = telling(
        "b", "P: Thirty minutes ago, at fourteen, the doctor came into the basement with fifteen hundred pills."
    )
    assert material(a, b) == []


def test_a_denial_is_material_in_any_of_the_languages():
    a = telling("a", "P: Они вчера не стреляли по больнице.", language="ru")
    b = telling("b", "P: They shot at the hospital yesterday.")
    c = telling("c", "P: They did not shoot at the hospital yesterday.")
    assert [kind for kind, *_ in material(a, b)] == ["negation"]
    assert [kind for kind, *_ in material(b, c)] == ["negation"]
    assert material(a, c) == []


def test_numbers_and_names_across_alphabets():
    a = telling("a", "P: Хвыля дала нам двести тонн и сорок человек, так сказал Тарас Вербило.", language="ru")
    b = telling("b", "P: Khvylia gave us two hundred tonnes and fourteen men, so Taras Verbylo said.")
    assert material(a, b) == [("number", "a 1 сорок", "b 1 fourteen")]
    c = telling("c", "P: Khvylia gave us two hundred tonnes and forty men, so Taras Dorosh said.")
    assert material(a, c) == [("name", "a 1 Вербило", "c 1 Dorosh")]


def test_all_readings_of_a_place_are_one_variant_with_those_that_agree():
    a = telling("a", "P: Він буде у п'ятницю, о шостій.", language="uk")
    b = telling("b", "P: He comes on Friday, at six.")
    c = telling("c", "P: He will be here on Thursday at six.")
    assert material(a, b, c) == [("time", "a 1 п'ятницю", "b 1 Friday", "c 1 Thursday")]


def test_words_in_another_mouth():
    lines = ("P: Who opened the sluice?", "Q: The night guard opened the sluice.", "P: Which guard was that?")
    more = ("Q: Old Jonas from the lower lock.", "P: Then call old Jonas.", "Q: Jonas sleeps at this hour.")
    a = telling("a", *lines, *more)
    b = telling("b", *lines, more[0].replace("Q:", "P:"), *more[1:])
    assert material(a, b) == [("speaker", "a 4 Old Jonas from the lower lock.", "b 4 Old Jonas from the lower lock.")]
    assert material(a, telling("b", *lines, *more)) == []


def test_near_copies_show_every_word_and_a_lost_not_is_material():
    a = telling("a", "P: We did not see the tanker before it struck the northern breakwater.")
    b = telling("b", "P: We did see the tanker before it struck the northern breakwater wall.")
    found = [
        (variant.kind, variant.material, [(reading.words, reading.start, reading.end) for reading in variant.readings])
        for variant in collate([a, b], [side_by_side(a, b)])
    ]
    assert found == [
        ("negation", True, [("not", 7, 10), ("", 7, 7)]),
        ("wording", False, [("", 66, 66), ("wall", 63, 67)]),
    ]


def test_the_same_telling_twice_has_no_variants_and_a_changed_one_does():
    a = telling("a", "P: Four boats left.", "Q: Five came back.")
    b = telling("b", "P: Four boats left.", "Q: Five came back.")
    c = telling("c", "P: Four boats left.", "Q: Three came back.")
    assert collate([a, b], [align(a, b)]) == ()
    assert [variant.kind for variant in collate([a, c], [side_by_side(a, c)])] == ["number"]


def test_four_is_no_sixteen_where_both_tellings_have_their_four():
    a = telling("a", "P: In shaft four the water stands at six metres.")
    b = telling("b", "P: In shaft four the water stands at sixteen metres.")
    assert material(a, b) == [("number", "a 1 six", "b 1 sixteen")]


def test_a_word_that_denies_elsewhere_in_the_sentence_is_no_plain_one():
    a = telling("a", "P: Do not go near the river.")
    b = telling("b", "P: Keep clear of the river.")
    assert material(a, b) == []
    c = telling("c", "P: Do not shut down the engine.")
    d = telling("d", "P: Now shut down the engine.")
    assert [kind for kind, *_ in material(c, d)] == ["negation"]


def test_the_planted_disagreements_of_our_tellings_are_found():
    figures = score(FIXTURES, "own")
    assert 23 <= figures["planted"]
    assert 0.85 <= figures["recall"]
    assert 0.5 <= figures["precision"]


def test_things_of_one_kind_that_no_table_lists_and_words_that_translators_choose():
    a = telling("a", "P: The tomatoes are still holding, the cucumbers are turning black.")
    b = telling("b", "P: Tomatoes are still holding, but the peppers are turning black.")
    c = telling("c", "P: Tomatoes are still holding, but the cukes are turning black.")
    assert material(a, b) == [("object", "a 1 cucumbers", "b 1 peppers")]
    assert material(a, c) == []


def test_times_of_day_and_halves():
    a = telling("a", "P: I gave him the drops at two fifty, one and a half spoons.")
    b = telling("b", "P: I gave him the drops at ten to three, half a spoon.")
    c = telling("c", "P: I gave him the drops at ten past three, one and a half spoons.")
    assert [kind for kind, *_ in material(a, b)] == ["number"]
    assert [kind for kind, *_ in material(a, c)] == ["time"]


def test_a_denial_is_shown_with_its_negation():
    a = telling("a", "P: The dog did not bark at the lorry.")
    b = telling("b", "P: The dog barked at the lorry.")
    assert material(a, b) == [("negation", "a 1 did not bark", "b 1 barked")]


def test_a_denial_in_other_words_shows_in_the_pronouns_around_the_verb():
    a = telling("a", "P: The mate sleeps like a log, I didn't rouse him.")
    b = telling("b", "P: He snores. I did give him a kick, believe me.")
    c = telling("c", "P: He snores. Should I kick him?")
    assert material(a, b) == [("negation", "a 1 I didn't rouse him", "b 1 I did give him a kick")]
    assert material(a, c) == []


def test_only_just_denies_nothing_and_only_does():
    a = telling("a", "P: There is a seam in the hull that isn't caulked.")
    b = telling("b", "P: We've only just caulked the seam in that hull.")
    c = telling("c", "P: Only the seam in the hull has to be caulked.")
    assert [kind for kind, *_ in material(a, b)] == ["negation"]
    assert material(a, c) == []


def test_sides_that_changed_places():
    a = telling("a", "P: The left engine they will repair. The mechanic looks at the right one on Sunday.")
    b = telling("b", "P: They'll repair the right engine. It's the left that the mechanic looks at on Sunday.")
    c = telling("c", "P: On Sunday the mechanic looks at the right one. The left engine will be repaired.")
    assert [kind for kind, *_ in material(a, b)] == ["place", "place"]
    assert material(a, c) == []


def test_one_frame_ties_what_stands_in_it():
    a = telling("a", "P: It is all true, and I have the chart here. Tonight I leave it at your niece's.")
    b = telling("b", "P: I tell you no lies, and nobody took my map. I'll put that at your aunt's when it is dark.")
    assert ("name", "a 1 niece's", "b 1 aunt's") in material(a, b)


def test_ids_are_made_from_the_readings():
    a = telling("a", "P: Four boats left at dawn.")
    b = telling("b", "P: Six boats left at dawn.")
    (first,) = collate([a, b], [side_by_side(a, b)])
    (again,) = collate([a, b], [side_by_side(a, b)])
    (other,) = collate([a, telling("b", "P: Seven boats left at dawn.")], [side_by_side(a, b)])
    assert first.id == again.id != other.id


def test_empty_tellings_empty_turns_and_strangers_are_passed_over():
    empty, silent = telling("a"), telling("b", "P: ", "Q: …")
    assert collate([], []) == ()
    assert collate([empty, silent], [align(empty, silent)]) == ()
    assert collate([silent], [side_by_side(silent, telling("x", "P: One.", "Q: Two."))]) == ()
