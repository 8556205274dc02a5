"""`safeconduct ask`: the interview on a terminal, through pipes or a screen reader: one question, one line, until the answer."""

import sys
from datetime import UTC, date, datetime
from io import TextIOWrapper
from pathlib import Path
from typing import NoReturn

import click

from safeconduct.answers.columns import clean, wrapped
from safeconduct.answers.from_routes import answer_of
from safeconduct.answers.saying import Tongue
from safeconduct.answers.terminal import page_of
from safeconduct.cli.case_file import write_case
from safeconduct.cli.codes import INTERRUPTED
from safeconduct.cli.inquiry import law_of, stop, stop_with
from safeconduct.cli.show import show, terminal_width
from safeconduct.interview.choosing import SHOWN
from safeconduct.interview.course import FIRST_ANSWER, Course, course_of, first_survey
from safeconduct.interview.draft import Draft, can_be_continued, case_text
from safeconduct.interview.model import NEVERS, TRUTH, WISHES, Chosen, Question, Reason, Reply, Silent
from safeconduct.interview.replies import ANSWER, BACK, MORE, STOP, WHY, Command, Unclear, reply_of
from safeconduct.interview.wording import told
from safeconduct.law.model import Law, Words
from safeconduct.lawbook.from_text import MOST_BYTES
from safeconduct.lawbook.problems import visible
from safeconduct.navigator import navigate
from safeconduct.person.from_yaml import read_person

MOST_SHOWN, GROUPS_SHOWN = 30, 2  # a list of wishes longer than this begins with so many groups
TITLES = 4  # ways named for each wish in the first answer


class EndOfInputError(Exception):
    """Nobody types any more."""


