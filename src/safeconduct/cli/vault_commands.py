"""The commands of `safeconduct vault`, one function each; what they do is in `cli/vault.py`, imported when one runs."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from safeconduct.cli.letter_kinds import LETTERS

if TYPE_CHECKING:
    from safeconduct.vault.places import Place

FILE = click.Path(path_type=Path, readable=False)
STORE, KEYS = "store", "keys"  # where the context keeps what --store and --keys say


class VaultType(click.ParamType["Place"]):
    """A vault: a file, or with --store a name in a database."""

    name = "vault"

    def convert(self, value: str, param: click.Parameter | None, context: click.Context | None) -> "Place":
        url = None if context is None else context.meta.get(STORE)
        if url is None:
            return Path(value)
        from safeconduct.vault.places import InDatabase

        return InDatabase(url, value, context.meta.get(KEYS) if context else None)


VAULT = VaultType()
DAY = click.DateTime(["%Y-%m-%d"])
FOUNDERS = click.Choice(["person", "supervisor"])
ROLES = click.Choice(["person", "caseworker", "supervisor", "interpreter", "auditor"])


def as_member(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options by which a member unlocks a vault."""
    for option in reversed(
        [
            click.option("--as", "name", default="me", show_default=True, help="Your name in this vault."),
            click.option("--key", "key_file", type=FILE, help="The key file, where it is not beside the vault."),
            click.option(
                "--passphrase",
                "words",
                type=FILE,
                help="A file whose first line is the passphrase; else it is asked for.",
            ),
        ]
    ):
        command = option(command)
    return command


