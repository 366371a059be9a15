"""Capture: files, folders, addresses and call lists, as they come in."""
