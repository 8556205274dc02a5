"""Candidates: the questions that could be asked about facts, each with the answers it can have and what the facts would then be."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from safeconduct.answers.names import ref_of
from safeconduct.interview.draft import day_not_told, said_before
from safeconduct.interview.effects import Setting, Ways
from safeconduct.interview.model import DAY, PLACE, PLACES, TRUTH
from safeconduct.law.model import Each, Fact, Known, Law, Not, Ref
from safeconduct.person.facts import Stated, value_of
from safeconduct.person.model import Person
from safeconduct.rules.model import Clock, Rules
from safeconduct.rules.packed import TRUE as HOLDS
from safeconduct.rules.packed import State
from safeconduct.terms.truth import Truth

LONG_AGO = 36_525  # days: a hundred years
EVEN, EXPECTED, RARE = (
    8,
    2,
    1,
)  # of 8: how much the answers to an open question weigh together, a listed country, what is taken not to be so

TRUE, FALSE, UNKNOWN = (Truth.TRUE, 0), (Truth.FALSE, 0), (Truth.UNKNOWN, 0)


class Candidate(NamedTuple):
    """A question that could be asked.

    answers: how likely (in eighths) and what the facts would be, by number of the atom in `Ways`
    left_out: what the facts are taken to be if nobody asks; None: unknown
    expected: everybody has it for some country
    rare:    the answer takes it not to be so until somebody says it is
    """

    key: str
    kind: str
    facts: tuple[Ref, ...]
    answers: tuple[tuple[int, Setting], ...]
    atoms: tuple[int, ...]
    left_out: Setting | None = None
    expected: bool = False
    rare: bool = False


def unasked(person: Person, law: Law, rules: Rules) -> dict[int, tuple[Truth, int]]:
    """Return the atoms of facts that everybody is expected to have for some country, and of which nobody has said for which.

    A case file in which nothing is said of them has them false everywhere; in an interview that only means that nobody has asked yet.
    """
    expected = expected_somewhere(law)
    found = {}
    for atom, name in enumerate(rules.atoms):
        ref = ref_of(name)
        if ref.name in expected and is_unsaid(ref, law.facts[ref.name], person):
            found[atom] = UNKNOWN
    return found


def expected_somewhere(law: Law) -> frozenset[str]:
    """Return the facts that hold of everybody for some country: those that hold for one at a time, and those for whose absence the law has a word.

    Somebody is always somewhere; and a law that defines who has no nationality expects everybody else to have one.
    """
    lines = (line.that for versions in law.definitions.values() for one in versions for line in (*one.every, *one.some))
    named = (
        that.operand.body.name
        for that in lines
        if isinstance(that, Not) and isinstance(that.operand, Each) and isinstance(that.operand.body, Ref)
        if that.operand.quantifier == "any" and that.operand.domain == "country" and that.operand.only == Known(True)
    )
    places = (fact.name for fact in law.facts.values() if fact.one_of == "country")
    return frozenset(name for name in (*named, *places) if name in law.facts)


def is_unsaid(ref: Ref, fact: Fact, person: Person) -> bool:
    """Return whether nobody speaks of a fact, of whichever country."""
    return not any(
        one.fact.name == ref.name and _without_country(one.fact, fact) == _without_country(ref, fact)
        for one in person.statements
    )


def _without_country(ref: Ref, fact: Fact) -> tuple[str, ...]:
    return tuple(a for kind, a in zip(fact.parameters, ref.arguments, strict=True) if kind != "country")


def candidates_of(
    person: Person, law: Law, ways: Ways, countries: tuple[str, ...], asked: frozenset[str]
) -> Iterator[Candidate]:
    """Yield every question about a fact that some act on the way reads and that is still open.

    countries: those of the case, in the order in which they are offered
    """
    silent, undated = said_before(person), day_not_told(person)
    placed: dict[str, Ref] = {}
    for name in ways.rules.atoms:
        ref = ref_of(name)
        fact = law.facts.get(ref.name)
        if fact is None or "procedure" in fact.parameters or not ways.mentions((ways.number[name],)):
            continue
        stated = value_of(person, ref, law)
        wants_day = fact.kind == "date" or (stated.value and not stated.from_absence)
        if wants_day and stated.since is None and not {ref} & (silent | undated) and f"day {name}" not in asked:
            yield from _dated(f"day {name}", ref, ways)
        if fact.kind == "date":
            continue
        if fact.parameters.count("country") == 1:
            placed.setdefault(f"fact {ref.name}({','.join(_without_country(ref, fact))})", ref)
        elif is_open(stated) and ref not in silent and f"fact {name}" not in asked:
            yield _truth(f"fact {name}", ref, stated, ways)
    expected = expected_somewhere(law)
    for key, ref in placed.items():
        if key not in asked:
            refs = [with_country(ref, code, law) for code in countries]
            yield from _placed(key, refs, person, law, ways, ref.name in expected)


def with_country(ref: Ref, code: str, law: Law) -> Ref:
    """Return the same fact of another country."""
    kinds = law.facts[ref.name].parameters
    return Ref(ref.name, tuple(code if k == "country" else a for k, a in zip(kinds, ref.arguments, strict=True)))


def is_open(stated: Stated) -> bool:
    """Return whether a fact may still be asked about: nobody speaks of it, or only in doubt; two sources that differ are for people to settle."""
    return not stated.contradictory and (stated.from_absence or stated.value is None)


# --- yes or no --------------------------------------------------------------------------------------------------------


def _truth(key: str, ref: Ref, stated: Stated, ways: Ways) -> Candidate:
    atom = ways.number[_name(ref)]
    if stated.value is None:
        return Candidate(key, TRUTH, (ref,), ((EVEN // 2, {atom: TRUE}), (EVEN // 2, {atom: FALSE})), (atom,))
    otherwise = {atom: FALSE if stated.value else TRUE}
    return Candidate(key, TRUTH, (ref,), ((RARE, otherwise),), (atom,), rare=True)


def _name(ref: Ref) -> str:
    return f"{ref.name}({','.join(ref.arguments)})" if ref.arguments else ref.name


# --- one country or several -----------------------------------------------------------------------------------------------


def _placed(key: str, refs: list[Ref], person: Person, law: Law, ways: Ways, is_expected: bool) -> Iterator[Candidate]:
    fact = law.facts[refs[0].name]
    told = {ref: value_of(person, ref, law) for ref in refs}
    if is_expected and not is_unsaid(refs[0], fact, person):
        return
    if is_expected:
        atoms = {ref: ways.number[_name(ref)] for ref in refs if _name(ref) in ways.number}
        share = max(1, EVEN // len(refs))
        answers = tuple((share, {a: TRUE if other == ref else FALSE for other, a in atoms.items()}) for ref in refs)
        left_out = None if fact.absent == "unknown" else dict.fromkeys(atoms.values(), FALSE)
        kind = PLACE if fact.one_of else PLACES
        yield Candidate(key, kind, tuple(refs), answers, tuple(atoms.values()), left_out, expected=True)
        return
    silent = said_before(person)
    still = [ref for ref in refs if is_open(told[ref]) and ref not in silent and _name(ref) in ways.number]
    still = [ref for ref in still if ways.mentions((ways.number[_name(ref)],))]
    if len(still) == 1:
        yield _truth(key, still[0], told[still[0]], ways)
    elif still:
        atoms = {ref: ways.number[_name(ref)] for ref in still}
        unknown = any(told[ref].value is None for ref in still)
        share = EXPECTED if unknown else RARE
        each = tuple((share, {a: TRUE if other == ref else FALSE for other, a in atoms.items()}) for ref in still)
        none = ((share, dict.fromkeys(atoms.values(), FALSE)),) if unknown else ()
        yield Candidate(key, PLACES, tuple(still), (*each, *none), tuple(atoms.values()), rare=not unknown)


# --- since when -----------------------------------------------------------------------------------------------------------


def _dated(key: str, ref: Ref, ways: Ways) -> Iterator[Candidate]:
    """Yield the question since when a fact holds, or on what day it was, if a clock on the way reads it."""
    atom = ways.number[_name(ref)]
    if not clocks_on(atom, ways):
        return
    days = turns(atom, ways)
    today = ways.rules.today
    samples = sorted({today - LONG_AGO, today, *days, *(day - 1 for day in days)})
    share = max(1, EVEN // len(samples))
    yield Candidate(key, DAY, (ref,), tuple((share, {atom: (Truth.TRUE, day)}) for day in samples), (atom,))


def clocks_on(atom: int, ways: Ways) -> list[Clock]:
    return [clock for clock in ways.packed.clocks if clock.atom == atom]


def turns(atom: int, ways: Ways) -> tuple[int, ...]:
    """Return the days from which on a beginning makes a clock read otherwise today, earliest first."""
    found = set()
    for clock in clocks_on(atom, ways):
        low, high = ways.rules.today - LONG_AGO, ways.rules.today
        if passes(clock, low, ways) == passes(clock, high, ways):
            continue
        while high - low > 1:  # a clock that has passed its period would have passed it had it begun earlier
            middle = (low + high) // 2
            if passes(clock, middle, ways) == passes(clock, low, ways):
                low = middle
            else:
                high = middle
        found.add(high)
    return tuple(sorted(found))


def passes(clock: Clock, since: int, ways: Ways) -> bool:
    """Return whether a clock that began on a day is true today."""
    slot = ways.packed.slot[clock.atom]
    begun = tuple(since if place == slot else 0 for place in range(len(ways.packed.clocked)))
    return ways.packed.test(clock)(State(1 << clock.atom, 0, begun, ways.rules.today)) == HOLDS


def day_taken(first: date, last: date, atom: int, ways: Ways) -> date | None:
    """Return the day to reckon with when it is only known to lie in a span; None where it matters which day of the span it was.

    A period that must have run is reckoned from the last day, one that must not have run out from the first: never in the person's favour.
    """
    clocks = clocks_on(atom, ways)
    if any(first.toordinal() < turn <= last.toordinal() for turn in turns(atom, ways)):
        return None
    lapsing = all(clock.comparison in ("<=", ">") for clock in clocks)
    return first if clocks and lapsing else last


def days_that_matter(atom: int, ways: Ways) -> tuple[date, ...]:
    return tuple(date.min + timedelta(days=day - 1) for day in turns(atom, ways))
