"""Why a file cannot be read."""

from graph.errors import QianyueError

TOO_LONG = "split it, or raise the limit (--max-bytes)"
"""What to do about an article that is longer than the limit."""


class UnreadableError(QianyueError):
    """The bytes hold no article that can be read; the message is the reason, in words for the user."""
