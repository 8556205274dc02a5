"""The answer as text for a terminal: first what can be compared at a glance, then each way step by step, then what is closed and not known."""

from safeconduct.answers.model import Answer, Door, Opening, OpenQuestion, Question, Route, WishAnswer
from safeconduct.answers.page import Page
from safeconduct.answers.periods import day_in_words
from safeconduct.answers.saying import Tongue
from safeconduct.answers.terminal_doors import write_door
from safeconduct.answers.terminal_ways import label_width, write_glance, write_steps

WAYS_IN_FULL = 3  # unless everything is asked for: the best of each of the first wishes that have one
GLANCES = 4  # ways of one wish compared
DOORS_SHOWN = 3  # of those that people think of for one wish; of all, when they think of none
LISTED = 8
WIDTH = 80


def page_of(answer: Answer, lang: str, width: int = WIDTH, everything: bool = False) -> Page:
    """Return the answer laid out in columns. `everything`: every way in full, every door, every note."""
    writer = Writer(answer, Tongue(lang), Page(width), everything)
    writer.head()
    for number, wish in enumerate(answer.wishes, 1):
        writer.wish(wish, number)
    writer.steps()
    writer.doors()
    writer.also_open()
    writer.unknowns()
    writer.contradictions()
    writer.register()
    writer.limits()
    return writer.page


def page_of_way(answer: Answer, letter: str, lang: str, width: int = WIDTH) -> Page | None:
    """Return one way in full, with every condition and remedy; None when the answer has no way of that letter."""
    writer = Writer(answer, Tongue(lang), Page(width), everything=True)
    for name, route in lettered(answer).items():
        if name.casefold() == letter.strip().casefold():
            writer.head()
            writer.page.blank()
            write_glance(route, name, writer.page, writer.tongue)
            writer.way(name, route)
            writer.register()
            writer.limits()
            return writer.page
    return None


def first_of_each_wish(doors: tuple[Door, ...]) -> tuple[Door, ...]:
    """Return the first doors that people think of for each wish, or simply the first."""
    thought_of = dict.fromkeys(door.thought_of for door in doors if door.thought_of is not None)
    shown = [door for wish in thought_of for door in [one for one in doors if one.thought_of == wish][:DOORS_SHOWN]]
    return tuple(shown) or doors[:DOORS_SHOWN]


def lettered(answer: Answer) -> dict[str, Route]:
    """Return every way by its name: A, B, … of the only wish, 2A, 2B, … of the second of several; 27 and on after Z."""
    found = {}
    for wish_number, wish in enumerate(answer.wishes, 1):
        for place, route in enumerate(wish.routes):
            letter = chr(ord("A") + place) if place < 26 else str(place + 1)
            found[letter if len(answer.wishes) == 1 else f"{wish_number}{letter}"] = route
    return found


