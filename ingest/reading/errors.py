"""Why a file cannot be read."""

from graph.errors import QianyueError


class UnreadableError(QianyueError):
    """The bytes hold no article that can be read; the message is the reason, in words for the user."""
