"""Formats: bytes to model and back."""
