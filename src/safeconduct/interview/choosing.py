"""Choosing: of all questions that are open, the one whose answers change most, with the steps that it decides."""

from typing import NamedTuple

from msgspec.structs import replace

from safeconduct.answers.doors import condition_of
from safeconduct.answers.names import filled, name_of, parameter_names
from safeconduct.answers.periods import day_in_words
from safeconduct.answers.sentences import condition_in_words, fact_in_words
from safeconduct.answers.setting import Setting, setting_of
from safeconduct.answers.wording import say
from safeconduct.interview.candidates import Candidate, candidates_of, days_that_matter, unasked
from safeconduct.interview.effects import Picture, Ways
from safeconduct.interview.model import DAY, PLACE, PLACES, TRUTH, Option, Question, Reason
from safeconduct.interview.wording import PLACES as PLACES_ASKED
from safeconduct.interview.wording import told
from safeconduct.law.model import Law, Ref, Words
from safeconduct.person.model import Person
from safeconduct.rules.from_law import Compiled, compile_rules, domains_of

LOOKED_AT = 32  # candidates that are measured before the best of them is asked
DECIDING = 8  # how much more the part weighs that an answer changes whichever way it falls
SHOWN = 2  # reasons given without being asked for
MOST_REASONS = 8


class Next(NamedTuple):
    """The question to ask (None: no question could change the answer) and how many are open beside it, at most."""

    question: Question | None
    others: int  # questions about what is not known
    rare: bool = False  # from here on: what the answer takes not to be so


def ways_of(person: Person, law: Law) -> tuple[Ways, Compiled]:
    """Return the acts that bear on the wishes of a person under the law in force, nothing unsaid taken for granted."""
    compiled = compile_rules(law, person)
    return Ways(compiled.rules, compiled.goals, unasked(person, law, compiled.rules)), compiled


def next_question(person: Person, law: Law, asked: frozenset[str]) -> Next:
    """Return the question whose answers change most in the ways to the wishes; of equal ones the first in the lawbooks.

    First comes what everybody has (they are somewhere, and so are their people), then what is not known, then what is taken not to be so.

    law: in force on the person's as-of day; asked: keys of the questions that the person has answered or passed over
    """
    ways, compiled = ways_of(person, law)
    countries = domains_of(law, person).of("country")
    found = sorted(candidates_of(person, law, ways, countries, asked), key=lambda one: -_promise(one, ways))
    expected = [one for one in found if one.expected]
    common = [one for one in found if not one.rare and not one.expected]
    rare = [one for one in found if one.rare]
    best = _best(expected, ways) or _best(common, ways) or _best(rare, ways)
    if best is None:
        return Next(None, 0)
    weight, candidate, bearing = best
    setting = setting_of(law, person, compiled.rules, compiled.goals)
    question = replace(_in_words(candidate, setting, ways), weight=weight)
    reasons = _reasons(candidate, bearing, ways, setting)
    question = replace(question, reasons=reasons[:MOST_REASONS], more=max(0, len(reasons) - SHOWN))
    return Next(question, len(rare if candidate.rare else expected + common) - 1, candidate.rare)


def _promise(one: Candidate, ways: Ways) -> int:
    """Return how much a candidate could weigh, quick to know."""
    return ways.mentions(one.atoms) * sum(likely for likely, _ in one.answers)


def _best(found: list[Candidate], ways: Ways) -> tuple[int, Candidate, dict[int, int]] | None:
    """Return the candidate that weighs most of the promising ones, or the first further one that weighs anything."""
    now = ways.picture({})
    best: tuple[int, Candidate, dict[int, int]] | None = None
    for number, one in enumerate(found):
        if number >= LOOKED_AT and best is not None:
            break
        weight, bearing = _bearing(one, ways, now)
        if weight > 0 and (best is None or weight > best[0]):
            best = weight, one, bearing
    return best


