"""Training of what the pipeline has learnt; nothing here runs when articles are read."""
