"""Tellings of one conversation: found, lined up, compared. Pure functions over transcripts; nothing here touches a disk."""
