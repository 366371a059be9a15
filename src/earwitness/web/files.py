"""Our own files: style sheets, scripts, fonts and the sign."""

from __future__ import annotations

from litestar import Response, get
from litestar.params import FromPath

from ..errors import NotFound
from ..publish import render


@get("/static/{name:str}", opt={"audience": "others"}, include_in_schema=False, sync_to_thread=False)
def static_file(name: FromPath[str]) -> Response[bytes]:
    """A file of ours. Its address carries its digest, so a browser keeps it for good."""
    if name not in render.static_types():
        raise NotFound(f"there is no file {name[:80]} here")
    return Response(
        render.static_file(name),
        media_type=render.static_types()[name],
        headers={"cache-control": "public, max-age=31536000, immutable"},
    )
