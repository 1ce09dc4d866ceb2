"""The extractor: an article in, a reading out."""
