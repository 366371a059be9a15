"""Reading pages: from the bytes of a web page, text or Markdown file to the dialogue in it."""