def in_language(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the option by which its language is chosen."""
    return click.option(
        "--lang", type=click.Choice(["en", "ko"]), default="en", show_default=True, help="Language of what is shown."
    )(command)


@click.group()
@click.option(
    "--store",
    metavar="URL",
    envvar="SAFECONDUCT_STORE",
    help="A PostgreSQL database (postgresql://...) that holds vaults: FILE is then the name of one.",
)
@click.option(
    "--keys",
    metavar="FOLDER",
    type=FILE,
    envvar="SAFECONDUCT_KEYS",
    help="With --store: the folder of the key files, which no backup of the database may hold.",
)
@click.pass_context
def vault(context: click.Context, store: str | None, keys: Path | None) -> None:
    """Keep a case in an encrypted file that only its members can open."""
    context.meta[STORE], context.meta[KEYS] = store, keys


@vault.command("new")
@click.argument("file", type=VAULT)
@click.option("--as", "name", default="me", show_default=True, help="Your name in this vault.")
@click.option("--role", type=FOUNDERS, default="person", show_default=True, help="What you are in this case.")
@click.option("--key", "key_file", type=FILE, help="Where to put the key file; beside the vault when left out.")
@click.option(
    "--shares", metavar="N/M", help="Split a secret for emergencies into M shares of which N are needed: 2/3."
)
def new(file: "Place", name: str, role: str, key_file: Path | None, shares: str | None) -> None:
    """Make the vault FILE and show, once, what you have to write down."""
    from safeconduct.cli.vault import new_vault

    new_vault(file, key_file, name, role, shares)


@vault.command("list")
@click.pass_context
def list_(context: click.Context) -> None:
    """Print the names of the vaults in the database that --store names."""
    from safeconduct.cli.vault import list_vaults

    list_vaults(context.meta[STORE])


@vault.command("add")
@click.argument("file", type=VAULT)
@click.argument("kind")
@click.option("--from", "source", type=FILE, help="The file to put in; else the standard input.")
@click.option("--shared", is_flag=True, help="Interpreters may read it too.")
@as_member
def add(
    file: "Place", kind: str, source: Path | None, shared: bool, name: str, key_file: Path | None, words: Path | None
) -> None:
    """Put an entry of KIND (note, statement, case, document, ...) into the vault FILE and print its receipt."""
    from safeconduct.cli.vault import add_entry, add_file, must_not_be_of_the_pages
    from safeconduct.kept.model import FILES

    must_not_be_of_the_pages(kind)
    if kind in FILES:
        add_file(file, key_file, name, words, kind, source, shared)
    else:
        add_entry(file, key_file, name, words, kind, source, shared)


@vault.command("show")
@click.argument("file", type=VAULT)
@click.option("--number", type=click.IntRange(min=1), help="Show this entry only.")
@click.option("--into", type=FILE, help="With --number: write its bytes into a new file, unencrypted.")
@click.option(
    "--damaged", is_flag=True, help="Print what can still be read if the log is damaged; nothing is put on record."
)
@as_member
def show(
    file: "Place",
    number: int | None,
    into: Path | None,
    damaged: bool,
    name: str,
    key_file: Path | None,
    words: Path | None,
) -> None:
    """Print what you may read in the vault FILE; that you looked is put on record."""
    from safeconduct.cli.vault import show_entries, show_salvaged

    if damaged:
        show_salvaged(file, key_file, name, words)
        return
    show_entries(file, key_file, name, words, number, into)


@vault.command("routes")
@click.argument("file", type=VAULT)
@click.option(
    "--lang", type=click.Choice(["en", "ko"]), default="en", show_default=True, help="Language of the answer."
)
@click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON (safeconduct-answer/1).")
@as_member
def routes(file: "Place", lang: str, as_json: bool, name: str, key_file: Path | None, words: Path | None) -> None:
    """Answer the newest entry of kind `case` in the vault FILE, as `safeconduct routes` would."""
    from safeconduct.cli.vault import answer_case

    answer_case(file, key_file, name, words, lang, as_json)


@vault.command("contacts")
@click.argument("file", type=VAULT)
@click.option("--as-of", "as_of", type=DAY, help="The day of the report, instead of today.")
@click.option("--plan", is_flag=True, help="Look for the ways anew, and show how they differ from those of the case.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON (safeconduct-contacts/1).")
@in_language
@as_member
def contacts(
    file: "Place",
    as_of: datetime | None,
    plan: bool,
    as_json: bool,
    lang: str,
    name: str,
    key_file: Path | None,
    words: Path | None,
) -> None:
    """Show what the contacts kept in the vault FILE say, as `safeconduct contacts` would."""
    from safeconduct.cli.vault_case import Key, show_contacts

    day = None if as_of is None else as_of.date()
    show_contacts(Key(file, key_file, name, words), day, lang, as_json=as_json, plan=plan)


@vault.command("letter")
@click.argument("file", type=VAULT)
@click.argument("kind", type=LETTERS)
@click.option("--about", required=True, help="The procedure it is about, as for `why`; with its arguments if unclear.")
@click.option("--fact", "facts", multiple=True, help="Tell this fact only; may be given several times.")
@click.option("--by", metavar="PROCEDURE", help="The procedure by which it is made, where the law has several.")
@click.option("--out", type=FILE, help="File to write: .txt, .docx or .pdf; else the letter is printed.")
@click.option(
    "--lang",
    type=click.Choice(["en", "ko"]),
    default="en",
    show_default=True,
    help="Language beside the Korean; ko: Korean alone, as it is handed in.",
)
@as_member
def letter(
    file: "Place",
    kind: str,
    about: str,
    facts: tuple[str, ...],
    by: str | None,
    out: Path | None,
    lang: str,
    name: str,
    key_file: Path | None,
    words: Path | None,
) -> None:
    """Draft a letter with the facts under consent in the vault FILE, as `safeconduct letter` would; what leaves is put on record."""
    from safeconduct.cli.letter import Ask
    from safeconduct.cli.vault_case import Key, write_letter

    write_letter(Key(file, key_file, name, words), Ask(kind, about, by, facts), lang, out)


@vault.command("calendar")
@click.argument("file", type=VAULT)
@click.option("--number", required=True, help="What the case is called: one letter and digits, for each case another.")
@click.option("--way", metavar="LETTER", help="The way whose days are meant; without it the days of the contacts.")
@click.option("--alarm", type=click.IntRange(0, 365), metavar="DAYS", help="Remind this many days before each.")
@click.option("--out", type=FILE, help="File to write; else the calendar is printed.")
@in_language
@as_member
def calendar(
    file: "Place",
    number: str,
    way: str | None,
    alarm: int | None,
    out: Path | None,
    lang: str,
    name: str,
    key_file: Path | None,
    words: Path | None,
) -> None:
    """Write the days on which answers are due, from the vault FILE, as a calendar under titles that tell a stranger nothing."""
    from safeconduct.cli.vault_case import Key, write_calendar

    write_calendar(Key(file, key_file, name, words), number, way, alarm, lang, out)


@vault.command("share")
@click.argument("file", type=VAULT)
@click.argument("member")
@click.option("--role", type=ROLES, required=True, help="What the new member is in this case.")
@as_member
def share(file: "Place", member: str, role: str, name: str, key_file: Path | None, words: Path | None) -> None:
    """Let MEMBER into the vault FILE and show, once, the passphrase to give them."""
    from safeconduct.cli.vault import share_with

    share_with(file, key_file, name, words, member, role)


@vault.command("passphrase")
@click.argument("file", type=VAULT)
@as_member
def passphrase(file: "Place", name: str, key_file: Path | None, words: Path | None) -> None:
    """Give yourself a new passphrase for the vault FILE; it is shown once."""
    from safeconduct.cli.vault import renew_passphrase

    renew_passphrase(file, key_file, name, words)


@vault.command("rotate")
@click.argument("file", type=VAULT)
@click.option("--without", multiple=True, metavar="NAME", help="Leave this member out; may be given several times.")
@as_member
def rotate(file: "Place", without: tuple[str, ...], name: str, key_file: Path | None, words: Path | None) -> None:
    """Seal the vault FILE under new keys: older copies of it no longer open, nor does it for those left out."""
    from safeconduct.cli.vault import rotate_keys

    rotate_keys(file, key_file, name, words, without)


@vault.command("export")
@click.argument("file", type=VAULT)
@click.argument("parcel", type=FILE)
@as_member
def export(file: "Place", parcel: Path, name: str, key_file: Path | None, words: Path | None) -> None:
    """Write the vault FILE with its key as one encrypted PARCEL and show, once, the passphrase of the parcel."""
    from safeconduct.cli.vault import export_parcel

    export_parcel(file, key_file, name, words, parcel)


@vault.command("import")
@click.argument("parcel", type=FILE)
@click.argument("file", type=VAULT)
@click.option("--key", "key_file", type=FILE, help="Where to put the key file; beside the vault when left out.")
@click.option("--passphrase", "words", type=FILE, help="A file whose first line is the passphrase of the parcel.")
def import_(parcel: Path, file: "Place", key_file: Path | None, words: Path | None) -> None:
    """Make the vault FILE from a PARCEL. Members, passphrases and receipts are as they were."""
    from safeconduct.cli.vault import import_parcel

    import_parcel(parcel, file, key_file, words)


@vault.command("recover")
@click.argument("file", type=VAULT)
@click.option("--as", "name", default="me", show_default=True, help="Your name in this vault from now on.")
@click.option("--role", type=FOUNDERS, default="person", show_default=True, help="What you are in this case.")
@click.option("--key", "key_file", type=FILE, help="Where to put the key file; beside the vault when left out.")
@click.option("--shares", type=FILE, help="A file with a share on each line; else they are asked for.")
def recover(file: "Place", name: str, role: str, key_file: Path | None, shares: Path | None) -> None:
    """Open the vault FILE with the shares of its secret, when passphrase or key file are lost."""
    from safeconduct.cli.vault import recover_vault

    recover_vault(file, key_file, name, role, shares)


@vault.command("erase")
@click.argument("file", type=VAULT)
@click.option("--key", "key_file", type=FILE, help="The key file, where it is not beside the vault.")
@click.option("--yes", is_flag=True, help="Do not ask first.")
def erase(file: "Place", key_file: Path | None, yes: bool) -> None:
    """Destroy the key file, then the vault FILE: no copy of it opens any more."""
    from safeconduct.cli.vault import erase_vault

    erase_vault(file, key_file, yes)


@vault.command("audit")
@click.argument("file", type=VAULT)
@click.option(
    "--receipt", "receipts", multiple=True, help="A receipt that the log must bear out; several may be given."
)
@click.option("--audit-key", "audit_key", type=FILE, help="A file whose first line is the audit key.")
@as_member
def audit(
    file: "Place",
    receipts: tuple[str, ...],
    audit_key: Path | None,
    name: str,
    key_file: Path | None,
    words: Path | None,
) -> None:
    """Print who did what when in the vault FILE, after checking every link, signature, receipt and proof."""
    from safeconduct.cli.vault import audit_vault

    audit_vault(file, key_file, name, words, receipts, audit_key)


@vault.group("caseload")
def caseload() -> None:
    """The cases of one caseworker under one passphrase, in the database that --store names."""


PASSPHRASE = click.option(
    "--passphrase",
    "words",
    type=FILE,
    help="A file whose first line is the passphrase of the caseload; else it is asked for.",
)


@caseload.command("new")
@click.argument("name")
@click.pass_context
def new_caseload_(context: click.Context, name: str) -> None:
    """Make the caseload of whoever signs in as NAME (C-2) and show, once, its passphrase."""
    from safeconduct.cli.caseload import new_caseload

    new_caseload(context.meta[STORE], context.meta[KEYS], name)


@caseload.command("take")
@click.argument("name")
@click.argument("number")
@click.option("--as", "member", default="me", show_default=True, help="Your name in the case.")
@click.option(
    "--case-passphrase", "case_words", type=FILE, help="A file whose first line is your passphrase in the case."
)
@PASSPHRASE
@click.pass_context
def take(
    context: click.Context, name: str, number: str, member: str, case_words: Path | None, words: Path | None
) -> None:
    """Take the case NUMBER, of which you are a member, into the caseload NAME; taken before, it is taken anew."""
    from safeconduct.cli.caseload import take_case

    take_case(context.meta[STORE], context.meta[KEYS], name, number, member, case_words, words)


@caseload.command("put-away")
@click.argument("name")
@click.argument("number")
@PASSPHRASE
@click.pass_context
def put_away(context: click.Context, name: str, number: str, words: Path | None) -> None:
    """Put the case NUMBER away from the caseload NAME; the case itself stays as it is."""
    from safeconduct.cli.caseload import put_case_away

    put_case_away(context.meta[STORE], context.meta[KEYS], name, number, words)


@caseload.command("list")
@click.argument("name")
@PASSPHRASE
@click.pass_context
def list_caseload(context: click.Context, name: str, words: Path | None) -> None:
    """Print the numbers of the cases in the caseload NAME, and which of them must be taken anew."""
    from safeconduct.cli.caseload import show_caseload

    show_caseload(context.meta[STORE], context.meta[KEYS], name, words)
