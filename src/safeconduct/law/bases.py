"""Which rule rests on which provision, in which time: every citation of the lawbooks with the rule it stands in."""

from collections.abc import Iterator
from datetime import date

from msgspec import Struct, structs

from safeconduct.law.in_force import meet
from safeconduct.law.model import ALWAYS, InForce, Law, Unstated
from safeconduct.terms.citation import Citation


class Basis(Struct, frozen=True, order=True):
    """One citation of one rule.

    rule:  full name of the procedure, definition, consequence …; of an entry without a name, its first words
    kind:  procedure, remedy, definition, consequence, authority, open question, clock, extension, stop, hop, sign, not in rules
    part:  what of the rule cites: rule, condition, criterion, document, fee, within …
    place: file:line of the part, or of the rule where the part has none; empty for entries that keep none
    start, end: first and last day on which the part is in force, None is open
    """

    rule: str
    kind: str
    part: str
    place: str
    citation: Citation
    start: date | None
    end: date | None

    def is_in_force(self, on: date) -> bool:
        return (self.start is None or self.start <= on) and (self.end is None or on <= self.end)


def bases_of(law: Law) -> list[Basis]:
    """Return every citation of a provision, once for each rule, part and time, in the order of the lawbooks."""
    return list(dict.fromkeys(basis for basis in _all_bases(law) if basis.citation.article is not None))


def _all_bases(law: Law) -> Iterator[Basis]:
    for procedure in law.procedures.values():
        yield from _of(procedure, Basis(procedure.name, "procedure", "rule", procedure.place, _NOTHING, None, None))
    for remedy in law.remedies.values():
        yield from _of(
            remedy, Basis(remedy.procedure.name, "remedy", "rule", remedy.procedure.place, _NOTHING, None, None)
        )
    for versions in law.definitions.values():
        for definition in versions:
            yield from _of(
                definition, Basis(definition.name, "definition", "rule", definition.place, _NOTHING, None, None)
            )
    for consequence in law.consequences.values():
        yield from _of(
            consequence, Basis(consequence.name, "consequence", "rule", consequence.place, _NOTHING, None, None)
        )
    for authority in law.authorities.values():
        yield from _of(authority, Basis(authority.name, "authority", "rule", "", _NOTHING, None, None))
    for question in law.open_questions.values():
        yield from _of(question, Basis(question.name, "open question", "rule", "", _NOTHING, None, None))
    for owed in (law.owed.clocks, law.owed.extensions, law.owed.stops, law.owed.hops, law.owed.signs):
        for name, one in owed.items():
            yield from _of(one, Basis(name, type(one).__name__.lower(), "rule", "", _NOTHING, None, None))
    for unstated in law.not_in_rules:
        yield from _of(unstated, Basis(_first_words(unstated), "not in rules", "rule", "", _NOTHING, None, None))


_NOTHING = Citation("")


def _of(value: object, so_far: Basis) -> Iterator[Basis]:
    """Yield the citations inside a value: `so_far` says what is known of the rule they stand in."""
    if isinstance(value, Citation):
        yield structs.replace(so_far, citation=value)
    elif isinstance(value, Struct):
        here = _narrowed(value, so_far)
        if here is not None:
            for name in value.__struct_fields__:
                yield from _of(getattr(value, name), here)
    elif isinstance(value, tuple):
        for item in value:
            yield from _of(item, so_far)


def _narrowed(value: Struct, so_far: Basis) -> Basis | None:
    """Return what is known inside a part of a rule, or None when the part is never in force while its rule is."""
    dates: InForce = getattr(value, "in_force", ALWAYS)
    if not meet(dates, InForce(so_far.start, so_far.end)):
        return None
    starts = [day for day in (so_far.start, dates.start) if day is not None]
    ends = [day for day in (so_far.end, dates.end) if day is not None]
    return structs.replace(
        so_far,
        part=_PARTS.get(type(value).__name__, so_far.part),
        place=getattr(value, "place", "") or so_far.place,
        start=max(starts, default=None),
        end=min(ends, default=None),
    )


_PARTS = {
    "Condition": "condition",
    "Criterion": "criterion",
    "Document": "document",
    "Fee": "fee",
    "Within": "period",
    "ClockPeriod": "period",
    "Silence": "silence",
    "Exposure": "exposure",
    "Duty": "duty",
    "NotProcedure": "exception",
}


def _first_words(entry: Unstated) -> str:
    words = entry.words.en.split()
    return " ".join(words[:8]) + (" …" if len(words) > 8 else "")
