"""Where articles come from: files, folders and JSON lines."""

from ingest.sources.files import MAX_ARTICLE_BYTES, SUFFIXES, read_paths
from ingest.sources.unreadable import Unreadable, shown

__all__ = ["MAX_ARTICLE_BYTES", "SUFFIXES", "Unreadable", "read_paths", "shown"]
