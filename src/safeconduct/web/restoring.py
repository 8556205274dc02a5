"""Putting back contacts or consents where the newest cannot be read: the newest that can is kept once more, and nothing is erased."""

from starlette.responses import Response

from safeconduct.casework.model import History
from safeconduct.casework.to_text import text_of
from safeconduct.kept.from_entries import consents_of_text, history_of_text
from safeconduct.kept.model import CONSENTS, CONTACTS, Source
from safeconduct.law.model import Law
from safeconduct.letters.consent_text import consents_text
from safeconduct.person.model import Person
from safeconduct.vault.refusals import RefusalError
from safeconduct.web.desk import Desk, Notice
from safeconduct.web.forms import first
from safeconduct.web.visit import Visit, onward
from safeconduct.web.wording import phrases_in

READ = {CONTACTS: history_of_text, CONSENTS: consents_of_text}


def restore(visit: Visit) -> Response:
    """Keep anew the newest contacts or consents that can be read, or none where none can; those that can be read stay as they are."""
    desk, kind = visit.desk, first(visit.fields, "kind")
    if not desk.course.has_wishes or kind not in READ:
        return onward("/")
    kept, papers, say = desk.kept, desk.papers(), phrases_in(desk.lang)
    if kind not in papers.unusable:
        return onward(f"/{kind}")
    found = find_readable(kind, desk.earlier(kind), papers.now.person, desk.course.law)
    desk.put_file(kind, nothing_of(kind, desk) if found is None else found.text, kept)
    text = say("began empty") if found is None else say("put back", number=str(found.number))
    desk.notice = Notice(text, is_good=True)
    return onward(f"/{kind}")


def find_readable(kind: str, sources: list[Source], person: Person, law: Law) -> Source | None:
    """Return the first text without mistakes."""
    for source in sources:
        try:
            READ[kind](source.text, source.name, person, law)
        except RefusalError:
            continue
        return source
    return None


def nothing_of(kind: str, desk: Desk) -> str:
    """Return a file of no contacts, or of no consents."""
    person = desk.course.person
    if kind == CONSENTS:
        return consents_text(person.label, ())
    return text_of(History(person.label, max(desk.today(), person.as_of), {}, {}, ()))
