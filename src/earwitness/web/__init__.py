"""The web desk: pages and the API over one archive, for this machine alone."""

from .app import HOST, PORT, create_app, serve

__all__ = ["HOST", "PORT", "create_app", "serve"]
