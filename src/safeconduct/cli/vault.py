"""`safeconduct vault`: what its commands do. Secrets come from a terminal or from files, never from the command line, where others could read them."""

import getpass
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from difflib import get_close_matches
from pathlib import Path

import click

from safeconduct.cli.inquiry import BAD_INPUT, law_of, stop
from safeconduct.lawbook.problems import render, visible
from safeconduct.terms.extras import how_to_install

try:
    from safeconduct.kept.from_entries import MistakesError, kept_in, must_fit, must_read_facts, person_of_text
    from safeconduct.kept.model import FILES, WRITTEN_HERE
    from safeconduct.vault.caseload import vault_called
    from safeconduct.vault.chain import receipt_from
    from safeconduct.vault.files import (
        create_files,
        erase_files,
        import_files,
        open_files,
        recover_files,
        rotate_files,
        salvage_files,
    )
    from safeconduct.vault.forward import audit_key_from, audit_key_text, find_unproved
    from safeconduct.vault.membership import admit, change_passphrase, find_member
    from safeconduct.vault.memory import keep_in
    from safeconduct.vault.model import READS, Act, Compartment, Entry, Receipt, Record, Role
    from safeconduct.vault.parcel import export
    from safeconduct.vault.passphrases import fresh_passphrase
    from safeconduct.vault.places import Place, key_file_of, title_of, vaults_in
    from safeconduct.vault.private_files import write_new
    from safeconduct.vault.recovery import fresh_secret, pair_from, secret_from, shares_of
    from safeconduct.vault.refusals import RefusalError
    from safeconduct.vault.slots import MOST_CONTENT
    from safeconduct.vault.vault import Vault
except ModuleNotFoundError as missing:
    stop(f"this command needs {missing.name}: {how_to_install('casework')}.")

ONCE = "It is shown this once. Write it on paper; keep the paper away from this machine."
RECEIPT = "Copy it elsewhere: with it, safeconduct vault audit shows later whether anything written up to now was changed or taken out."
INDENT = "    "
NEAR = 0.7  # how alike a kind must be to one that is read, as difflib counts
NAMING = "member"  # kind of the entries that say whose id is whose


def now() -> datetime:
    return datetime.now(UTC).astimezone()


# --- the commands ---


def new_vault(file: Place, key_file: Path | None, name: str, role: str, shares: str | None) -> None:
    """Make a vault and print its passphrase, audit key, shares and first receipt."""
    keep_in()
    file = called_opaquely(file)
    key_file, words, secret = key_file or key_file_of(file), fresh_passphrase(), None
    with refusals(file):
        if shares is not None:
            secret = fresh_secret()
            split = shares_of(secret, *numbers_of(shares))
        vault = create_files(
            file, key_file, name, Role(role), words, now(), None if secret is None else pair_from(secret)
        )
        receipt = vault.receipt()
    say(
        f"written: {title_of(file)}",
        f"written: {key_file.as_posix()} (the key file: without it nothing opens. Keep it out of backups of the vault)",
    )
    if not isinstance(file, Path):
        say(
            f"The name '{title_of(file)}' is not encrypted: whoever runs the database reads it. It must lead to nobody; a letter and a number do."
        )
    tell(f"Your passphrase. It opens the vault together with your name in it: {visible(name)}.", words)
    tell_audit_key(vault)
    if shares is not None:
        needed, _ = numbers_of(shares)
        tell(
            f"The shares. Give each to somebody else: any {needed} of them open the vault, and every copy of it.",
            *split,
        )
    tell_receipt(receipt)
    shut(vault)


def called_opaquely(file: Place) -> Place:
    """Return where a vault is to be made. In a database its name is not encrypted: one that tells something ends the command before anything is made."""
    if isinstance(file, Path):
        return file
    with refusals(file):
        return file._replace(name=vault_called(file.name))


def list_vaults(url: str | None) -> None:
    """Print the names of the vaults in a database, one on each line."""
    if url is None:
        stop("name the database: safeconduct vault --store postgresql://... list.")
    try:
        for place in vaults_in(url):
            click.echo(visible(place.name))
    except RefusalError as refusal:
        stop(str(refusal))


