"""`earwitness search`: hits in context, counts, a concordance."""

from msgspec.structs import replace

from earwitness.actions.answers import AlsoHit, ContextLine, Found, Hit, InContext, MatchedWord
from earwitness.actions.wordlists import Collocates, Keyness
from earwitness.index import Collocate, Dispersion, Keyword

HIT = Hit(
    conversation="c4f9k2mq7x1",
    transcript="t7w3n8zb5qd",
    revision=1,
    turn=12,
    turn_id="t7w3n8zb5qd.12",
    speakers=("Bridge",),
    role="captain",
    language="en",
    date="2031-11-14",
    text="The bow\ndoor went under.",
    highlights=((4, 7), (8, 12)),
    before="Say again?",
    after=None,
    score=3.5,
    title="Bridge and coast guard",
    also=(
        AlsoHit(
            transcript="t0000000001", turn=11, language="ru", text="Носовую дверь залило.", turn_id="t0000000001.11"
        ),
    ),
)
FOUND = Found(query="bow door", total=3, turns=4, hits=(HIT,), facets={"month": [("2031-11", 3), ("2031-12", 1)]})
NONE = Found(query="whale", total=0, turns=0, hits=())


def test_hits_stand_in_their_context(run, answers):
    answers.give("search", FOUND)
    outcome = run("search", "bow", "door", "--limit", "1")
    assert outcome.out == (
        "Bridge and coast guard  2031-11-14  c4f9k2mq7x1\n"
        "      Say again?\n"
        "  Bridge: The bow door went under.  t7w3n8zb5qd.12\n"
        "      Russian: Носовую дверь залило.  t0000000001.11\n"
    )
    assert outcome.err == "1 of 3 passages, 4 turns\n"
    assert answers.words("search")[1] == "bow door"


def test_nothing_found_says_so_and_is_no_fault(run, answers):
    answers.give("search", NONE)
    outcome = run("search", "whale")
    assert (outcome.code, outcome.out) == (0, "")
    assert outcome.err == "nothing found for whale; words are found in any form, all of them must be in one turn\n"


def test_why_a_word_was_found(run, answers):
    matched = (
        MatchedWord(words="went", asked="go", why="form of", lemma="go"),
        MatchedWord(words="Херсон", asked="Kherson", why="name in another alphabet"),
        MatchedWord(words="Алексею", asked="Лёша", why="short form of the name", lemma="Алексей"),
        MatchedWord(words="300", asked="трёхсотый", why="glossary", lemma="300"),
    )
    answers.give("search", replace(FOUND, hits=(replace(HIT, matched=matched, also=()),)))
    assert run("search", "go", "--why").out.splitlines()[3:] == [
        "      went: a form of go",
        "      Херсон: Kherson in another alphabet",
        "      Алексею: Алексей and Лёша are long and short for one name",
        "      300: for трёхсотый the glossary has 300",
    ]
    assert len(run("search", "go").out.splitlines()) == 3


def test_only_the_count(run, answers):
    answers.give("search", FOUND)
    assert run("search", "bow door", "--count").out == "3\n"
    answers.give("search", NONE)
    assert run("search", "whale", "--count").out == "0\n"


def test_counts_by_month(run, answers):
    answers.give("search", FOUND)
    assert run("search", "bow door", "--by", "month").out == "month    passages\n2031-11  3\n2031-12  1\n"
    assert answers.options("search")["by"] == "month"


LINES = (
    ContextLine(conversation="c1", transcript="t1", turn=12, left="The bow ", keyword="door", right=" went under."),
    ContextLine(conversation="c1", transcript="t1", turn=3, left="Shut that ", keyword="doors", right=""),
)


def test_a_concordance_has_the_word_in_the_middle(run, answers):
    answers.give("concord", InContext(query="door", total=2, turns=2, occurrences=2, lines=LINES))
    outcome = run("search", "door", "--concordance", "--sort", "L1,K", "--window", "5", "--in", "c1")
    assert outcome.out == "  The bow  door  went under.  t1, turn 12\nShut that  doors    t1, turn 3\n"
    assert outcome.err == "2 lines, 2 passages, 2 turns\n"
    said = {name: value for name, value in answers.options("concord").items() if value}
    assert said == {"sort": "L1,K", "window": 5, "limit": 100, "in_": "c1", "glossary": True, "transliteration": True}


