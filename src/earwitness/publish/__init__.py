"""Pages: typed, with their addresses in one place, and the templates that show them."""
