"""The nearest match for a mistyped word."""

from collections.abc import Iterable


def nearest(said: str, known: Iterable[str]) -> str | None:
    """The known word most like what was said, None when nothing is near."""
    from difflib import get_close_matches

    known = list(known)
    found = get_close_matches(said, known, n=1, cutoff=0.55)
    longer = [word for word in known if len(said) > 2 and word.startswith(said)]
    return next(iter([*found, *longer]), None)