def test_a_sample_says_that_it_is_one(run, answers):
    answers.give("concord", InContext(query="door", total=40, turns=41, occurrences=50, sampled=2, seed=7, lines=LINES))
    outcome = run("search", "door", "--concordance", "--sample", "2", "--seed", "7")
    assert outcome.err == "2 of 50 lines (drawn by lot: 2, seed 7), 40 passages, 41 turns\n"


def test_what_goes_with_a_concordance_is_refused_without_one(run, answers):
    answers.give("search", FOUND)
    outcome = run("search", "door", "--sort", "left")
    assert outcome.code == 2 and "add --concordance" in outcome.err
    assert "--sample goes with --concordance" in run("search", "door", "--collocates", "--sample", "3").err
    assert "exclude each other" in run("search", "door", "--collocates", "--concordance").err


def test_collocates_are_a_table(run, answers):
    word = Collocate(
        word="bow", count=4, left=3, right=1, whole=9, conversations=2, log_likelihood=21.5, log_dice=11.25
    )  # fmt: skip
    found = Collocates(
        query="door", occurrences=7, total=7, turns=7, words=90, window=5, least=3, forms=False, sort="count", found=1,
        collocates=(word,), dispersion=Dispersion(conversations=2, of=3, dp=0.31),
    )  # fmt: skip
    answers.give("collocate", found)
    outcome = run("search", "door", "--collocates", "--least", "3")
    assert outcome.out == (
        "word  beside  left  right  anywhere  in conversations  log-likelihood  log Dice\n"
        "bow   4       3     1      9         2                 21.50           11.25\n"
    )
    assert outcome.err == (
        "1 word at least 3 times within 5 words of 7 occurrences, which stand in 2 of 3 conversations "
        "(spread, DP: 0.31; 0 is even)\n"
    )
    assert run("search", "door", "--collocates", "--json").document["collocates"][0]["log_dice"] == 11.25


def test_keyness_is_a_table(run, answers):
    word = Keyword(
        word="bow", count=4, against=1, per_million=400.0, against_per_million=25.0, conversations=2, log_likelihood=21.5,
        log_ratio=4.0,
    )  # fmt: skip
    found = Keyness(
        of="Night calls", against="rest", words=10_000, against_words=40_000, least=3, forms=False, found=1,
        keywords=(word,),
    )  # fmt: skip
    answers.give("compare", found)
    outcome = run("keyness", "--of", "Night calls")
    assert "bow   4     1      400.0        25.0   2                 21.50           +4.00\n" in outcome.out
    assert outcome.err == "1 word compared: 10,000 words said in Night calls, 40,000 words in rest\n"


def test_json_and_jsonl(run, answers):
    answers.give("search", FOUND)
    document = run("search", "door", "--json").document
    assert (document["total"], document["hits"][0]["highlights"]) == (3, [[4, 7], [8, 12]])
    assert document["facets"] == {"month": [["2031-11", 3], ["2031-12", 1]]}
    assert run("search", "door", "--jsonl").out.count("\n") == 1


def test_filters_reach_the_verb(run, answers):
    answers.give("search", NONE)
    run("search", "door", "--in", "c1", "--speaker", "Bridge", "--role", "captain", "--exact", "--until", "2031")
    said = {name: value for name, value in answers.options("search").items() if value}
    assert said == {
        "in_": "c1", "speaker": "Bridge", "role": "captain", "exact": True, "until": "2031", "limit": 10, "glossary": True,
        "transliteration": True,
    }  # fmt: skip


def test_an_index_that_lags_is_said(run, answers):
    answers.give("search", Found(query="door", total=0, turns=0, hits=(), stale="the index lacks 3 acts"))
    assert run("search", "door").err.startswith("the index lacks 3 acts\n")


def test_a_search_without_words_is_wrong_usage(run, answers):
    assert run("search").code == 2


def test_the_same_question_as_a_cluster_would_be_asked_it(run, answers):
    answers.give("as_opensearch", {"query": {"match_all": {}}})
    outcome = run("search", "--as-opensearch", "*", "--kind", "translation")
    assert outcome.out == '{"query":{"match_all":{}}}\n'
    assert answers.options("as_opensearch")["kind"] == "translation"
