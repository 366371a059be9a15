"""`earwitness keyness`."""

from __future__ import annotations

import click

from .call import Call, verb
from .lines import give_keywords


@verb("keyness", streams=True)
@click.option("--of", required=True, metavar="PART", help="A set, ids with commas, or a query: language:uk.")
@click.option("--against", default="rest", show_default=True, metavar="PART", help="The same, or rest: all else.")
@click.option("--least", default=3, show_default=True, metavar="N", type=click.IntRange(min=1), help="Said so often.")
@click.option("--forms", is_flag=True, help="Each form of a word by itself.")
@click.option("--limit", metavar="N", type=click.IntRange(min=1), help="How many words (default: 100).")
@click.option("--csv", is_flag=True, help="A table, of all words without a limit.")
def command(call: Call, of: str, against: str, least: int, forms: bool, limit: int | None, csv: bool) -> None:
    """Finds the words that set one part of the archive apart from another.

    Log-likelihood says how sure it is that the two differ (above 15.13 chance would do so once in ten thousand words), the log
    ratio by how much: 1 is twice as often, 2 four times, below 0 less often.

    \b
    Examples:
      earwitness keyness --of "Night calls"
      earwitness keyness --of language:uk --against language:ru
      earwitness keyness --of role:captain --csv
    """
    from .. import actions

    with call.desk() as desk:
        limit = limit or (100_000_000 if csv else 100)
        found = actions.compare(desk, of, against=against, least=least, forms=forms, limit=limit)
    give_keywords(call, found, csv=csv)