def add_entry(
    file: Place, key_file: Path | None, name: str, words: Path | None, kind: str, source: Path | None, shared: bool
) -> None:
    """Add what a file or the standard input holds, and print the receipt."""
    content = content_from(source)
    with unlocked(file, key_file, name, words) as vault:
        receipt = vault.add(kind, content, now(), compartment=Compartment.SHARED if shared else Compartment.FACTS)
        tell_receipt(receipt)
    near = kind_meant(kind)
    if near is not None:
        click.echo(
            visible(
                f"The program reads no entry of kind '{kind}'. If '{near}' was meant, put it in again under that kind."
            ),
            err=True,
        )


def kind_meant(kind: str) -> str | None:
    """Return the kind that is read and for which this one may be a slip; None where it is like none."""
    return next(iter(get_close_matches(kind.casefold(), FILES, n=1, cutoff=NEAR)), None)


def must_not_be_of_the_pages(kind: str) -> None:
    """End for a kind that only the pages and `vault letter` write: other bytes under it could not be read back."""
    if kind in WRITTEN_HERE:
        stop(
            f"entries of kind '{kind}' are written by the program itself. Put this in under another kind, such as document."
        )


def add_file(
    file: Place, key_file: Path | None, name: str, words: Path | None, kind: str, source: Path | None, shared: bool
) -> None:
    """Put in a case, contacts or consents, unless the pages and these commands could not use it then; print the receipt."""
    content = content_from(source)
    if shared:
        stop(f"a {kind} is not shared with interpreters: leave --shared out, or put it in under another kind.")
    called = "the standard input" if source is None else source.as_posix()
    law = law_of(None)
    with unlocked(file, key_file, name, words) as vault:
        must_read_facts(vault.role)
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise RefusalError(f"{called} is no text in UTF-8. Nothing was added.") from None
        must_fit(kind, text, called, kept_in(vault.entries(now())), law, now().date())
        tell_receipt(vault.add(kind, text.encode(), now(), compartment=Compartment.FACTS))


def show_entries(
    file: Place, key_file: Path | None, name: str, words: Path | None, number: int | None, into: Path | None
) -> None:
    """Print entries, or write one into a file."""
    if into is not None and number is None:
        stop("--into needs --number: one entry for one file.")
    with unlocked(file, key_file, name, words) as vault:
        if number is None:
            entries = vault.entries(now())
            names = names_in(entries, vault.records())
            for entry in entries:
                show(entry, names)
            return
        entry = vault.entry(number, now())
        if into is None:
            show(entry, {})
        elif entry.content is None:
            stop(f"entry {number} is damaged. Nothing was written.")
        else:
            write_new(into, entry.content)
            say(f"written: {into.as_posix()} (not encrypted)")


def show_salvaged(file: Place, key_file: Path | None, name: str, words: Path | None) -> None:
    """Print what can still be read in a damaged vault."""
    keep_in()
    must_be_there(file, key_file)
    secret = passphrase_from(words, of_member(name, file))
    with refusals(file):
        entries = salvage_files(file, key_file or key_file_of(file), name, secret)
    for entry in entries:
        show(entry, {})
    say("", f"{len(entries):,} entries can be read. That there were no others, and who wrote them, is not proved.")


def answer_case(file: Place, key_file: Path | None, name: str, words: Path | None, lang: str, as_json: bool) -> None:
    """Print the answer to the newest case in a vault; the case itself is never written to disk."""
    from safeconduct.cli.inquiry import Inquiry
    from safeconduct.cli.routes import show_routes
    from safeconduct.law.in_force import in_force

    law = law_of(None)
    with unlocked(file, key_file, name, words) as vault:
        if Compartment.FACTS not in READS[vault.role]:
            stop(
                f"{title_of(file)}: the role '{vault.role}' may not read the case; the person, a caseworker or a supervisor may."
            )
        kept = kept_in(vault.entries(now()))
        if kept.case is None:
            stop(
                f"{title_of(file)}: there is no entry of kind 'case'. Put one in: safeconduct vault add FILE case --from CASE."
            )
        person = person_of_text(kept.case.text, f"{title_of(file)}, {kept.case.name}", law)
    show_routes(Inquiry(in_force(law, person.as_of), person), lang, as_json, verify=False, everything=False, way=None)


