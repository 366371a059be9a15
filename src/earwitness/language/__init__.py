"""Languages: which one it is, its words, and the lemmas of a word."""
