"""What was said so far, as sentences: the wishes, what must never happen, and each statement with its source."""

from datetime import date

from msgspec import Struct

from safeconduct.answers.exclusions import exclusion_in_words
from safeconduct.answers.from_routes import wish_in_words
from safeconduct.answers.sentences import is_event
from safeconduct.answers.setting import setting_of
from safeconduct.answers.unknowns import statement_in_words
from safeconduct.interview.course import Course
from safeconduct.interview.draft import find_without
from safeconduct.law.model import Ref, Words
from safeconduct.rules.from_law import compile_rules


class Told(Struct, frozen=True):
    """One statement. `on_file`: it stands in the case file that is continued, so written that only there it can be changed."""

    fact: Ref
    words: Words
    source: Words
    since: date | None
    confidence: str
    on_file: bool
    is_event: bool  # so on the day, not since then


class Summary(Struct, frozen=True):
    wishes: tuple[Words, ...]
    nevers: tuple[Words, ...]
    told: tuple[Told, ...]


def summary_of(course: Course) -> Summary:
    """Return what a case with at least one wish says; the line that stands in a case of which nothing is known is left out."""
    law, person = course.in_force, course.person
    compiled = compile_rules(law, person)
    setting = setting_of(law, person, compiled.rules, compiled.goals)
    said = {line.fact for line in course.draft.lines}
    told = []
    for statement in person.statements:
        if not course.draft.base and statement.fact not in said:
            continue
        words = statement_in_words(statement, setting)
        on_file = statement.fact not in said and find_without(course.draft.base, statement.fact, course.law) is None
        told.append(
            Told(
                statement.fact,
                words.words,
                words.source,
                statement.since,
                statement.confidence,
                on_file,
                is_event(statement.fact, law),
            )
        )
    return Summary(
        tuple(wish_in_words(wish, setting) for wish in person.wishes),
        tuple(exclusion_in_words(never, setting) for never in person.nevers),
        tuple(told),
    )
