"""A person of whom every fact has a day of its own, so that a fact that gets out shows itself by its day."""

import re
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from msgspec.structs import replace

from safeconduct.answers.setting import Setting, setting_of
from safeconduct.cli.inquiry import inquiry_of
from safeconduct.law.model import Words
from safeconduct.letters.consent import Consent
from safeconduct.person.statements import bare, written
from safeconduct.rules.from_law import compile_rules

CASE = Path(__file__).parents[2] / "cases" / "former-official-today.yaml"
MOTHER = Words("canary mother", "카나리아어머니")
MATTER, MINISTER = "kr.contact-report(mother)", "kr.minister-of-unification"
TODAY, FIRST, LAST = date(2026, 11, 26), date(2026, 1, 1), date(2026, 12, 31)
DAY_ONE = date(1960, 1, 1)


@cache
def setting() -> Setting:
    """Return the setting of the case; each statement has a day of its own, and the mother a name that stands nowhere else."""
    inquiry = inquiry_of(CASE, None, None)
    statements = []
    for number, one in enumerate(inquiry.person.statements):
        day = DAY_ONE + timedelta(days=number)
        dated = inquiry.law.facts[one.fact.name].kind == "date"
        statements.append(replace(one, value=True, on=day) if dated else replace(one, since=day))
    relatives = dict.fromkeys(inquiry.person.relatives, MOTHER)
    person = replace(inquiry.person, statements=tuple(statements), relatives=relatives)
    compiled = compile_rules(inquiry.law, person)
    return setting_of(inquiry.law, person, compiled.rules, compiled.goals)


@cache
def setting_on(case: str, day: date | None = None) -> Setting:
    """Return the setting of a case that came with the program, asked as of a day."""
    inquiry = inquiry_of(CASE.with_name(case), None, day)
    compiled = compile_rules(inquiry.law, inquiry.person)
    return setting_of(inquiry.law, inquiry.person, compiled.rules, compiled.goals)


def fact_names() -> list[str]:
    return [bare(written(one.fact)) for one in setting().person.statements]


@cache
def days_written(lang: str) -> tuple[dict[str, str], re.Pattern[str]]:
    form = "{0.year}년{0.month}월{0.day}일" if lang == "ko" else "{0.day}{0:%B}{0.year}"
    days = {form.format(DAY_ONE + timedelta(days=number)): name for number, name in enumerate(fact_names())}
    return days, re.compile(rf"(?<![0-9])(?:{'|'.join(days)})")


def days_told(text: str, lang: str) -> set[str]:
    """Return the facts that the days in a text betray, wherever its lines are broken."""
    days, pattern = days_written(lang)
    return {days[found] for found in pattern.findall("".join(text.split()))}


def consent(*facts: str, to: str = MINISTER, matter: str = MATTER, withdrawn: date | None = None) -> Consent:
    return Consent(facts, to, matter, FIRST, LAST, withdrawn)
