"""A token that was verified, until it is kept as used: once, together with whatever else its call keeps."""

from __future__ import annotations

from ..store import UsedToken


class OneUse:
    """The token of one call; of a call without one, nothing is to be kept."""

    def __init__(self, token: UsedToken | None = None) -> None:
        self._waiting = [] if token is None else [token]

    def taken(self) -> list[UsedToken]:
        """The token, for whoever asks first and now has to keep it; nothing for all others, on whichever thread."""
        try:
            # One step for the interpreter: of two threads only one can have it.
            return [self._waiting.pop()]
        except IndexError:
            return []
