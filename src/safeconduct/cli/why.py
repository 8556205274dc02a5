"""`safeconduct why`: one procedure, line by line."""

from safeconduct.answers.page import Page
from safeconduct.answers.saying import Tongue
from safeconduct.answers.terminal_doors import write_door
from safeconduct.answers.why import why
from safeconduct.cli.called import the_procedure
from safeconduct.cli.inquiry import Inquiry
from safeconduct.cli.show import show, terminal_width
from safeconduct.routes.doors import doors_of
from safeconduct.rules.from_law import compile_rules


def show_why(inquiry: Inquiry, text: str, lang: str) -> None:
    """Print how the procedure that `text` means stands for the person; an unclear text ends the program."""
    procedure = the_procedure(text, inquiry, lang)
    page = Page(terminal_width())
    compiled = compile_rules(inquiry.law, inquiry.person)
    for door in why(procedure, inquiry.law, inquiry.person, compiled, doors_of(compiled.rules)):
        write_door(door, page, Tongue(lang), whole=True)
    show(page)
