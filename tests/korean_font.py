"""A font with Korean letters, without which no PDF of a letter is made."""

import os

import pytest

from safeconduct.letters.pdf import FONTS, fonts

REQUIRED = os.environ.get("SAFECONDUCT_REQUIRE_TOOLS") == "1"  # a test that is skipped has shown nothing

needs_korean_font = pytest.mark.skipif(
    not REQUIRED and not set(FONTS) & set(fonts().families()), reason="needs a Korean font, such as fonts-noto-cjk"
)
