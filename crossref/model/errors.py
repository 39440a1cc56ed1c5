"""What every expected failure has in common."""

from __future__ import annotations


class CrossrefError(Exception):
    """Why something could not be done, in one line that names the place and says what to do."""
