"""Posts and messages: pages where each piece has its writer and time, by the markup of the common engines."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode


class Engine(NamedTuple):
    """Where one engine keeps a post, its text, its writer, its time: CSS selectors, the last three within the post.

    Of several selectors the first that finds something counts.
    """

    name: str
    post: str
    content: str
    author: str
    posted: str
    inherits: bool = False
    """A message without a writer is of the one before."""


class Post(NamedTuple):
    """A post: the element with its text, and what the engine says of it."""

    content: LexborNode
    path: str
    author: str | None
    posted: str | None


ENGINES: dict[str, Engine] = {
    engine.name: engine
    for engine in (
        Engine(
            "Telegram on the web",
            ".tgme_widget_message",
            ".tgme_widget_message_text.js-message_text, .tgme_widget_message_text",
            ".tgme_widget_message_owner_name, .tgme_widget_message_from_author",
            ".tgme_widget_message_date time[datetime], time[datetime]",
        ),
        Engine(
            "Telegram Desktop export",
            ".message.default",
            ".body > .text",
            ".body > .from_name",
            ".date[title]",
            inherits=True,
        ),
        Engine(
            "XenForo",
            "article.message, .message--post",
            ".message-body .bbWrapper, .bbWrapper",
            ".username",
            "time[datetime]",
        ),
        Engine("Discourse", ".topic-post", ".cooked", ".username, .names .first", "[data-time], time[datetime]"),
        Engine(
            "Discourse for crawlers",
            ".crawler-post",
            ".post[itemprop=text], .post",
            "[itemprop=author] [itemprop=name], .creator",
            "time[datetime]",
        ),
        Engine(
            "phpBB",
            ".post",
            ".postbody .content",
            ".author .username, .author .username-coloured, .postprofile .username, .author strong, .author a",
            ".author time[datetime], .author",
        ),
        Engine(
            "vBulletin",
            ".postbit, .postbitlegacy, .postcontainer",
            ".postcontent, .content blockquote",
            ".username",
            ".postdate, .date",
        ),
        Engine(
            "Invision",
            ".cPost, .ipsComment",
            "[data-role=commentContent]",
            ".ipsComment_author a, .cAuthorPane_author",
            "time[datetime]",
        ),
        Engine(
            "SMF", ".post_wrapper", ".post .inner, .inner", ".poster h4 a, .poster h4", ".keyinfo .smalltext, .postinfo"
        ),
    )
}
"""By name. To read another engine, add a row."""


def find_posts(root: LexborNode | LexborHTMLParser) -> list[Post]:
    """Returns the posts of a forum's or messenger's page in order; none if it is another page."""
    for engine in ENGINES.values():
        posts: list[Post] = []
        author: str | None = None
        # One that several selectors match is found several times.
        for node in {found.mem_id: found for found in root.css(engine.post)}.values():
            content = _first(node, engine.content)
            found = _words(_first(node, engine.author)) or node.attributes.get("data-author")
            author = found or (author if engine.inherits else None)
            if content is None:
                continue
            posts.append(Post(content, f"post#{len(posts) + 1}", author, _time(_first(node, engine.posted))))
        if posts:
            return posts
    return []


def _first(node: LexborNode, selectors: str) -> LexborNode | None:
    return next((found for one in selectors.split(", ") if (found := node.css_first(one)) is not None), None)


def _words(node: LexborNode | None) -> str | None:
    return " ".join((node.text(deep=True) or "").split()) or None if node is not None else None


def _time(node: LexborNode | None) -> str | None:
    """Returns a time as an attribute gives it, else as printed."""
    if node is None:
        return None
    attributes = node.attributes
    given = attributes.get("datetime") or attributes.get("title")
    return given or _words(node)