def share_with(file: Place, key_file: Path | None, name: str, words: Path | None, member: str, role: str) -> None:
    """Let a member in and print their first passphrase."""
    fresh = fresh_passphrase()
    with unlocked(file, key_file, name, words) as vault:
        receipt = admit(vault, member, Role(role), fresh, now())
        tell(
            f"The passphrase of {visible(member)}, who should take a new one at once (safeconduct vault passphrase).",
            fresh,
        )
        tell_receipt(receipt)


def renew_passphrase(file: Place, key_file: Path | None, name: str, words: Path | None) -> None:
    """Replace the member's passphrase and print the new one."""
    must_be_there(file, key_file)
    old, fresh = passphrase_from(words, of_member(name, file)), fresh_passphrase()
    with opened(file, key_file, name, old) as vault:
        receipt = change_passphrase(vault, name, old, fresh, now())
        tell(
            "Your new passphrase. The old one opens only older copies of the vault, until the keys are rotated.", fresh
        )
        tell_receipt(receipt)


def rotate_keys(file: Place, key_file: Path | None, name: str, words: Path | None, without: tuple[str, ...]) -> None:
    """Seal the vault under new keys, for all but those left out."""
    with unlocked(file, key_file, name, words) as vault:
        leaving = []
        for one in without:
            member = find_member(vault, one)
            if member is None:
                stop(f"--without {one}: there is no member of that name. Nothing was changed.")
            leaving.append(member)
        key_file = key_file or key_file_of(file)
        receipt = rotate_files(vault, key_file, now(), tuple(leaving))
        say("The keys are new. Copies made before open no longer with the key file of today.")
        for one in without:
            say(f"{one} is out: the vault opens for them no longer. What they read or copied before stays with them.")
        say(
            f"Back up the key file anew, apart from the vault: {key_file.as_posix()}. Its older copies open nothing written from now on."
        )
        tell_receipt(receipt)


def export_parcel(file: Place, key_file: Path | None, name: str, words: Path | None, parcel: Path) -> None:
    """Write a parcel and print its passphrase."""
    fresh = fresh_passphrase()
    with unlocked(file, key_file, name, words) as vault:
        export(vault, parcel, fresh, now())
        say(f"written: {parcel.as_posix()} (it still opens after the vault is erased here)")
        tell("The passphrase of the parcel. Send it another way than the parcel.", fresh)
        tell_receipt(vault.receipt())


def import_parcel(parcel: Path, file: Place, key_file: Path | None, words: Path | None) -> None:
    """Make a vault from a parcel."""
    keep_in()
    file = called_opaquely(file)
    key_file = key_file or key_file_of(file)
    secret = passphrase_from(words, "Passphrase of the parcel")
    with refusals(parcel):
        import_files(parcel, file, key_file, secret)
    say(
        f"written: {title_of(file)}",
        f"written: {key_file.as_posix()}",
        "Names and passphrases of its members are as they were.",
    )


def recover_vault(file: Place, key_file: Path | None, name: str, role: str, shares: Path | None) -> None:
    """Open a vault by shares of its secret and print the new member's passphrase."""
    keep_in()
    key_file, fresh = key_file or key_file_of(file), fresh_passphrase()
    with refusals(file):
        secret = secret_from(list(shares_from(shares)))
        vault = recover_files(file, key_file, secret, name, Role(role), fresh, now())
    say("The vault is open under new keys. All former members are out; let them in again with safeconduct vault share.")
    tell("Your passphrase.", fresh)
    tell_audit_key(vault)
    tell_receipt(vault.receipt())
    shut(vault)


