"""Errors that a user can act on."""


class QianyueError(Exception):
    """Root of every error the product raises on purpose.

    The message names what was wrong and what to do; it never holds article text.
    """


class NotFoundError(QianyueError):
    """What was asked for by name or id is not in the graph."""


class InvalidQueryError(QianyueError):
    """A question with an argument that has no meaning, such as a date that is no date."""


class QueryTimeoutError(QianyueError):
    """A query ran past its time bound and was stopped."""


class StoreError(QianyueError):
    """The store cannot be opened, read or written."""


class StoreUnavailableError(StoreError):
    """The store's server does not answer now; the same store may answer later."""
