"""A sitting: one caseworker signed in, with the keys of their cases, their cards, and the case that lies open. Ended, nothing of it is left."""

import asyncio
import secrets
import threading
from collections.abc import Callable
from datetime import datetime

from safeconduct.office.cards import Cards, LawOfDay, Told
from safeconduct.office.keeping import OnCaseload
from safeconduct.office.workers import Errands, Workers
from safeconduct.vault.caseload import holdings_in, put_away, take
from safeconduct.vault.locks import Private
from safeconduct.vault.organisation import Organisation
from safeconduct.vault.refusals import LockedError, RefusalError
from safeconduct.vault.unlocking import private_of
from safeconduct.vault.vault import Vault
from safeconduct.web.desk import Desk
from safeconduct.web.session import BYTES, Session


class Sitting:
    """Everything of it is reached through its session alone.

    busy:    guards the caseload and the cards, never the ending
    laying:  guards which case lies on the desk; never held while something is read
    turn:    has whoever asks for a page of the case, or changes which one it is
    reading: has whoever asks for the cards or changes the caseload; they wait here and not in a thread
    """

    def __init__(
        self,
        organisation: Organisation,
        law: LawOfDay,
        name: str,
        caseload: Vault,
        lang: str,
        now: Callable[[], datetime],
        workers: Workers | None = None,
    ) -> None:
        """`name`: of the caseload's vault."""
        self.name = name
        self.organisation, self.lang, self.now, self.workers = organisation, lang, now, workers
        self.law, self.law_of_day = law.law, law
        self.session = Session()
        self.busy, self.laying = threading.Lock(), threading.Lock()
        self.turn, self.reading = asyncio.Lock(), asyncio.Lock()
        self.caseload = caseload
        self.holdings: dict[str, Private] = holdings_in(caseload, now())
        self.cards = Cards(organisation, law)
        self.waiting = 0  # requests for its pages
        self.notice = ""
        self.search = ""  # for the next page alone
        self.last_put_away = ""
        self.desk: Desk | None = None
        self.number = ""  # of the case on the desk
        self.keeping: OnCaseload | None = None  # of it
        self.laid = 0  # how often the desk was cleared
        self.ended = False

    def look(self) -> None:
        """Have what others did since to the caseload and to the case on the desk; who was left out reads nothing further.

        Raises LockedError if the caseload is good no longer, DamagedError, UnwritableError.
        """
        self.must_go_on()
        with self.laying:
            desk, keeping = self.desk, self.keeping
        heads = self.organisation.heads([self.name, *([keeping.number] if keeping else [])])
        if heads.get(self.name) != self.caseload.head:
            with self.busy:
                self.must_go_on()
                self.caseload.read()
        if desk is None or keeping is None or desk.is_locked:
            return
        try:
            with desk.busy, desk.closed_if_locked():
                keeping.catch_up(heads.get(keeping.number, b""))
        except LockedError:
            self.notice = "case closed"
            self.put_back(desk)

    def told(self) -> dict[str, Told]:
        """Return what each case has to say today. Raises LockedError, UnwritableError."""
        with self.busy:
            self.must_go_on()
            return self.cards.of(self.holdings, self.now())

    def open(self, number: str) -> Desk:
        """Put a case on the desk, in the place of another. Raises KeyError for one that is not in the caseload, RefusalError.

        Of two that are opened at once the one asked for last stays; the other is locked again.
        """
        self.must_go_on()
        private = self.holdings[number]
        mine = self.put_back()
        keeping = OnCaseload(self.organisation, self.law_of_day, number, private, self.now)
        errands = None if self.workers is None else Errands(self.workers)
        desk = Desk(keeping, self.lang, lambda: self.now().date(), elsewhere=errands)
        desk.unlock()
        if not self.lay(desk, keeping, mine):
            desk.lock()
            self.must_go_on()
            raise RefusalError("another case was opened meanwhile.")
        return desk

    def lay(self, desk: Desk, keeping: OnCaseload, mine: int) -> bool:
        """Lay an open case on the desk; False if it was cleared since `mine`. Forms made before are worth nothing any more."""
        with self.laying:
            if self.ended or self.laid != mine:
                return False
            self.desk, self.number, self.keeping = desk, keeping.number, keeping
            self.session.token = secrets.token_urlsafe(BYTES)
            return True

    def put_back(self, only: Desk | None = None) -> int:
        """Lock the case on the desk, if there is one; given `only`, no other. Return how often the desk was cleared.

        Forms that were made for it are worth nothing any more.
        """
        with self.laying:
            if only is not None and self.desk is not only:
                return self.laid
            desk, self.desk, self.number, self.keeping = self.desk, None, "", None
            self.laid += 1
            mine = self.laid
            self.session.token = secrets.token_urlsafe(BYTES)
        if desk is not None:
            desk.lock()
        return mine

    def take(self, number: str, case: Vault) -> None:
        """Take an open case into the caseload. Raises RefusalError."""
        with self.busy:
            self.must_go_on()
            take(self.caseload, number, private_of(case), self.now())
            self.look_again()

    def put_away(self, number: str) -> None:
        """Put a case away from the caseload. Raises RefusalError."""
        if number == self.number:
            self.put_back()
        with self.busy:
            self.must_go_on()
            put_away(self.caseload, number, self.now())
            self.look_again()

    def look_again(self) -> None:
        """Read the holdings anew. A case that was taken anew is read again as well."""
        before, self.holdings = self.holdings, holdings_in(self.caseload, self.now())
        for number, private in self.holdings.items():
            if before.get(number) != private:
                self.cards.told.pop(number, None)

    def must_go_on(self) -> None:
        if self.ended:
            raise LockedError

    def wipe(self) -> None:
        """Overwrite every key, and wait for nothing: not for a search, and not for a vault into which somebody is writing."""
        self.ended = self.cards.ended = True
        with self.laying:
            desk, keeping = self.desk, self.keeping
        if keeping is not None:
            keeping.drop()
        self.caseload.lock()
        self.holdings = {}
        if desk is not None:
            desk.drop()

    def end(self) -> None:
        """Forget every key and every word. Words are waited for that are just being read."""
        self.wipe()
        self.put_back()
        with self.busy:
            self.cards.told = {}
            self.holdings = {}