def ask(case: Path | None, lawbooks: Path | None, as_of: date | None, lang: str) -> None:
    """Hold an interview and end in the answer; the case file is written after every reply if it has a place."""
    law = law_of(lawbooks)
    draft = draft_of(case, law, as_of)
    if isinstance(sys.stdin, TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")
    talk = Talk(Tongue(lang), case)
    course = course_of(law, draft)
    try:
        course = talk.hold(course)
        talk.ask_for_place(course)
    except EndOfInputError:
        click.echo()
        course = talk.course or course
    except KeyboardInterrupt:
        talk.interrupted()
    talk.close(course)


def draft_of(case: Path | None, law: Law, as_of: date | None) -> Draft:
    """Return an empty draft, or one that continues a case file; what cannot be continued ends the program."""
    if case is None or not case.exists():
        if case is not None and not case.absolute().parent.is_dir():
            stop(f"{case.as_posix()}: there is no such folder.")
        return Draft(as_of or datetime.now(UTC).astimezone().date())
    person = read_person(case, law)
    if isinstance(person, list):
        stop_with(person)
    if as_of is not None and as_of != person.as_of:
        stop(f"--as-of {as_of}: the case asks as of {person.as_of}. Change it in the file, or leave the option out.")
    base = case.read_bytes()[:MOST_BYTES].decode("utf-8-sig")
    if not can_be_continued(base, law):
        stop(
            f"{case.as_posix()}: write its facts one item a line, each beginning with '- ', so that more can be added."
        )
    return Draft(person.as_of, label=person.label, base=base, countries=person.countries)


class Talk:
    """One conversation: what is said and heard, and where the case file is kept (None: nowhere yet)."""

    def __init__(self, tongue: Tongue, file: Path | None) -> None:
        self.tongue, self.file = tongue, file
        self.width = terminal_width()
        self.course: Course | None = None
        self.written = ""  # the text last written

    # --- saying and hearing ---

    def say(self, words: Words, indent: int = 0) -> None:
        for line in wrapped(clean(self.tongue.of(words)), self.width - indent):
            click.echo(" " * indent + line)

    def hear(self) -> str:
        """Return the next line typed. Raises EndOfInputError."""
        click.echo("> ", nl=False)
        sys.stdout.flush()
        line = sys.stdin.readline()
        if not line:
            raise EndOfInputError
        return clean(line)

    # --- the interview ---

    def hold(self, course: Course) -> Course:
        """Return the course when nothing is left to ask, or when the person stops."""
        self.say(told("welcome"))
        self.say(told("privacy"))
        if self.file is not None:
            self.say(told("place of file", file=visible(self.file.as_posix())))
        if course.draft.base:
            self.say(told("continued"))
        click.echo()
        self.say(told("commands"))
        answered = rare = False
        while True:
            self.course = course
            upcoming = course.next()
            if upcoming.question is None:
                click.echo()
                self.say(told("nothing more"))
                return course
            due = len(course.steps) >= FIRST_ANSWER or upcoming.rare
            if (due and not answered) or (upcoming.rare and not rare):
                if not answered:
                    self.first_answer(course)
                answered, rare = True, rare or upcoming.rare
                key = "rare questions" if upcoming.rare else "more questions"
                if not self.goes_on(course, key, upcoming.others + 1):
                    return course
            heard = self.reply(upcoming.question, course)
            if heard == STOP:
                return course
            if heard == BACK:
                course = course.back()
            elif not isinstance(heard, str):
                course = course.replied(upcoming.question, heard)
                self.course = course
                self.save(course)

    def reply(self, question: Question, course: Course) -> Reply | str:
        """Return the reply to a question, or STOP or BACK."""
        self.put(question, len(course.steps) + 1)
        before = course.said_before(question)
        if before is not None:
            self.say(told("kept", reply=self.reply_in_words(before, question)))
        while True:
            line = self.hear()
            if not line.strip() and before is not None:
                return before
            heard = reply_of(line, question, course.draft.as_of)
            if isinstance(heard, Unclear):
                self.say(heard.words)
            elif isinstance(heard, Silent) and question.kind == WISHES:
                self.say(told("a wish is needed"))
            elif not isinstance(heard, Command):
                return heard
            elif heard.name == WHY:
                self.explain(question)
            elif heard.name == MORE:
                self.put(question, len(course.steps) + 1, whole=True)
            elif heard.name == ANSWER and course.has_wishes:
                self.whole_answer(course)
                self.put(question, len(course.steps) + 1)
            elif heard.name == BACK and not course.steps:
                self.say(told("first question"))
            elif heard.name in (STOP, BACK):
                return heard.name
            else:
                self.say(told("a wish is needed"))

    def goes_on(self, course: Course, key: str, count: int) -> bool:
        """Return whether the person wants to be asked further questions."""
        while True:
            click.echo()
            self.say(told(key, count=str(count)))
            heard = reply_of(self.hear(), GO_ON, course.draft.as_of)
            if isinstance(heard, Command) and heard.name == STOP:
                return False
            if not isinstance(heard, Command) or heard.name != ANSWER:
                return True
            self.whole_answer(course)

    def put(self, question: Question, number: int, whole: bool = False) -> None:
        click.echo()
        click.echo(self.tongue.of(told("question", number=str(number))))
        self.say(question.words)
        if question.kind == TRUTH:
            click.echo(self.tongue.of(told("yes or no")))
        else:
            shown = len(question.options) if whole else shown_at_first(question)
            for place, option in enumerate(question.options[:shown], 1):
                if option.heading is not None:
                    self.say(Words(f"{option.heading.en}:", f"{option.heading.ko}:"))
                self.option(place, option.words, len(str(len(question.options))))
            if shown < len(question.options):
                self.say(told("more wishes", count=str(len(question.options) - shown)))
        if question.note is not None:
            self.say(question.note)
        if question.reasons:
            self.say(why_of(question, self.tongue))

    def option(self, number: int, words: Words, columns: int) -> None:
        self.hanging(f"  {number:>{columns}} ", words)

    def item(self, words: Words) -> None:
        self.hanging("  - ", words)

    def hanging(self, before: str, words: Words) -> None:
        lines = wrapped(clean(self.tongue.of(words)), self.width - len(before))
        click.echo(before + lines[0])
        for line in lines[1:]:
            click.echo(" " * len(before) + line)

    def explain(self, question: Question) -> None:
        """Say at length why a question is asked, and who sees what is answered."""
        if question.reasons:
            self.say(told("why at length"))
            for reason in question.reasons:
                self.item(at_length(reason, self.tongue))
        self.say(told("who sees"))
        self.say(told("commands"))

    def reply_in_words(self, reply: Reply, question: Question) -> Words:
        if isinstance(reply, Silent):
            return told("reply declined" if reply.declined else "reply silent")
        if not isinstance(reply, Chosen):
            same = reply.first == reply.last
            text = str(reply.first) if same else f"{reply.first} – {reply.last}"
            return Words(text, text)
        words = {option.name: option.words for option in question.options}
        named = [words.get(name, Words(name, name)) for name in reply.names] or [told("none")]
        return Words(", ".join(one.en for one in named), ", ".join(one.ko for one in named))

    # --- answers ---

    def first_answer(self, course: Course) -> None:
        """Print each wish with the ways to it, by title."""
        click.echo()
        self.say(told("first answer"))
        for wish in answer_of(first_survey(course)).wishes:
            click.echo()
            self.say(told("wish ways", wish=wish.wish, says=wish.says))
            titles = list(dict.fromkeys(route.title for route in wish.routes))
            for title in titles[:TITLES]:
                self.item(title)
            if len(titles) > TITLES:
                self.say(told("more ways", count=str(len(titles) - TITLES)), indent=2)

    def whole_answer(self, course: Course) -> None:
        click.echo()
        show(page_of(answer_of(navigate(course.in_force, course.person)), self.tongue.lang, self.width, False))

    # --- the file ---

    def save(self, course: Course) -> None:
        """Write the case file if it has a place and there is something to write. A place that fails is given up, and said."""
        text = case_text(course.draft, course.law) if course.has_wishes else ""
        if self.file is None or text in ("", self.written, course.draft.base):
            return
        try:
            write_case(self.file, text)
            self.written = text
        except OSError as error:
            self.say(told("file fails", reason=error.strerror or "?"))
            self.file = None

    def ask_for_place(self, course: Course) -> None:
        """Ask where a case without a place is to be kept; Enter alone: nowhere."""
        while self.file is None and course.has_wishes:
            click.echo()
            self.say(told("file where"))
            name = self.hear().strip()
            if not name:
                return
            if Path(name).exists():
                self.say(told("file there"))
                continue
            self.file = Path(name)
            self.save(course)

    def close(self, course: Course) -> None:
        """Give the answer to what is known, and say where it is kept."""
        if not course.has_wishes:
            self.say(told("no wish, no answer"))
            return
        self.save(course)
        self.whole_answer(course)
        click.echo()
        self.say_where(course)

    def say_where(self, course: Course) -> None:
        kept = self.file is not None and (self.written or course.draft.base)
        self.say(told("file written", file=visible(str(self.file))) if kept else told("file not written"))

    def interrupted(self) -> NoReturn:
        """End at once; what was said so far is kept where the case file has a place, and a place may still be named."""
        course = self.course
        click.echo()
        self.say(told("interrupted"))
        try:
            if course is not None:
                self.ask_for_place(course)
                self.save(course)
        except (EndOfInputError, KeyboardInterrupt):
            click.echo()
        if course is not None:
            self.say_where(course)
        raise SystemExit(INTERRUPTED)


GO_ON = Question("go on", NEVERS, Words("", ""))  # anything but a command goes on


def shown_at_first(question: Question) -> int:
    """Return how many options are shown without being asked for: of a long list of wishes those about people and countries."""
    if question.kind != WISHES or len(question.options) <= MOST_SHOWN:
        return len(question.options)
    headings = [number for number, option in enumerate(question.options) if option.heading is not None]
    return headings[GROUPS_SHOWN] if len(headings) > GROUPS_SHOWN else len(question.options)


def why_of(question: Question, tongue: Tongue) -> Words:
    """Return in one sentence what a question decides about."""
    steps = [in_short(reason, tongue) for reason in question.reasons[:SHOWN]]
    joined = Words(", ".join(one.en for one in steps), ", ".join(one.ko for one in steps))
    return told("why and more", steps=joined, count=str(question.more)) if question.more else told("why", steps=joined)


def in_short(reason: Reason, tongue: Tongue) -> Words:
    cited = tongue.first_cited(reason.cite, 2)
    step = told("step", title=reason.title)
    return Words(step.en + cited, step.ko + cited)


def at_length(reason: Reason, tongue: Tongue) -> Words:
    """Return a step with what the law asks there: "Visit the North: you have your home abroad [Exchange Act, art. 9(8)]"."""
    cited, line = tongue.first_cited(reason.cite, 3), reason.line
    told_line = Words("", "") if line is None else Words(f": {line.en}", f": {line.ko}")
    return Words(f"{reason.title.en}{told_line.en}{cited}", f"{reason.title.ko}{told_line.ko}{cited}")
