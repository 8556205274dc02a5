"""What is found in the contacts of a case: circles, stalls and what else they show. The patterns are those of the contacts format, section 3.

Here nothing is law: what a pattern means, and what answers it, is in the lawbook (`casework/signs.py`).
"""

from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import Struct

from safeconduct.casework.clocks import Clock, clocks_of
from safeconduct.casework.hops import is_late, limit_of
from safeconduct.casework.model import History, known_on
from safeconduct.casework.trails import chains_of, cycles_of, next_of
from safeconduct.law.model import Law
from safeconduct.terms.dates import DAY

NEWS = ("decision", "notice", "extension", "documents")
NO_REASON = ("no-precedent", "no-law")  # refusals that rest on the want of something


class Finding(Struct, frozen=True):
    """One pattern found.

    matter:     None: it is about all of them
    contacts:   numbers in the history, in order
    day:        on which it became so; of `no-news` the last day of news
    inside:     all units belong to one agency
    said:       of law.keys.SAYINGS
    clock:      full name, of the matter
    statutory:  the matter is an application that a law provides for
    times:      how often, of `repeated`; of `disclaimer` how many agencies have sent the person to another one by then, of `chain` how many on it have
    flaws:      of an extension (casework/extensions.py)
    """

    pattern: str
    matter: str | None
    contacts: tuple[int, ...]
    day: date
    inside: bool = True
    said: str | None = None
    in_writing: bool = False
    clock: str | None = None
    statutory: bool = False
    times: int = 1
    flaws: tuple[str, ...] = ()


def findings_of(history: History, law: Law, on: date) -> tuple[Finding, ...]:
    """Return everything found by the end of a day, matter by matter, in the order of the patterns."""
    known = known_on(history, on)
    clocks = clocks_of(known, law, on)
    found = [one for matter in known.matters for one in MatterContacts(known, matter, law, on).findings(clocks)]
    matters = known.matters
    received = [
        one
        for one in known.contacts
        if one.is_received and (matters[one.matter].statutory or matters[one.matter].is_unsorted)
    ]
    if known.contacts and not received:
        everything = tuple(range(len(known.contacts)))
        found.append(Finding("only-asked", None, everything, known.contacts[-1].day))
    return tuple(found)