def _bearing(one: Candidate, ways: Ways, now: Picture) -> tuple[int, dict[int, int]]:
    """Return how much a question weighs, and for each act how much the answers change how it stands, each by how likely it is.

    A question that changes something whichever way it is answered decides between ways, and weighs more than one without which
    the answer says "only if". An answer by which a wish would be fulfilled already weighs nothing: who wishes for it has said that it is
    not so.
    """
    bearing: dict[int, int] = {}
    parts: list[int] = []
    unsaid = now if one.left_out is None else ways.picture(one.left_out)  # what an answer would rest on if nobody asked
    for likely, setting in one.answers:
        picture = ways.picture(setting)
        if any(then and not before for then, before in zip(picture.fulfilled, now.fulfilled, strict=True)):
            continue
        differing = ways.differences(unsaid, picture)
        parts.append(likely * sum(differing.values()))
        for number, weight in differing.items():
            bearing[number] = bearing.get(number, 0) + likely * weight
    least = min(parts) if len(parts) > 1 else 0
    return sum(parts) + DECIDING * least, {number: weight for number, weight in bearing.items() if weight}


# --- in words -------------------------------------------------------------------------------------------------------


def _in_words(one: Candidate, setting: Setting, ways: Ways) -> Question:
    if one.kind == TRUTH:
        yes_no = (Option("yes", told("yes")), Option("no", told("no")))
        return Question(one.key, TRUTH, _asked(one.facts[0], setting), yes_no, one.facts)
    if one.kind == DAY:
        return Question(one.key, DAY, _day_asked(one.facts[0], setting), (), one.facts, note=_matters(one, ways))
    options = tuple(
        Option(_country_in(ref, setting), name_of(_country_in(ref, setting), setting.naming)) for ref in one.facts
    )
    asked = PLACES_ASKED.get(one.facts[0].name)
    if asked is None:
        options = tuple(
            Option(option.name, fact_in_words(ref, setting.naming))
            for option, ref in zip(options, one.facts, strict=True)
        )
        words = told("which one" if one.kind == PLACE else "which ones")
    else:
        words = filled(Words(*asked), _slots(one.facts[0], setting))
    none = (Option("", told("none")),) if one.kind == PLACES else ()
    return Question(one.key, one.kind, words, (*options, *none), one.facts, note=told("elsewhere"))


def _asked(ref: Ref, setting: Setting) -> Words:
    fact = setting.law.facts[ref.name]
    if fact.ask is None:
        return say("is it so", fact=fact_in_words(ref, setting.naming))
    return filled(fact.ask, _slots(ref, setting))


def _day_asked(ref: Ref, setting: Setting) -> Words:
    fact = setting.law.facts[ref.name]
    return _asked(ref, setting) if fact.kind == "date" else told("since when", fact=fact_in_words(ref, setting.naming))


def _matters(one: Candidate, ways: Ways) -> Words | None:
    days = [day_in_words(day) for day in days_that_matter(one.atoms[0], ways)]
    if not days:
        return None
    joined = days[0]
    for day in days[1:]:
        joined = Words(joined.en + told("or").en + day.en, joined.ko + told("or").ko + day.ko)
    return told("day matters", days=joined)


def _slots(ref: Ref, setting: Setting) -> dict[str, Words]:
    return parameter_names(setting.law.facts[ref.name].parameters, ref.arguments, setting.naming)


def _country_in(ref: Ref, setting: Setting) -> str:
    kinds = setting.law.facts[ref.name].parameters
    return ref.arguments[kinds.index("country")]


# --- why ------------------------------------------------------------------------------------------------------------


def _reasons(one: Candidate, bearing: dict[int, int], ways: Ways, setting: Setting) -> tuple[Reason, ...]:
    """Return the steps that a question decides, one for each procedure: those whose own lines read the fact first, the weightiest first."""
    asked = set(one.atoms)
    order = sorted(bearing, key=lambda number: (ways.reads[number].isdisjoint(asked), -bearing[number], number))
    reasons: dict[str, Reason] = {}
    for number in order:
        operator = ways.rules.operators[number]
        if operator.procedure not in reasons and operator.name in setting.operators:
            reasons[operator.procedure] = _reason(number, asked, ways, setting)
    return tuple(reasons.values())


def _reason(number: int, asked: set[int], ways: Ways, setting: Setting) -> Reason:
    operator = ways.rules.operators[number]
    procedure, naming = setting.procedure(operator.name), setting.naming_in(operator.name)
    title = setting.title(operator.name)
    for line in operator.lines:
        if not ways.closure(line.formula).isdisjoint(asked):
            condition = condition_of(line.key, setting)
            if condition is not None:
                cite = setting.cited(condition.cite or procedure.cite)
                return Reason(title, condition_in_words(condition, naming), cite)
    return Reason(title, None, setting.cited(procedure.cite))
