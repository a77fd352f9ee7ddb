"""Doubt a region that nobody knows, and name the nearest one that is known. Pure.

Used by poller.admin, poller.credentials and poller.doctor. It is a doubt and no refusal: new regions open.
"""

import difflib

from wallboard.genesys.regions import REGIONS, Region


def hint_for(domain: str) -> str:
    """What to tell of a region; empty for one that is known."""
    if any(region.domain == domain.casefold() for region in REGIONS):
        return ""
    near = _nearest(domain.casefold())
    question = "." if near is None else f"; did you mean {near.domain}, {near.name}?"
    return f"{domain} is none of the {len(REGIONS)} regions that are known{question}"


def _nearest(text: str) -> Region | None:
    """By its domain, or by its name, which is what people know of it."""
    by_name = [region for region in REGIONS if len(text) > 3 and text in region.name.casefold()]
    close = difflib.get_close_matches(text, [region.domain for region in REGIONS], n=1)
    by_domain = [region for region in REGIONS if region.domain in close]
    return next(iter(by_name or by_domain), None)