class MatterContacts:
    """The contacts about one matter, with their numbers in the whole history."""

    def __init__(self, history: History, matter: str, law: Law, on: date) -> None:
        self.history = history
        self.matter = matter
        self.law = law
        self.on = on
        self.numbers = history.of(matter)
        self.contacts = [history.contacts[number] for number in self.numbers]

    def findings(self, clocks: tuple[Clock, ...]) -> Iterator[Finding]:
        yield from self.trails()
        yield from self.one_by_one()
        yield from self.receipts()
        own = [one for one in clocks if one.matter == self.matter]
        yield from self.timely(own)
        yield from self.filings()

    def finding(
        self,
        pattern: str,
        places: tuple[int, ...],
        *,
        day: date | None = None,
        said: str | None = None,
        times: int = 1,
        flaws: tuple[str, ...] = (),
    ) -> Finding:
        """Return a finding of contacts at these places of the matter, dated by the last of them."""
        last = self.contacts[places[-1]]
        units = [unit for place in places for unit in (self.contacts[place].unit, self.contacts[place].to) if unit]
        to_nobody = (
            pattern == "disclaimer" and last.to is None
        )  # "not ours" without a word of whose: the agency disclaims
        return Finding(
            pattern=pattern,
            matter=self.matter,
            contacts=tuple(self.numbers[place] for place in places),
            day=day or last.answered or last.day,
            inside=len({self.history.agency_of(unit) for unit in units}) == 1 and not to_nobody,
            said=said,
            in_writing=last.in_writing,
            clock=self.history.matters[self.matter].clock,
            statutory=self.history.matters[self.matter].statutory,
            times=times,
            flaws=flaws,
        )

    # --- who sent whom --------------------------------------------------------------------------------------------------

    def trails(self) -> Iterator[Finding]:
        for places in cycles_of(self.contacts):
            yield self.finding("cycle", places)
        for places in chains_of(self.contacts):
            yield self.finding("chain", places, times=self.agencies_sending_on(places))

    # --- what a contact says by itself ------------------------------------------------------------------------------------

    def one_by_one(self) -> Iterator[Finding]:
        for place, one in enumerate(self.contacts):
            if one.answer == "disclaimer" and not self.is_made_good(place):
                yield self.finding("disclaimer", (place,), times=self.agencies_disclaiming(place))
            elif one.answer == "no-such-unit":
                named = [before for before in range(place) if self.contacts[before].to == one.unit]
                yield self.finding("dead-end", (*named[-1:], place))
            elif one.answer == "transfer":
                limit = limit_of(one, self.history, self.law)
                if limit is not None and is_late(one, limit, self.law, self.on):
                    yield self.finding("late-hop", (place,))
                if not one.told:
                    yield self.finding("untold", (place,))
            elif one.answer == "refused-intake":
                yield self.finding("refused-intake", (place,))
            elif self.is_non_answer(place):
                yield self.finding("non-answer", (place,), said=one.said)
            elif one.answer == "documents" and one.beyond_law:
                yield self.finding("more-papers", (place,))
            if one.consent_asked and not any(later.consented for later in self.contacts[place:]):
                yield self.finding("consent-asked", (place,))
            if one.receipt:
                yield self.finding("receipt", (place,), day=one.day)
            if one.answer == "decision":
                yield self.finding("decided", (place,))

    def agencies_disclaiming(self, place: int) -> int:
        """Return how many agencies had said, up to a place, that another one is competent: by a transfer, or by "not ours" whoever they named."""
        return self.agencies_sending_on(range(place + 1))

    def agencies_sending_on(self, places: Iterable[int]) -> int:
        """Return how many agencies said at these places that another one is competent."""
        agency_of = self.history.agency_of
        return len(
            {
                agency_of(one.unit)
                for one in (self.contacts[place] for place in places)
                if (one.answer == "disclaimer" and one.to is None)
                or (one.is_hop and one.to is not None and agency_of(one.to) != agency_of(one.unit))
            }
        )

    def is_made_good(self, place: int) -> bool:
        """Return whether a unit that had said "not ours" sent the matter on later after all."""
        unit = self.contacts[place].unit
        return any(one.unit == unit and one.answer == "transfer" for one in self.contacts[place + 1 :])

    def is_non_answer(self, place: int) -> bool:
        one = self.contacts[place]
        if one.answer == "decision":
            return not one.granted and one.in_writing and one.said in NO_REASON
        return one.answer == "non-answer" and not (one.said == "under-review" and one.until is not None)

    # --- receipts -----------------------------------------------------------------------------------------------------------

    def receipts(self) -> Iterator[Finding]:
        """Yield each receipt by another unit than the first one that is still undecided."""
        received = [place for place, one in enumerate(self.contacts) if one.is_received]
        decided = [one.answered for one in self.contacts if one.answer == "decision" and one.answered is not None]
        for later in received:
            day = self.contacts[later].day
            last = max((one for one in decided if one < day), default=date.min)
            first = next(place for place in received if self.contacts[place].day > last)
            if first < later and self.contacts[first].unit != self.contacts[later].unit:
                yield self.finding("clock-theft", (first, later), day=day)

    # --- time ---------------------------------------------------------------------------------------------------------------

    def timely(self, clocks: list[Clock]) -> Iterator[Finding]:
        place_of = {number: place for place, number in enumerate(self.numbers)}
        for clock in clocks:
            if clock.state == "overdue":
                yield self.finding("overdue", (place_of[clock.contact],), day=clock.due + DAY)
        for extension in clocks[0].extensions if clocks else ():
            if extension.flaws:
                places = (place_of[clocks[0].contact], place_of[extension.contact])
                yield self.finding("extension-refused-by-law", places, flaws=extension.flaws)
        first = next(
            (place for place, one in enumerate(self.contacts) if one.is_received and self.is_waiting(place)), None
        )
        if first is not None:
            news = [one.answered for one in self.contacts[first:] if one.answer in NEWS and one.answered is not None]
            yield self.finding("no-news", (first,), day=max([self.contacts[first].day, *news]))

    def is_waiting(self, place: int) -> bool:
        """Return whether no decision has come since a receipt."""
        return not any(
            one.answer == "decision" and one.answered is not None and one.answered >= self.contacts[place].day
            for one in self.contacts
        )

    # --- filings ------------------------------------------------------------------------------------------------------------

    def filings(self) -> Iterator[Finding]:
        """Yield that something was filed, that nobody said what sort of request it is, and how often it was with nothing new.

        What a transfer brought was not filed again.
        """
        leads = next_of(self.contacts)
        passed_on = {to for place, to in leads.items() if self.contacts[place].answer == "transfer"}
        filed = [place for place, one in enumerate(self.contacts) if one.is_received and place not in passed_on]
        if filed:
            yield self.finding("filed", (filed[0],), day=self.contacts[filed[0]].day)
        waiting = [place for place in filed if self.is_waiting(place)]
        if waiting and self.history.matters[self.matter].is_unsorted:
            yield self.finding("unsorted", (waiting[0],), day=self.contacts[waiting[0]].day)
        alike = [place for number, place in enumerate(filed) if number == 0 or not self.contacts[place].new]
        if len(alike) > 1:
            yield self.finding("repeated", tuple(alike), day=self.contacts[alike[-1]].day, times=len(alike))
