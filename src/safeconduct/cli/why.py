"""`safeconduct why`: one procedure, line by line."""

from safeconduct.answers.page import Page
from safeconduct.answers.saying import Tongue
from safeconduct.answers.terminal_doors import write_door
from safeconduct.answers.why import procedures_called, why
from safeconduct.cli.inquiry import Inquiry, stop
from safeconduct.cli.show import show, terminal_width
from safeconduct.lawbook.problems import close_to
from safeconduct.routes.doors import doors_of
from safeconduct.rules.from_law import compile_rules

NAMED = 12


def show_why(inquiry: Inquiry, text: str, lang: str) -> None:
    """Print how the procedure that `text` means stands for the person; an unclear text ends the program."""
    procedure = the_procedure(text, inquiry)
    page = Page(terminal_width())
    compiled = compile_rules(inquiry.law, inquiry.person)
    for door in why(procedure, inquiry.law, inquiry.person, compiled, doors_of(compiled.rules)):
        write_door(door, page, Tongue(lang), whole=True)
    show(page)


def the_procedure(text: str, inquiry: Inquiry) -> str:
    """Return the full name of the one procedure meant."""
    names = procedures_called(text, inquiry.law)
    if not names:
        known = [name.partition(".")[2] for name in (*inquiry.law.procedures, *inquiry.law.remedies)]
        stop(f"no procedure is called '{text}' on {inquiry.person.as_of}. {close_to(text, known)}".strip())
    if len(names) > 1:
        more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
        stop(f"'{text}' may mean: {', '.join(names[:NAMED])}{more}. Name one of them.")
    return names[0]
