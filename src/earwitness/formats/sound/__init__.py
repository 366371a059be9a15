"""Sound: known by its content, decoded in a process of its own, and what is derived from it."""
