"""The truth on disk and the catalog derived from it."""
