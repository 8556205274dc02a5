"""The language of what is printed."""

import os

import click

LANGUAGES = click.Choice(["en", "ko"])
OF_PAGES = click.Choice(["en", "ko", "zh"])  # what the pages have phrases in; the law has none in the last


def language() -> str:
    """Return the language of the answer where none is asked for: that of the terminal, else English."""
    wanted = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "ko" if wanted.startswith("ko") else "en"
