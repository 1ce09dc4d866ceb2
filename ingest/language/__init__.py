"""The spaCy pipeline: components of ours that find regions, institutions, projects, sums, dates and claims."""