def erase_vault(file: Place, key_file: Path | None, yes: bool) -> None:
    """Destroy key file and vault, after asking."""
    key_file = key_file or key_file_of(file)
    if not yes and not click.confirm(f"Destroy {visible(title_of(file))} for ever?", err=True):
        stop("nothing was erased.")
    with refusals(file):
        had_key = erase_files(file, key_file)
    if not had_key:
        stop(
            f"{title_of(file)} is gone, but there was no key file {key_file.as_posix()}: copies of the vault still open with it. Destroy it too."
        )
    say(
        "erased. Copies of the vault open no longer, unless somebody has a copy of the key file too, a parcel, or enough shares:",
        "destroy these as well.",
    )


def audit_vault(
    file: Place, key_file: Path | None, name: str, words: Path | None, receipts: tuple[str, ...], audit_key: Path | None
) -> None:
    """Print the log and what is wrong with it; end with code 2 if anything is."""
    with refusals(file):
        wanted = [receipt_from(text) for text in receipts]
        key = None if audit_key is None else audit_key_from(first_line(audit_key))
    with unlocked(file, key_file, name, words) as vault:
        records = vault.records()
        members = {member.id: member.role for record in records for member in record.members}
        for before, record in zip((None, *records), records, strict=False):
            continued = before is not None and before.further > 0
            say(line_of(record, members[record.writer]) + (" (continued)" if continued else ""))
        wrong = [
            f"the log does not bear out the receipt {one}: it was not copied right, or the log was cut or written anew."
            for one in wanted
            if not vault.bears_out(one)
        ]
        if key is not None:
            unproved = find_unproved(key, vault.case, vault.chain.links, vault.proofs())
            if unproved is not None:
                wrong.append(
                    f"the proof of record {unproved} is not the one it got when it was written, or this is not the audit key."
                )
        say("", f"{len(records):,} records: numbers, links and signatures are right.")
        if wrong:
            stop(f"{title_of(file)}: " + " ".join(wrong))
        if wanted or key is not None:
            say(f"Receipts borne out: {len(wanted)}. Proofs checked: {len(records) if key is not None else 0}.")


# --- asking and telling ---


@contextmanager
def refusals(file: Place) -> Iterator[None]:
    """Show why it could not be done, and end with code 2."""
    try:
        yield
    except MistakesError as mistakes:
        for problem in mistakes.problems:
            click.echo(render(problem, mistakes.text.line(problem.line)), err=True)
            click.echo(err=True)
        raise SystemExit(BAD_INPUT) from None
    except RefusalError as refusal:
        stop(f"{title_of(file)}: {refusal}")


@contextmanager
def unlocked(file: Place, key_file: Path | None, name: str, words: Path | None) -> Iterator[Vault]:
    must_be_there(file, key_file)
    with opened(file, key_file, name, passphrase_from(words, of_member(name, file))) as vault:
        yield vault


@contextmanager
def opened(file: Place, key_file: Path | None, name: str, passphrase: str) -> Iterator[Vault]:
    """Unlock a vault, and lock it again whatever happens."""
    keep_in()
    with refusals(file):
        vault = open_files(file, key_file or key_file_of(file), name, passphrase, now())
        try:
            tell_audit_key(vault)
            yield vault
        finally:
            shut(vault)


def must_be_there(file: Place, key_file: Path | None) -> None:
    """End where there is no file at all, or no key file, which anybody can see. Whatever is there fails in one way (`NotUnlockedError`)."""
    if isinstance(file, Path) and not file.exists():
        stop(f"{title_of(file)}: there is no such file.")
    key_file = key_file or key_file_of(file)
    if not key_file.exists():
        stop(
            f"{title_of(file)}: there is no key file {key_file.as_posix()}, without which no passphrase opens it. Put its newest copy there, or say where it is."
        )


def of_member(name: str, file: Place) -> str:
    """Return how the passphrase of a member is asked for."""
    return visible(f"Passphrase of {name} in {title_of(file)}")


def shut(vault: Vault) -> None:
    vault.lock()
    vault.store.close()