class Writer:
    """Writes one section after the other onto its page."""

    def __init__(self, answer: Answer, tongue: Tongue, page: Page, everything: bool) -> None:
        self.answer, self.tongue, self.page, self.everything = answer, tongue, page, everything
        self.letters = lettered(answer)
        self.relied_on: set[str] = set()  # entries of the register that the ways written so far rest on
        self.numbers = {entry.name: number for number, entry in enumerate(answer.open_questions, 1)}

    def head(self) -> None:
        say, answer = self.tongue.say, self.answer
        self.page.text(f"{say('label title')} – {say('label case', case=answer.case, day=day_in_words(answer.as_of))}", 0, "heading")
        books = ", ".join(f"{self.tongue.of(book.title)} {book.version}" for book in answer.lawbooks)
        width = label_width(("lawbooks", "never"), self.tongue)
        self.page.labelled(say("label lawbooks"), [books], 0, width, "quiet")
        if answer.exclusions:
            self.page.labelled(say("label never"), [self.tongue.of(one) for one in answer.exclusions], 0, width)

    # --- wishes ---

    def wish(self, wish: WishAnswer, number: int) -> None:
        """Write what was found for a wish, so that its ways can be compared."""
        say = self.tongue.say
        self.page.heading(f"{say('label wish', number=str(number))}: {self.tongue.of(wish.wish)}")
        self.page.text(self.tongue.of(wish.says), 0, "good" if wish.verdict in ("ways", "fulfilled") else "warning")
        self.page.blank()
        names = [name for name, route in self.letters.items() if any(route is one for one in wish.routes)]
        shown = names if self.everything else names[:GLANCES]
        for name in shown:
            write_glance(self.letters[name], name, self.page, self.tongue)
        self.more(len(names) - len(shown))
        for question in wish.missing:
            self.page.text(self.tongue.of(question.ask), 2, mark="? ")
        if wish.proof is not None:
            self.page.text(self.tongue.of(wish.proof), 0, "quiet")
        self.openings(wish)

    def openings(self, wish: WishAnswer) -> None:
        if wish.openings:
            self.page.blank()
            self.page.text(self.tongue.say("label openings"), 0, "title")
            shown = wish.openings if self.everything else wish.openings[:LISTED]
            for opening in shown:
                self.opening(opening)
            self.more(len(wish.openings) - len(shown))
        if wish.openings_note is not None:
            self.page.text(self.tongue.of(wish.openings_note), 0, "quiet")

    def opening(self, opening: Opening) -> None:
        say = self.tongue.say
        width = label_width(("who could", "then way"), self.tongue)
        for number, change in enumerate(opening.changes):
            cited = self.tongue.cited(change.cite)
            text = self.tongue.of(change.words) + (f" [{cited}]" if cited else "")
            text = say("label opening", changes=text) if number == 0 else text
            self.page.text(text, 2, mark="- " if number == 0 else "+ ")
            self.page.labelled(say("label who could"), [self.tongue.of(change.by)], 4, width, "quiet")
        if opening.route is not None and opening.days is not None and opening.dated is not None:
            then = self.tongue.with_length(opening.route, opening.days, opening.dated)
            self.page.labelled(say("label then way"), [then], 4, width, "quiet")

    def steps(self) -> None:
        """Write the best way of each of the first wishes that have one, or all ways, step by step."""
        best = [wish.routes[0] for wish in self.answer.wishes if wish.routes][:WAYS_IN_FULL]
        shown = [name for name, route in self.letters.items() if self.everything or any(route is one for one in best)]
        for name in shown:
            self.way(name, self.letters[name])
        others = [name for name in self.letters if name not in shown]
        if others:
            self.page.text(self.tongue.say("label more ways", letter=others[0]), 0, "quiet")

    def way(self, name: str, route: Route) -> None:
        self.relied_on |= {question for step in route.steps for question in step.open_questions if question in self.numbers}
        write_steps(route, name, self.answer.as_of, self.page, self.tongue, self.everything, self.numbers)

    # --- doors ---

    def doors(self) -> None:
        """Write what people think of and cannot use today; other doors only if everything is asked for."""
        if not self.answer.doors:
            return
        shown = self.answer.doors if self.everything else first_of_each_wish(self.answer.doors)
        self.page.heading(self.tongue.say("label doors"))
        for door in shown:
            write_door(door, self.page, self.tongue)
        self.more(len(self.answer.doors) - len(shown))

    def also_open(self) -> None:
        doors = self.answer.also_open
        if not doors:
            return
        self.page.heading(self.tongue.say("label also open"))
        shown = doors if self.everything else doors[:LISTED]
        for door in shown:
            names = f" – {self.tongue.names(door.receives)}" if door.receives else ""
            cited = self.tongue.cited(door.cite)
            self.page.text(f"{self.tongue.capital(door.title)}{names} [{cited}]", 0, mark="o ")
            if self.everything:
                self.page.text(self.tongue.capital(door.says), 4, "quiet")
        self.more(len(doors) - len(shown))

    # --- what is not known, and the limits ---

    def unknowns(self) -> None:
        if not self.answer.questions:
            return
        self.page.heading(self.tongue.say("label unknowns"))
        shown = self.answer.questions if self.everything else self.answer.questions[:LISTED]
        for question in shown:
            self.page.text(self.question(question), 0, mark="? ")
        self.more(len(self.answer.questions) - len(shown))

    def question(self, question: Question) -> str:
        if question.affects == 1:
            return self.tongue.say("label affects one", ask=question.ask)
        return self.tongue.say("label affects many", ask=question.ask, count=str(question.affects))

    def contradictions(self) -> None:
        if not self.answer.contradictions:
            return
        self.page.heading(self.tongue.say("label contradictions"))
        for contradiction in self.answer.contradictions:
            for number, told in enumerate(contradiction.statements):
                text = self.tongue.say("label statement", words=told.words, source=told.source)
                self.page.text(text, 0, "warning", mark="! " if number == 0 else "  ")

    def register(self) -> None:
        if not self.answer.open_questions:
            return
        if not self.relied_on:
            self.relied_on = {entry.name for entry in self.answer.open_questions[:LISTED]}
        self.page.heading(self.tongue.say("label rests on"))
        for number, entry in enumerate(self.answer.open_questions, 1):
            if self.everything or entry.name in self.relied_on:
                self.open_question(entry, number)
        self.more(0 if self.everything else len(self.answer.open_questions) - len(self.relied_on))

    def open_question(self, entry: OpenQuestion, number: int) -> None:
        cited = self.tongue.cited(entry.cite)
        if entry.taken is None or not 1 <= entry.taken <= len(entry.readings):
            text = self.tongue.say("label none taken", question=entry.question)
        else:
            taken = entry.readings[entry.taken - 1]
            text = self.tongue.say("label taken", question=entry.question, reading=taken.words, by=taken.by)
        self.page.text(f"{text} [{cited}]" if cited else text, 0, mark=f"{number:>2}. ")
        for reading in entry.readings if self.everything else ():
            self.page.text(self.tongue.say("label reading", reading=reading.words, by=reading.by), 4, "quiet", mark="· ")

    def limits(self) -> None:
        self.page.heading(self.tongue.say("label limits"))
        for book in self.answer.lawbooks:
            self.page.text(self.tongue.say("label omits", title=book.title, omits=book.omits), 0, "quiet", mark="- ")
        if self.everything and self.answer.not_in_rules:
            self.page.text(self.tongue.say("label not in rules"), 0, "title")
            for entry in self.answer.not_in_rules:
                self.page.text(self.tongue.said(entry), 0, "quiet", mark="- ")
        elif self.answer.not_in_rules:
            self.page.text(self.tongue.say("label not in rules count", count=str(len(self.answer.not_in_rules))), 0, "quiet", mark="- ")
        self.page.blank()
        self.page.text(self.tongue.of(self.answer.disclaimer))
        self.page.text(
            self.tongue.say("label version", program=self.answer.program, fingerprint=self.answer.fingerprint[:12]), 0, "quiet"
        )

    def more(self, count: int) -> None:
        if count > 0:
            self.page.text(self.tongue.say("label more", count=str(count)), 0, "quiet")
