"""The answer as text for a terminal: first what can be compared at a glance, then each way step by step, then what is closed and not known."""

from safeconduct.answers.columns import width_of
from safeconduct.answers.model import Answer, Opening, OpenQuestion, Question, Route, WishAnswer
from safeconduct.answers.page import Page
from safeconduct.answers.periods import day_in_words
from safeconduct.answers.saying import Tongue
from safeconduct.answers.terminal_doors import doors_to_tell, with_others, write_door, write_in_short, write_states
from safeconduct.answers.terminal_ways import label_width, write_glance, write_steps

WAYS_IN_FULL = 3  # unless everything is asked for: the best of each of the first wishes that have one
GLANCES = 8  # ways of one wish compared
LISTED = 8
WIDTH = 80


def page_of(answer: Answer, lang: str, width: int = WIDTH, everything: bool = False) -> Page:
    """Return the answer laid out in columns. `everything`: every way in full, every door, every note."""
    writer = Writer(answer, Tongue(lang), Page(width), everything)
    writer.head()
    writer.overview()
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
        self.page.text(
            f"{say('label title')} – {say('label case', case=answer.case, day=day_in_words(answer.as_of))}",
            0,
            "heading",
        )
        if answer.exclusions:
            width = label_width(("never",), self.tongue)
            self.page.labelled(say("label never"), [self.tongue.of(one) for one in answer.exclusions], 0, width)

    def overview(self) -> None:
        """Write one line for each of several wishes: what was found."""
        if len(self.answer.wishes) < 2:
            return
        self.page.blank()
        for number, wish in enumerate(self.answer.wishes, 1):
            count = "one" if len(wish.routes) == 1 else "many"
            key = f"found {count}" if wish.verdict == "ways" else f"found {wish.verdict}"
            found = self.tongue.say(key, count=str(len(wish.routes)))
            for end in wish.ends:
                found = self.tongue.say("found ends", found=found, end=end)
            style = "good" if wish.verdict in ("ways", "fulfilled") and not wish.ends else "warning"
            self.page.text(f"{self.tongue.of(wish.wish)}: {found}", 0, style, mark=f"{number:>2}  ")
        self.not_everything()

    def not_everything(self) -> None:
        """Write for all wishes together why there may be other ways, and to which of them."""
        noted: dict[str, list[str]] = {}
        for number, wish in enumerate(self.answer.wishes, 1):
            if wish.note is not None:
                noted.setdefault(self.tongue.of(wish.note), []).append(str(number))
        with_ways = sum(1 for wish in self.answer.wishes if wish.routes)
        for note, numbers in noted.items():
            if len(numbers) == 1 < with_ways:
                note = f"{self.tongue.say('label wish', number=numbers[0])}: {note}"
            elif len(numbers) < with_ways:
                note = f"{self.tongue.say('label wishes', numbers=', '.join(numbers))}: {note}"
            self.page.blank()
            self.page.text(note, 0, "quiet")

    # --- wishes ---

    def wish(self, wish: WishAnswer, number: int) -> None:
        """Write what was found for a wish, so that its ways can be compared."""
        say = self.tongue.say
        self.page.heading(f"{say('label wish', number=str(number))}: {self.tongue.of(wish.wish)}")
        self.page.text(self.tongue.of(wish.says), 0, "good" if wish.verdict in ("ways", "fulfilled") else "warning")
        for end in wish.ends:
            self.page.text(say("verdict ends", end=end), 0, "warning")
        if wish.note is not None and len(self.answer.wishes) == 1:
            self.page.text(self.tongue.of(wish.note), 0, "quiet")
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
            then = self.tongue.of(opening.route)
            if opening.days:  # what a law that is not there would take, nobody knows
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
        self.relied_on |= {
            question for step in route.steps for question in step.open_questions if question in self.numbers
        }
        wish = next(one.wish for one in self.answer.wishes if any(route is way for way in one.routes))
        write_steps(route, name, wish, self.answer.as_of, self.page, self.tongue, self.everything, self.numbers)

    # --- doors ---

    def doors(self) -> None:
        """Write what people think of and cannot use today; the others, one a line, only if everything is asked for."""
        if not self.answer.doors:
            return
        told = doors_to_tell(self.answer)
        offences = [door for door in self.answer.doors if door.wishes and door not in told] if self.everything else []
        shown = (*told, *offences)  # what breaks the person's own line is never named without its penalty
        others = [door for door in self.answer.doors if door not in shown]
        self.page.heading(self.tongue.say("label doors"))
        for door in shown:
            self.relied_on |= {
                name
                for name in (*door.open_questions, *(line.open_question for line in door.lines))
                if name in self.numbers
            }
            if self.everything:
                write_door(door, self.page, self.tongue)
        if self.everything:
            write_states(others, self.page, self.tongue)
        else:
            write_in_short(shown, self.page, self.tongue)
            if others:
                self.page.text(self.tongue.say("label more doors", count=str(len(others))), 0, "quiet")
            self.page.text(self.tongue.say("label why"), 0, "quiet")

    def also_open(self) -> None:
        doors = self.answer.also_open
        if not doors:
            return
        self.page.heading(self.tongue.say("label also open"))
        for door in doors:
            title = with_others(door, self.tongue)
            if door.window is not None:
                title = self.tongue.say("label open until", title=title, day=day_in_words(door.window.last_day))
            if self.everything:
                names = f" – {self.tongue.names(door.receives)}" if door.receives else ""
                self.page.text(f"{title}{names} [{self.tongue.cited(door.cite)}]", 0, mark="o ")
                self.page.text(self.tongue.capital(door.says), 4, "quiet")
            else:
                whole = f"{title}{self.tongue.first_cited(door.cite)}"
                self.page.text(whole if width_of(whole) <= self.page.width - 2 else title, 0, mark="o ")

    # --- what is not known, and the limits ---

    def unknowns(self) -> None:
        if not self.answer.questions:
            return
        self.page.heading(self.tongue.say("label unknowns"))
        shown = self.answer.questions if self.everything else self.answer.questions[:LISTED]
        self.page.text(self.tongue.say("label ask first"), 0, "quiet")
        for number, question in enumerate(shown, 1):
            self.page.text(self.question(question), 0, mark=f"{number:>2}. ")
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
            self.page.text(
                self.tongue.say("label reading", reading=reading.words, by=reading.by), 4, "quiet", mark="· "
            )

    def limits(self) -> None:
        self.page.heading(self.tongue.say("label limits"))
        books = ", ".join(f"{self.tongue.of(book.title)} {book.version}" for book in self.answer.lawbooks)
        self.page.text(f"{self.tongue.say('label lawbooks')}: {books}", 0, "quiet", mark="- ")
        for book in self.answer.lawbooks:
            self.page.text(self.tongue.say("label omits", title=book.title, omits=book.omits), 0, "quiet", mark="- ")
        if self.everything and self.answer.not_in_rules:
            self.page.text(self.tongue.say("label not in rules"), 0, "title")
            for entry in self.answer.not_in_rules:
                self.page.text(self.tongue.said(entry), 0, "quiet", mark="- ")
        elif self.answer.not_in_rules:
            self.page.text(
                self.tongue.say("label not in rules count", count=str(len(self.answer.not_in_rules))),
                0,
                "quiet",
                mark="- ",
            )
        self.page.blank()
        self.page.text(self.tongue.of(self.answer.disclaimer))
        self.page.text(
            self.tongue.say("label version", program=self.answer.program, fingerprint=self.answer.fingerprint[:12]),
            0,
            "quiet",
        )

    def more(self, count: int) -> None:
        if count > 0:
            self.page.text(self.tongue.say("label more", count=str(count)), 0, "quiet")