def passphrase_from(file: Path | None, prompt: str) -> str:
    """Return the first line of a file, or what is typed unseen on the terminal."""
    if file is not None:
        return first_line(file)
    with warnings.catch_warnings():
        warnings.simplefilter("error", getpass.GetPassWarning)
        try:
            return getpass.getpass(f"{prompt}: ")
        except (getpass.GetPassWarning, EOFError):
            stop(
                "the passphrase cannot be asked for here without being seen. Name a file whose first line it is: --passphrase FILE."
            )


def first_line(file: Path) -> str:
    try:
        with file.open(encoding="utf-8") as stream:
            return stream.readline(1_000).strip()
    except (OSError, UnicodeDecodeError):
        stop(f"{file.as_posix()} cannot be read.")


def shares_from(file: Path | None) -> Iterator[str]:
    """Yield the lines of a file, or what is typed until an empty line."""
    if file is not None:
        try:
            text = file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            stop(f"{file.as_posix()} cannot be read.")
        yield from (line for line in text.splitlines() if line.strip())
        return
    while line := passphrase_from(None, "Share (Enter alone when there are no more)").strip():
        yield line


def content_from(source: Path | None) -> bytes:
    try:
        if source is None:
            content = sys.stdin.buffer.read(MOST_CONTENT + 1)
        else:
            with source.open("rb") as stream:
                content = stream.read(MOST_CONTENT + 1)
    except OSError as error:
        stop(f"{source.as_posix() if source else 'the standard input'} cannot be read: {error.strerror}.")
    if not content:
        stop("there is nothing to add.")
    return content


def numbers_of(shares: str) -> tuple[int, int]:
    needed, slash, made = shares.partition("/")
    if not (slash and needed.isascii() and needed.isdigit() and made.isascii() and made.isdigit() and len(shares) < 8):
        stop(f"--shares {shares}: write how many are needed and how many are made, as in 2/3.")
    return int(needed), int(made)


def say(*lines: str) -> None:
    for line in lines:
        click.echo(visible(line))


def tell(what: str, *secrets: str) -> None:
    say("", f"{what} {ONCE if len(secrets) == 1 else ONCE.replace('It is', 'They are').replace('it on', 'them on')}")
    say(*(INDENT + secret for secret in secrets))


def tell_audit_key(vault: Vault) -> None:
    if vault.audit_key is not None:
        tell(
            "The audit key, for somebody who does not write in this vault: with it they can prove that no record was written anew.",
            audit_key_text(vault.audit_key),
        )


def tell_receipt(receipt: Receipt) -> None:
    say("", f"Receipt: {receipt}", RECEIPT)


def show(entry: Entry, names: dict[bytes, str]) -> None:
    say(f"{entry.number:>5}  {moment(entry.at)}  {names.get(entry.writer, entry.writer.hex())}  {entry.kind}")
    for line in lines_of(entry):
        say(INDENT * 2 + line)


def lines_of(entry: Entry) -> list[str]:
    if entry.content is None:
        return ["(damaged: these bytes are not as they were written)"]
    try:
        return entry.content.decode().splitlines()
    except UnicodeDecodeError:
        return [f"({len(entry.content):,} bytes that are no text: --number {entry.number} --into FILE)"]


def names_in(entries: list[Entry], records: tuple[Record, ...]) -> dict[bytes, str]:
    """Return what the members are called, as those who let them in wrote it down right then; anybody may write such an entry later."""
    known = {}
    for entry in entries:
        let_in = records[entry.number - 2].members if entry.kind == NAMING else ()
        if let_in and entry.content is not None:
            known[let_in[0].id] = entry.content.decode(errors="replace").partition(" ")[2]
    for record in records:
        if record.act == Act.PASSPHRASE and record.members:
            known[record.members[0].id] = known.get(record.writer, record.writer.hex())
    return known


def line_of(record: Record, role: Role) -> str:
    more = f" entry {record.viewed}" if record.viewed else ""
    more += "".join(f" {member.id.hex()} ({member.role})" for member in record.members)
    more += "".join(f" without {gone.hex()}" for gone in record.removed)
    return f"{record.number:>5}  {moment(record.at)}  {record.writer.hex()} ({role})  {record.act}{more}"


def moment(at: str) -> str:
    return f"{at[:10]} {at[11:16]} {at[19:]}"
