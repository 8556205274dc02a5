"""The pages that everybody in a vault has: its log, a receipt, and what is shared with interpreters."""

from typing import NamedTuple

from starlette.responses import Response

from safeconduct.answers.periods import day_in_words
from safeconduct.kept.model import CASE, CONSENTS, CONTACTS, INTERVIEW, LETTER
from safeconduct.lawbook.problems import visible
from safeconduct.vault.model import READS, Act, Compartment, Entry, Record, Role
from safeconduct.web.keeping import Log
from safeconduct.web.visit import Visit, onward, page
from safeconduct.web.wording import phrases_in

MEMBER = "member"  # kind of the entries that say what a member is called
KINDS = (
    CASE,
    INTERVIEW,
    CONTACTS,
    CONSENTS,
    LETTER,
    MEMBER,
)  # of the entries that these pages and the vault itself write
LINES = 100  # of the log on one page
LONGEST = 20_000  # letters of a shared note that are shown


class Line(NamedTuple):
    number: int
    when: str
    who: str
    what: str


class Note(NamedTuple):
    number: int
    when: str
    kind: str
    text: str


def log(visit: Visit) -> Response:
    """Show who did what when, the newest first, and that the chain of records is whole."""
    found = visit.desk.log()
    if found is None:
        return page(visit, "log", log=None)
    lines = lines_of(found, visit)
    last = max(0, (len(lines) - 1) // LINES)
    at = min(int(visit.named), last) if visit.named.isascii() and visit.named.isdigit() and len(visit.named) < 6 else 0
    return page(
        visit,
        "log",
        log=found,
        lines=lines[at * LINES : (at + 1) * LINES],
        at=at,
        last=last,
        role=visit.desk.role,
        reads=READS[visit.desk.role] if visit.desk.role else (),
        compartments=Compartment,
    )


def lines_of(found: Log, visit: Visit) -> list[Line]:
    say = phrases_in(visit.desk.lang)
    roles = {member.id: member.role for record in found.records for member in record.members}
    before = (None, *found.records)
    begun = [one for last, one in zip(before, found.records, strict=False) if last is None or last.further == 0]

    def named(member: bytes, role: Role) -> str:
        you = f", {say('log you')}" if member == found.me else ""
        return f"{member.hex()} ({say(f'role {role}')}{you})"

    return [
        Line(
            one.number,
            moment(one.at),
            named(one.writer, roles[one.writer]),
            what_of(one, found.kinds.get(one.number), visit),
        )
        for one in reversed(begun)
    ]


def what_of(record: Record, kind: str | None, visit: Visit) -> str:
    """Return what was done. `kind`: of the entry that was added, where whoever reads the log has seen it."""
    say = phrases_in(visit.desk.lang)
    let_in = ", ".join(f"{one.id.hex()} ({say(f'role {one.role}')})" for one in record.members)
    out = ", ".join(one.hex() for one in record.removed)
    match record.act:
        case Act.ADMITTED:
            return say("act admitted", who=let_in)
        case Act.ROTATED if out:
            return say("act rotated without", who=out)
        case Act.ADDED:
            of_kind = f" ({kind_of(kind, visit)})" if kind else ""
            return f"{say('act added')}: {say('log entry', number=str(record.number))}{of_kind}"
        case Act.VIEWED:
            seen = say("log entry", number=str(record.viewed)) if record.viewed else say("log all")
            return f"{say('act viewed')}: {seen}"
        case _:
            return say(f"act {record.act}")


def kind_of(kind: str, visit: Visit) -> str:
    """Return what an entry is; a kind that these pages do not write, by its own name."""
    return phrases_in(visit.desk.lang)(f"entry {kind}") if kind in KINDS else kind


def moment(at: str) -> str:
    """Return a time on record as it was where it was written."""
    return f"{at[:10]} {at[11:16]}"


def receipt(visit: Visit) -> Response:
    """Show the witness of the log as it stands, to be printed."""
    found = visit.desk.log()
    if found is None:
        return onward("/log")
    return page(visit, "receipt", receipt=str(found.receipt), day=day_in_words(visit.desk.today()))


def shared(visit: Visit) -> Response:
    """Show what is shared with interpreters; that it was looked at is put on record."""
    if visit.desk.role is None or Compartment.SHARED not in READS[visit.desk.role]:
        return page(visit, "message", 403, title="not yours", text="not yours note", way_on=True)
    return page(visit, "shared", notes=[note_of(one, visit) for one in visit.desk.shared()])


def note_of(entry: Entry, visit: Visit) -> Note:
    try:
        text = "\n".join(visible(line) for line in (entry.content or b"").decode().splitlines())[:LONGEST]
    except UnicodeDecodeError:
        text = phrases_in(visit.desk.lang)("shared bytes", count=f"{len(entry.content or b''):,}")
    return Note(entry.number, moment(entry.at), entry.kind, text)
