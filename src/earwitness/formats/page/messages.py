"""Messages: posts of a forum, messages of a chat. Mostly the talk is within one; in a chat the messages are the talk."""

from __future__ import annotations

from collections.abc import Sequence

from .drafts import Draft, Passage
from .labels import Label, key_of
from .lines import Line


def posts_of(lines: Sequence[Line]) -> list[list[Line]]:
    """Returns the lines of each post or message, in order; none where the page has no authors."""
    posts: list[list[Line]] = []
    before: tuple[str | None, str | None, str] | None = None
    for line in lines:
        if line.author is None:
            before = None
            continue
        mark = (
            line.author,
            line.posted,
            line.container.rsplit("/", 1)[0] if line.kind != "paragraph" else line.container,
        )
        if posts and before is not None and mark[:2] == before[:2] and (mark[2] == before[2] or mark[1] is not None):
            posts[-1].append(line)
        else:
            posts.append([line])
        before = mark
    return posts


def posts_as_talk(posts: Sequence[Sequence[Line]]) -> Passage | None:
    """Returns the passage whose turns are the messages themselves, where people talk in them: several authors, short turns."""
    authors = [post[0].author or "" for post in posts]
    lengths = sorted(sum(len(line.text) for line in post) for post in posts)
    if (
        len(set(authors)) < 2
        or len(posts) < 4
        or 300 < lengths[len(lengths) // 2]
        or not any(authors.count(name) > 1 for name in authors)
    ):
        return None
    passage = Passage(style="posts")
    for post, author in zip(posts, authors, strict=True):
        label = Label(name=author, key=key_of(author), style="author", end=0)
        text = "\n".join(line.text for line in post)
        passage.turns.append(Draft(label=label, text=text, raw=[line.raw for line in post], time=post[0].posted))
    return passage
