"""The verbs: one function each, behind every door."""
