"""The word lists that reading rests on, a table a room: data, not rules. Add a language by adding to the tables."""
