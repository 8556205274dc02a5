"""The shield: of each fact, who may be told it under a consent that counts today. Of all others nobody may be."""

from safeconduct.answers.names import listed
from safeconduct.kept.from_entries import consents_in
from safeconduct.law.model import Ref, Words
from safeconduct.person.statements import bare, written
from safeconduct.vault.refusals import RefusalError
from safeconduct.web.desk import Desk


def shield_of(desk: Desk) -> dict[Ref, Words]:
    """Return the authorities that may be told a fact, in words. Facts that nobody may be told are not in it."""
    course, today = desk.course, desk.today()
    try:
        consents = consents_in(desk.kept, course.person, course.law)
    except RefusalError:  # consents that cannot be read allow nothing; their own page says what is wrong
        return {}
    told: dict[Ref, Words] = {}
    for statement in course.person.statements:
        name = bare(written(statement.fact))
        to = dict.fromkeys(one.to for one in consents if one.counts_on(today) and name in one.facts)
        if to:
            told[statement.fact] = listed([course.in_force.authorities[one].words for one in to], "and")
    return told
