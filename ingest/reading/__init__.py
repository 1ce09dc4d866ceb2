"""From a decoded text to its articles, and from an article to the text that is read."""
