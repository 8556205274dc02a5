"""The cases of `cases/`, each answered once for all tests."""

import json
import os
import re
from functools import cache
from pathlib import Path

import pytest

from safeconduct.answers.from_routes import answer_of
from safeconduct.answers.json import to_json
from safeconduct.answers.model import Answer
from safeconduct.answers.page import plain_text
from safeconduct.answers.terminal import page_of
from safeconduct.cli.inquiry import inquiry_of
from safeconduct.navigator import Survey, navigate

PROJECT = Path(__file__).parents[2]
ANSWERS = Path(__file__).parent
CASES = sorted(file.stem for file in (PROJECT / "cases").glob("*.yaml"))
LANGUAGES = ("en", "ko")

FINGERPRINT = re.compile(r"((?:lawbooks|법전 자료) )[0-9a-f]{12,64}")

# Every test of one case runs in the same process, which answers the case once.
each_case = pytest.mark.parametrize("case", [pytest.param(case, marks=pytest.mark.xdist_group(case)) for case in CASES])

# The referee takes minutes over all of them: `make test` has it check these, which have between them ways to grants, assumptions and rights, what
# to do on refusal, ways told twice, proofs and what would open a way; `.ci/run` (SAFECONDUCT_EVERY_STORY=1) has it check all.
QUICK = ("former-official", "housing-lock", "overseas-korean-visits-north", "too-late-to-ask")
VERIFIED = CASES if "SAFECONDUCT_EVERY_STORY" in os.environ else QUICK
each_verified_case = pytest.mark.parametrize(
    "case", [pytest.param(case, marks=pytest.mark.xdist_group(case)) for case in VERIFIED]
)


@cache
def survey_of(case: str) -> Survey:
    inquiry = inquiry_of(PROJECT / "cases" / f"{case}.yaml", PROJECT / "lawbooks", None)
    return navigate(inquiry.law, inquiry.person)


@cache
def answer(case: str) -> Answer:
    return answer_of(survey_of(case))


@cache
def told(case: str) -> dict:
    """Return the answer as `safeconduct routes --json` tells it, read back."""
    return json.loads(to_json(answer(case)))


@cache
def page(case: str, lang: str) -> str:
    """Return what `safeconduct routes` prints for a case in 80 columns."""
    return FINGERPRINT.sub(r"\1…", plain_text(page_of(answer(case), lang)))
