"""From bytes to articles, and from an article to the text that is read."""
