"""Engines: machines with opinions, each an optional part, imported on use. They run here and fetch nothing."""
