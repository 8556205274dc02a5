"""The course of an interview: what was asked and replied, the draft after each reply, and the next question. Values only; nothing is read or written."""

from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from safeconduct.answers.names import filled, naming_of, parameter_names, ref_of
from safeconduct.answers.periods import day_in_words
from safeconduct.answers.sentences import fact_in_words
from safeconduct.answers.wording import say
from safeconduct.graph.model import Limits
from safeconduct.interview.candidates import day_taken
from safeconduct.interview.choosing import Next, next_question, ways_of
from safeconduct.interview.draft import Draft, Line, find_without, person_of, written
from safeconduct.interview.model import (
    DAY,
    NEVERS,
    PLACE,
    PLACES,
    TRUTH,
    WHOM,
    WISHES,
    Chosen,
    Option,
    Question,
    Reply,
    Silent,
    Span,
)
from safeconduct.interview.opening import opening_question, with_opening_reply
from safeconduct.interview.wording import told
from safeconduct.law.in_force import in_force
from safeconduct.law.model import Law, Ref, Words
from safeconduct.navigator import Answered, Survey
from safeconduct.person.model import Person
from safeconduct.routes.from_graph import solve
from safeconduct.rules.from_law import compile_rules
from safeconduct.rules.relevance import for_goal

OPENING = (WISHES, WHOM, NEVERS)
QUICK = Limits(labels=600)  # a first answer must not keep anybody waiting
FIRST_ANSWER = 8  # questions after which a first answer is given, unless none is left before


class Step(Struct, frozen=True):
    before: Draft
    question: Question
    reply: Reply


class Course(Struct, frozen=True):
    """`law` is that of all days, `in_force` that of the day asked. `given`: replies by question, those taken back as well."""

    law: Law
    in_force: Law
    draft: Draft
    steps: tuple[Step, ...] = ()
    given: tuple[tuple[str, Reply], ...] = ()
    asked_before: tuple[Question, ...] = ()  # about facts, in an earlier sitting

    @property
    def person(self) -> Person:
        """The person as the case file would tell them now."""
        return person_of(self.draft, self.law)

    @property
    def is_begun(self) -> bool:
        """Whether it is known what is wanted, if not yet for whom."""
        return bool(self.draft.base or self.draft.hoped)

    @property
    def has_wishes(self) -> bool:
        return bool(self.draft.base or self.draft.wishes)

    def next(self) -> Next:
        """Return what to ask now."""
        if not self.draft.base:
            opening = opening_question(self.draft, self.in_force)
            if opening is not None:
                return Next(opening, 0)
        return next_question(self.person, self.in_force, frozenset(self.draft.asked))

    def replied(self, question: Question, reply: Reply, told: Draft | None = None) -> "Course":
        """Return the course after a reply to `question`. `told`: the draft after it, where that was worked out elsewhere."""
        step = Step(self.draft, question, reply)
        given = (*(one for one in self.given if one[0] != question.key), (question.key, reply))
        draft = self._told(question, reply) if told is None else told
        return replace(self, draft=draft, steps=(*self.steps, step), given=given)

    def changed(self, question: Question, reply: Reply) -> "Course":
        """Return the course after another reply to a question about facts: it takes the place of what was said of them, and of nothing else."""
        return self.forgetting(question).replied(question, reply)

    def forgetting(self, question: Question) -> "Course":
        """Return the course without what was said of the facts of a question."""
        draft = self.draft.without(self.spoken_of(question))
        for fact in question.facts:
            rest = find_without(draft.base, fact, self.law) if draft.base else None
            draft = draft if rest is None else replace(draft, base=rest)
        return replace(self, draft=draft)

    @property
    def questions(self) -> tuple[Question, ...]:
        """The questions about facts that were asked, each once, in this sitting and before."""
        here = (step.question for step in self.steps if step.question.kind not in OPENING)
        return tuple({one.key: one for one in (*self.asked_before, *here)}.values())

    def spoken_of(self, question: Question) -> tuple[Ref, ...]:
        """Return the facts of which a reply to a question speaks: of a question about places also countries that it did not list."""
        if question.kind not in (PLACE, PLACES):
            return question.facts
        return tuple(
            one.fact
            for one in self.draft.lines
            if any(_is_elsewhere(one.fact, fact, self.law) for fact in question.facts)
        )

    def question_about(self, fact: Ref) -> Question:
        """Return the question with which a fact can be told anew: the one that was asked, else whether it is so, or on what day."""
        for question in reversed(self.questions):
            if fact in question.facts or fact in self.spoken_of(question):
                return question
        person = self.person
        naming = naming_of(self.law, person)
        declared = self.law.facts[fact.name]
        key = f"fact {written(fact)}"
        if declared.kind == "date":
            return Question(key, DAY, told("on what day", fact=fact_in_words(fact, naming)), (), (fact,))
        slots = parameter_names(declared.parameters, fact.arguments, naming)
        asked = declared.ask and filled(declared.ask, slots)
        yes_no = (Option("yes", told("yes")), Option("no", told("no")))
        return Question(key, TRUTH, asked or say("is it so", fact=fact_in_words(fact, naming)), yes_no, (fact,))

    def back(self) -> "Course":
        """Return the course before the last reply, which is kept as what was said before; unchanged when there is none."""
        if not self.steps:
            return self
        return replace(self, draft=self.steps[-1].before, steps=self.steps[:-1])

    def said_before(self, question: Question) -> Reply | None:
        """Return the reply given to a question before it was gone back to."""
        return dict(self.given).get(question.key)

    def _told(self, question: Question, reply: Reply) -> Draft:
        if question.kind in OPENING:
            assert not isinstance(reply, Span)
            return with_opening_reply(self.draft, question.key, reply, self.in_force)
        draft = self.draft.with_asked(question.key)
        for line in self._lines(question, reply):
            draft = draft.with_line(line)
        named = reply.names if isinstance(reply, Chosen) and question.kind != TRUTH else ()
        new = [code for code in named if code and code not in draft.countries and code not in ("KR", "KP", "XX")]
        return replace(draft, countries=(*draft.countries, *new)) if new and not draft.base else draft

    def _lines(self, question: Question, reply: Reply) -> list[Line]:
        if question.kind == DAY:
            return [self._dated(question.facts[0], reply)]
        if isinstance(reply, Silent):
            words = told("declined" if reply.declined else "does not know")
            return [Line(fact, None, words) for fact in question.facts]
        assert isinstance(reply, Chosen)
        said = told("said")
        if question.kind == TRUTH:
            return [Line(question.facts[0], reply.names == ("yes",), said)]
        listed = {_country_of(fact, self.law): fact for fact in question.facts}
        chosen = [listed.get(code) or _elsewhere(question.facts[0], code, self.law) for code in reply.names]
        if question.kind == PLACE:
            return [Line(fact, True, said) for fact in chosen]
        return [
            *(Line(fact, True, said) for fact in chosen),
            *(Line(fact, False, said) for fact in question.facts if fact not in chosen),
        ]

    def _dated(self, fact: Ref, reply: Reply) -> Line:
        """Return what is said of a day: the day to reckon with, or none where it matters which day of the span it was."""
        is_day = self.law.facts[fact.name].kind == "date"
        if isinstance(reply, Silent):
            key = ("declined" if reply.declined else "does not know") if is_day else "no day"
            return Line(
                fact,
                None if is_day else True,
                told("no day declined" if key == "no day" and reply.declined else key),
                is_day=is_day,
            )
        assert isinstance(reply, Span)
        exact = reply.first == reply.last
        day = reply.last if exact else self._day_within(reply, fact)
        words = told("said") if exact else told("said roughly", span=span_in_words(reply.first, reply.last))
        return Line(
            fact,
            True,
            words,
            on=day if is_day else None,
            since=None if is_day else day,
            is_day=is_day,
            sure=exact or day is None,
        )

    def _day_within(self, span: Span, fact: Ref) -> date | None:
        ways, _ = ways_of(self.person, self.in_force)
        atom = next((number for name, number in ways.number.items() if ref_of(name) == fact), None)
        return span.last if atom is None else day_taken(span.first, span.last, atom, ways)


