"""The web desk: routes and the API."""
