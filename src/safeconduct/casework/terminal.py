"""A report on a terminal: what is due, circles and stalls with their ways out, clocks with how they were counted, contacts, the plan."""

from safeconduct.answers.page import Page
from safeconduct.answers.periods import day_in_words, short_day
from safeconduct.answers.saying import Tongue
from safeconduct.casework.clock_words import ClockTold
from safeconduct.casework.plan_words import as_long_in_words, done_in_words, doors_in_words, passed_since, wish_in_words
from safeconduct.casework.planning import Difference
from safeconduct.casework.report import Report, Stall, shown_in_words
from safeconduct.casework.ways import Way
from safeconduct.casework.wording import told
from safeconduct.law.model import Words

WIDTH = {"en": 10, "ko": 6}
WAYS_TOLD = 4
CITED = 2  # provisions named with a way out


def write_report(report: Report, page: Page, lang: str) -> None:
    """Write a report, the most pressing first."""
    Writer(report, page, lang).write()


class Writer:
    def __init__(self, report: Report, page: Page, lang: str) -> None:
        self.report = report
        self.page = page
        self.tongue = Tongue(lang)
        self.width = WIDTH[lang]

    def say(self, key: str, **slots: Words | str) -> str:
        return self.tongue.of(told(key, **slots))

    def write(self) -> None:
        report = self.report
        self.page.text(self.say("page title", case=report.case, day=day_in_words(report.as_of)), style="title")
        self.due("agency", "label owed", "label nothing owed")
        self.due("person", "label ours", "label nothing ours")
        self.page.heading(self.say("label stalls"))
        for stall in report.stalls:
            self.stall(stall)
        if not report.stalls:
            self.page.text(self.say("label no stalls"), style="quiet")
        self.page.heading(self.say("label clocks"))
        for clock in report.clocks:
            self.clock(clock)
        if not report.clocks:
            self.page.text(self.say("label no clocks"), style="quiet")
        self.contacts()
        self.facts()
        if report.plan is not None:
            self.plan(report.plan)

    def labelled(self, key: str, texts: list[str], style: str = "plain") -> None:
        if texts:
            self.page.labelled(self.say(f"label {key}"), texts, 4, self.width, style)

    # --- what is due ------------------------------------------------------------------------------------------------

    def due(self, whose: str, label: str, nothing: str) -> None:
        self.page.heading(self.say(label))
        dues = [one for one in self.report.due if one.whose == whose]
        for one in dues:
            self.page.text(self.tongue.sentence(one.words), 1, "bad" if one.late else "plain", "· ")
        if self.report.plan is not None and whose == "person":
            told_already = {one.procedure for one in dues}
            for own in self.report.plan.own_days:
                if own.procedure in told_already:
                    continue
                words = told("due window", title=own.title, day=day_in_words(own.last_day))
                self.page.text(f"{self.tongue.of(words)} ({self.tongue.of(own.counted)})", 1, mark="· ")
                dues = dues or [*self.report.due]
        if not dues:
            self.page.text(self.tongue.sentence(told(nothing)), style="quiet")

    # --- circles and stalls -----------------------------------------------------------------------------------------

    def stall(self, stall: Stall) -> None:
        self.page.blank()
        self.page.text(f"{self.tongue.of(stall.matter_words)}: {self.tongue.of(stall.words)}", 1, "warning", "! ")
        for occasion in stall.occasions:
            self.labelled("contacts of", [" → ".join(f"{number} {self.unit(number)}" for number in occasion)])
        for note in stall.notes:
            self.page.text(self.tongue.sentence(note), 4)
        if stall.breaks:
            self.labelled("breaks", [self.tongue.cited(stall.breaks)])
        if stall.holds:
            self.labelled("holds", [self.tongue.cited(stall.holds)])
        self.labelled("way out", [self.way(one) for one in stall.ways[:WAYS_TOLD]], "good")
        self.labelled("careful", [self.tongue.said(one) for one in stall.warns])

    def unit(self, number: int) -> str:
        return self.tongue.of(self.report.contacts[number - 1].unit)

    def way(self, way: Way) -> str:
        state = self.tongue.of(way.standing_words)
        to = f" → {self.tongue.names(way.receives)}" if way.receives else ""
        return f"{self.tongue.of(way.title)}{to} [{self.tongue.cited(way.cite[:CITED])}] ({state}; {way.procedure})"

    # --- clocks -----------------------------------------------------------------------------------------------------

    def clock(self, clock: ClockTold) -> None:
        self.page.blank()
        style = {"overdue": "bad", "answered-late": "bad", "answered": "good"}.get(clock.state, "plain")
        self.page.text(
            f"{self.tongue.of(clock.matter_words)} ({clock.contact}): {self.tongue.of(clock.state_words)}",
            1,
            style,
            "· ",
        )
        self.labelled("counted", [self.tongue.of(clock.counted)])
        self.labelled("moved", [self.tongue.said(note) for note in clock.notes])
        self.labelled("rule", [f"{self.tongue.of(clock.kind)} [{self.tongue.cited(clock.cite)}]"])

    # --- contacts and facts -----------------------------------------------------------------------------------------

    def contacts(self) -> None:
        self.page.heading(self.say("label contacts"))
        for one in self.report.contacts:
            hour = f" {one.hour:%H:%M}" if one.hour else ""
            head = (
                f"{self.tongue.of(short_day(one.day))}{hour} · {self.tongue.of(one.means)} · {self.tongue.of(one.unit)}"
            )
            words = f" – {self.tongue.of(one.words)}" if one.words else ""
            self.page.text(f"{head}: {self.tongue.of(one.answer)}{words}", 1, mark=f"{one.number:>2} ")

    def facts(self) -> None:
        if self.report.shown:
            self.page.heading(self.say("label facts"))
        for one in self.report.shown:
            fact = one.fact if one.value else f"not {one.fact}"
            self.page.text(f"{fact}: {self.tongue.of(shown_in_words(one))}", 1, mark="· ")

    # --- the plan ---------------------------------------------------------------------------------------------------

    def plan(self, plan: Difference) -> None:
        self.page.heading(self.say("label plan"))
        for done in plan.done:
            self.page.text(done_in_words(done, self.tongue), 1, mark="· ")
        for line in as_long_in_words(plan, self.tongue):
            self.page.text(line.text, 1, line.style, mark="· ")
        for number, wish in enumerate(plan.wishes, 1):
            self.page.text(f"{number}  {self.tongue.capital(wish.wish)}", 1, "heading")
            for line in wish_in_words(wish, passed_since(plan), self.tongue):
                self.page.text(line.text, 4, line.style)
        for text in doors_in_words(plan, self.tongue):
            self.page.text(text, 1, mark="· ")