def course_of(law: Law, draft: Draft) -> Course:
    """Return an interview that begins with a draft: an empty one, or one that continues a case file."""
    return Course(law, in_force(law, draft.as_of), draft)


def needs_rules(reply: Reply) -> bool:
    """Whether the rules have to be worked out to take a reply in: of a span of days, on which of them it matters."""
    return isinstance(reply, Span) and reply.first != reply.last


def first_survey(course: Course) -> Survey:
    """Return what is found for the case as it stands, without looking for what would open a way where there is none."""
    law, person = course.in_force, course.person
    compiled = compile_rules(law, person)
    answered = []
    for wish, goal in zip(person.wishes, compiled.goals, strict=True):
        rules = for_goal(compiled.rules, goal)
        answered.append(Answered(wish, rules, solve(rules, person.prefer, QUICK, most=0, answered=0)))
    return Survey(law, person, tuple(answered), (), compiled.rules, compiled.goals)


def span_in_words(first: date, last: date) -> Words:
    """Return a span of days as people say it: the year alone, else from the first day to the last."""
    if (first.month, first.day) == (1, 1) and first.year == last.year and (last.month, last.day) == (12, 31):
        return Words(str(first.year), f"{first.year}년")
    one, other = day_in_words(first), day_in_words(last)
    return Words(f"{one.en} to {other.en}", f"{one.ko}부터 {other.ko}까지")


def _country_of(fact: Ref, law: Law) -> str:
    return fact.arguments[law.facts[fact.name].parameters.index("country")]


def _is_elsewhere(fact: Ref, asked: Ref, law: Law) -> bool:
    """Whether two facts are the same but for the country."""
    return fact.name == asked.name and _elsewhere(fact, _country_of(asked, law), law) == asked


def _elsewhere(fact: Ref, code: str, law: Law) -> Ref:
    """Return the same fact of another country."""
    place = law.facts[fact.name].parameters.index("country")
    return Ref(fact.name, (*fact.arguments[:place], code, *fact.arguments[place + 1 :]))
