"""The command line: one function per command, nothing else. What a command needs is imported when it runs, so that `--help` is at once.

Exit codes: 0 an answer was given (also "no way"), 2 the input cannot be used, 1 only for a fault of this program (docs/reference/exit-codes.md).
"""

import errno
import gc
import os
import signal
import sys
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path

import click

from safeconduct import __version__
from safeconduct.cli import options
from safeconduct.cli.codes import INTERRUPTED
from safeconduct.cli.cover import COVER
from safeconduct.cli.language import OF_PAGES
from safeconduct.cli.letter_kinds import LETTERS
from safeconduct.cli.options import DAY, FILE, day_of
from safeconduct.cli.short_run import leave_at_once, prepare

OBJECTIVES = click.Choice(["days", "money", "decisions", "exposure", "facts", "unstated"])
LEAVE_NOTHING_OPEN = ("routes", "reach", "why")  # commands that only read, and print at the end
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EIO)
GROUPS = ("law", "lawbook", "vault")  # each in a module of its own, loaded when one of its commands is asked for


class Commands(click.Group):
    """Commands that Ctrl-C ends quietly with 130; what they had begun they have put in order before."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted([*super().list_commands(ctx), *GROUPS])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in GROUPS and cmd_name not in self.commands:
            self.add_command(getattr(import_module(f"safeconduct.cli.{cmd_name}_commands"), cmd_name))
        return super().get_command(ctx, cmd_name)

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            pass
        except click.Abort as stopped:
            if not isinstance(stopped.__context__, KeyboardInterrupt):  # an input that ended at a question
                raise
        click.echo(err=True)  # what the shell says next begins on a line of its own
        raise SystemExit(INTERRUPTED)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="safeconduct", message="%(prog)s %(version)s")
def cli() -> None:
    """Find the lawful ways from where a person stands to what they need, or the proof that there is none.

    Nothing leaves this machine. This is information, not legal advice.
    """


@cli.command()
@click.argument("case", type=FILE)
@options.as_of
@options.lang("Language of the answer.")
@click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON (safeconduct-answer/1).")
@click.option("--verify", is_flag=True, help="Have every route and proof checked by the independent referee.")
@click.option("--all", "everything", is_flag=True, help="Print every way step by step, every door and every note.")
@click.option("--way", metavar="LETTER", help="Print one way only, in full: A, or 2A where there are several wishes.")
@options.lawbooks
def routes(
    case: Path,
    as_of: object,
    lang: str,
    as_json: bool,
    verify: bool,
    everything: bool,
    way: str | None,
    lawbooks: Path | None,
) -> None:
    """Show every lawful way worth considering for the person of CASE, a YAML file."""
    from safeconduct.cli.inquiry import inquiry_of
    from safeconduct.cli.routes import show_routes

    show_routes(inquiry_of(case, lawbooks, day_of(as_of)), lang, as_json, verify, everything, way)


@cli.command()
@click.argument("case", type=FILE)
@options.as_of
@click.option("--front", is_flag=True, help="A line for each way that no other beats, in days and in what it costs.")
@click.option("--verify", is_flag=True, help="Have every way and proof checked by the independent referee.")
@options.lawbooks
def reach(case: Path, as_of: object, front: bool, verify: bool, lawbooks: Path | None) -> None:
    """Say in one line for each wish of CASE whether it can be reached and by when; nothing is explained.

    For programs and for large lawbooks: the earliest day and its proof, or the proof that there is no way.
    """
    from safeconduct.cli.reach import show_reach

    show_reach(case, lawbooks, day_of(as_of), front=front, verify=verify)


@cli.command()
@click.argument("case", type=FILE, required=False)
@click.option("--as-of", "as_of", type=DAY, help="The day on which the question is asked; today when left out.")
@options.lang("Language of the interview.")
@options.lawbooks
def ask(case: Path | None, as_of: object, lang: str, lawbooks: Path | None) -> None:
    """Ask the questions that can still change the answer, write them into CASE, and end in the answer.

    CASE is a case file to be made or continued; without it the place is asked for at the end.
    """
    from safeconduct.cli.ask import ask as hold

    hold(case, lawbooks, day_of(as_of), lang)


@cli.command()
@click.argument("case", type=FILE, required=False)
@click.option("--vault", type=FILE, help="Keep the case in this vault instead, encrypted.")
@click.option("--key", "key_file", type=FILE, help="The key file of the vault, if it is not beside it.")
@click.option("--cover", type=COVER, default="", envvar="SAFECONDUCT_COVER", help="What the window is called instead.")
@click.option("--as-of", "as_of", type=DAY, help="The day of a new case; today when left out.")
@options.lang("Language of the first page.", OF_PAGES)
@options.lawbooks
@click.option(
    "--store",
    metavar="URL",
    envvar="SAFECONDUCT_STORE",
    help="Serve an organisation: the PostgreSQL database (postgresql://...) with its vaults.",
)
@click.option(
    "--keys",
    type=FILE,
    envvar="SAFECONDUCT_KEYS",
    help="With --store: the folder of the key files, outside of the database.",
)
@click.option("--origin", help="With --store: what browsers call the server, as in https://cases.example.org.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8750,
    show_default=True,
    help="With --store: the port on 127.0.0.1 for the proxy.",
)
def serve(
    case: Path | None,
    vault: Path | None,
    key_file: Path | None,
    cover: str,
    as_of: object,
    lang: str,
    lawbooks: Path | None,
    store: str | None,
    keys: Path | None,
    origin: str | None,
    port: int,
) -> None:
    """Show the interview and the answer as pages in a browser on this machine, and to nobody else.

    Without CASE and --vault a new case is kept in memory only. CASE is read and never written. With --store the pages are those of an
    organisation, for many caseworkers, behind a proxy that speaks TLS.
    """
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_IGN)  # a browser that goes away does not end the server

    if store is not None and case is None and vault is None:
        from safeconduct.cli.serve_office import serve_office

        serve_office(store, keys, origin, port, lawbooks, lang)
        return
    from safeconduct.cli.serve import serve_case

    serve_case(case, vault, key_file, lawbooks, day_of(as_of), lang, cover)


@cli.command()
@click.argument("case", type=FILE)
@click.argument("procedure")
@options.as_of
@options.lang("Language of the answer.")
@options.lawbooks
def why(case: Path, procedure: str, as_of: object, lang: str, lawbooks: Path | None) -> None:
    """Show why PROCEDURE is open or closed for the person of CASE: every line of the law, and how it stands.

    PROCEDURE may be any part of its name or title that means only one.
    """
    from safeconduct.cli.inquiry import inquiry_of
    from safeconduct.cli.why import show_why

    show_why(inquiry_of(case, lawbooks, day_of(as_of)), procedure, lang)


@cli.command()
@click.argument("case", type=FILE)
@click.argument("kind", type=LETTERS)
@click.option("--about", required=True, help="The procedure it is about, as for `why`; with its arguments if unclear.")
@click.option("--consents", type=FILE, help="The file of consents; without it no fact of the case is told.")
@click.option(
    "--contacts", type=FILE, help="The file of contacts; a letter that asks who is in charge names its offices."
)
@click.option("--fact", "facts", multiple=True, help="Tell this fact only; may be given several times.")
@click.option("--by", metavar="PROCEDURE", help="The procedure by which it is made, where the law has several.")
@click.option("--out", type=FILE, help="File to write: .txt, .docx or .pdf; else the letter is printed.")
@options.as_of
@options.lang("Language beside the Korean; ko: Korean alone, as it is handed in.")
@options.lawbooks
def letter(
    case: Path,
    kind: str,
    about: str,
    consents: Path | None,
    contacts: Path | None,
    facts: tuple[str, ...],
    by: str | None,
    out: Path | None,
    as_of: object,
    lang: str,
    lawbooks: Path | None,
) -> None:
    """Draft a letter to an authority for the person of CASE, with the facts they agreed to share and no other.

    A person must read and sign it. With --lang ko it is Korean alone, as it is handed in.
    """
    from safeconduct.cli.contacts import history_in
    from safeconduct.cli.inquiry import inquiry_of, law_of
    from safeconduct.cli.letter import Ask, write_letter

    inquiry = inquiry_of(case, lawbooks, day_of(as_of))
    history = None if contacts is None else history_in(contacts, law_of(lawbooks), inquiry.person, case, lang)
    write_letter(inquiry, Ask(kind, about, by, facts), consents, history, lang, out)


@cli.command()
@click.argument("case", type=FILE)
@click.option("--number", required=True, help="What the case is called: one letter and digits, for each case another.")
@click.option("--way", metavar="LETTER", help="The way whose days are meant, as `routes` names it; else the first.")
@click.option("--alarm", type=click.IntRange(0, 365), metavar="DAYS", help="Remind this many days before each.")
@click.option("--cover", type=COVER, default="", envvar="SAFECONDUCT_COVER", help="What each day is called instead.")
@click.option("--out", type=FILE, help="File to write; else the calendar is printed.")
@options.as_of
@options.lang("Language of the titles.")
@options.lawbooks
def calendar(
    case: Path,
    number: str,
    way: str | None,
    alarm: int | None,
    cover: str,
    out: Path | None,
    as_of: object,
    lang: str,
    lawbooks: Path | None,
) -> None:
    """Write the days of a way of CASE as a calendar (iCalendar), under titles that tell a stranger nothing."""
    from safeconduct.cli.calendar import write_calendar
    from safeconduct.cli.inquiry import inquiry_of

    write_calendar(inquiry_of(case, lawbooks, day_of(as_of)), number, way, alarm, lang, out, cover)


@cli.command()
@click.argument("case", type=FILE)
@click.argument("contacts", type=FILE)
@click.option("--as-of", "as_of", type=DAY, help="The day of the report, instead of that of CONTACTS.")
@options.lang("Language of the report.")
@click.option("--plan", is_flag=True, help="Look for the ways anew, and show how they differ from those of the case.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON (safeconduct-contacts/1).")
@options.lawbooks
def contacts(
    case: Path, contacts: Path, as_of: object, lang: str, plan: bool, as_json: bool, lawbooks: Path | None
) -> None:
    """Show what agencies owe the person of CASE by the CONTACTS with them: clocks, circles, stalls, and the lawful ways out."""
    from safeconduct.cli.contacts import show_contacts

    show_contacts(case, contacts, lawbooks, day_of(as_of), lang, as_json=as_json, plan=plan)


@cli.command()
@click.argument("case", type=FILE)
@click.option("--pddl", "form", flag_value="pddl", default=True, help="A domain and a problem in PDDL (the default).")
@click.option("--asp", "form", flag_value="asp", help="A program for clingo.")
@click.option("--up", "form", flag_value="up", help="A Python script that builds the problem with unified-planning.")
@click.option("--wish", default=1, show_default=True, help="Which wish of the case, by number.")
@click.option("--objective", type=OBJECTIVES, default="days", show_default=True, help="What is to be least.")
@click.option(
    "--horizon", type=click.IntRange(0, 36_500), default=365, show_default=True, help="Days that may be waited for."
)
@click.option(
    "--steps", type=click.IntRange(1, 1_000), default=20, show_default=True, help="With --asp: steps that may be taken."
)
@click.option(
    "--into", type=FILE, help="Folder to write the files into, made if it is not there; else they are printed."
)
@options.as_of
@options.lawbooks
def export(
    case: Path,
    form: str,
    wish: int,
    objective: str,
    horizon: int,
    steps: int,
    into: Path | None,
    as_of: object,
    lawbooks: Path | None,
) -> None:
    """Write one wish of CASE as a planning problem for programs that are not ours."""
    from safeconduct.cli.export import export as write
    from safeconduct.cli.inquiry import inquiry_of

    write(inquiry_of(case, lawbooks, day_of(as_of)), form, wish, objective, horizon, steps, into)


@cli.command()
@click.argument("people")
@click.option("--goal", required=True, help="A goal that a lawbook declares, or an expression, as a case's wish.")
@click.option("--map", "mapping", type=FILE, required=True, help="The mapping file: which column holds which fact.")
@click.option("--out", type=FILE, required=True, help="Table of answers: .parquet, .csv or .arrow.")
@click.option("--classes", type=FILE, help="A second table: one row for each class of answers, with how many people.")
@click.option(
    "--as-of", "as_of", type=DAY, help="The day on which the question is asked, instead of the mapping's own."
)
@click.option(
    "--engine",
    default="duckdb",
    show_default=True,
    help="Where the table is: duckdb, spark-local, spark://HOST:PORT, or an Ibis URL.",
)
@options.lawbooks
def population(
    people: str,
    goal: str,
    mapping: Path,
    out: Path,
    classes: Path | None,
    as_of: object,
    engine: str,
    lawbooks: Path | None,
) -> None:
    """Answer one goal for everybody in PEOPLE, a table with a row for each person."""
    from safeconduct.cli.population import answer_population

    answer_population(people, goal, mapping, lawbooks, day_of(as_of), out, engine, classes)


@cli.command()
@click.argument("people", type=FILE)
@click.option("--map", "mapping", type=FILE, required=True, help="Mapping file: which columns hold which facts.")
@click.option("--wishes", type=FILE, required=True, help="Wishes file: the goals, and who has them.")
@click.option(
    "--out", "into", type=click.Path(path_type=Path), required=True, help="Folder of the report, written whole or not."
)
@click.option(
    "--suppress", "least", type=click.IntRange(min=0), default=0, help="Do not show numbers of people under this."
)
@click.option("--about", default="", help="A sentence for the report: who these people are.")
@click.option(
    "--as-of", "as_of", type=DAY, help="The day on which the question is asked, instead of the mapping's own."
)
@options.lang("Language of the report.")
@options.lawbooks
def reform(
    people: Path,
    mapping: Path,
    wishes: Path,
    into: Path,
    least: int,
    about: str,
    as_of: object,
    lang: str,
    lawbooks: Path | None,
) -> None:
    """Show which articles close the wishes of PEOPLE, a table, and how many people each article would free."""
    from safeconduct.cli.reform import write_reform

    write_reform(people, mapping, wishes, into, least, lang, about, lawbooks, day_of(as_of))


def main() -> None:
    """Run the program. An exception of our own code is a fault of the program: said so, without a word of the case."""
    prepare()
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `| head` ends us quietly
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal without Korean, a file name that is no text
    try:
        try:
            cli(prog_name="safeconduct")
        except SystemExit as ended:
            if sys.argv[1:2] and sys.argv[1] in LEAVE_NOTHING_OPEN and ended.code == 0:
                leave_at_once()
            raise
    except Exception as fault:
        if isinstance(fault, OSError) and fault.errno in FULL:
            click.echo(f"safeconduct: the answer could not be written: {fault.strerror}.", err=True)
            os._exit(1)  # what is still to be written would fail once more
        import traceback

        frame = traceback.extract_tb(fault.__traceback__)[-1]
        place = f"{Path(frame.filename).name}:{frame.lineno}"
        click.echo(
            f"safeconduct: a fault of the program, not of your file: {type(fault).__name__} at {place}.", err=True
        )
        click.echo(
            "Nothing was changed and nothing was sent. Please report these two lines, never the case file.", err=True
        )
        sys.exit(1)
    finally:
        gc.freeze()  # else all that is left is looked through once more while the program ends: a tenth of the time again


if __name__ == "__main__":
    main()
