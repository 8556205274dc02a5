"""The opening questions: what the person wants, whom it is about, and what must never happen."""

from msgspec.structs import replace

from safeconduct.answers.names import Naming, filled, name_of
from safeconduct.answers.sentences import fact_in_words
from safeconduct.answers.wording import say
from safeconduct.interview.draft import Draft, Line
from safeconduct.interview.model import NEVERS, WHOM, WISHES, Chosen, Option, Question, Silent
from safeconduct.interview.wording import ANOTHER, KIN, told
from safeconduct.law.model import Goal, Law, Ref, Words
from safeconduct.person.model import ALWAYS_THERE

SOMEBODY = Words("somebody of your family", "가족 가운데 누군가")
MOST_PEOPLE = 24


def opening_question(draft: Draft, law: Law) -> Question | None:
    """Return the first of the opening questions that is not answered; None when all are."""
    if WISHES not in draft.asked:
        return Question(WISHES, WISHES, told("ask wishes"), wishes_of(law), note=told("why wishes"))
    if WHOM not in draft.asked and any("*" in wish for wish in draft.hoped):
        return Question(WHOM, WHOM, told("ask whom"), kin_of(law), note=told("why whom"))
    if NEVERS not in draft.asked:
        return Question(NEVERS, NEVERS, told("ask nevers"), nevers_of(law), note=told("why nevers"))
    return None


def with_opening_reply(draft: Draft, key: str, reply: Chosen | Silent, law: Law) -> Draft:
    """Return the draft with the reply to an opening question."""
    names = reply.names if isinstance(reply, Chosen) else ()
    if key == WISHES:
        return replace(draft, hoped=names).with_asked(key)
    if key == NEVERS:
        return replace(draft, nevers=names).with_asked(key)
    return _with_people(draft, names or ("somebody",), law).with_asked(key)


# --- wishes ---------------------------------------------------------------------------------------------------------


def wishes_of(law: Law) -> tuple[Option, ...]:
    """Return every wish the lawbooks know, in groups: about people, about countries, and those of each book."""
    groups: dict[str, list[Option]] = {"people": [], "countries": []}
    titles = {"people": told("people"), "countries": told("countries")}
    for goal in law.goals.values():
        kinds = [parameter.split(":")[1] for parameter in goal.parameters]
        group = "people" if "relative" in kinds else "countries" if "country" in kinds else goal.book
        titles.setdefault(group, law.books[goal.book].title if goal.book in law.books else Words(goal.book, goal.book))
        groups.setdefault(group, []).extend(_options(goal, kinds, law))
    return tuple(
        Option(one.name, one.words, titles[group] if number == 0 else None)
        for group, options in groups.items()
        for number, one in enumerate(options)
    )


def _options(goal: Goal, kinds: list[str], law: Law) -> list[Option]:
    """Return the wish once, or once for each country it may be about; people are asked for later."""
    if "procedure" in kinds or kinds.count("country") > 1 or kinds.count("relative") > 1:
        return []
    naming = Naming(law, {"*": SOMEBODY})
    found = []
    lands = dict.fromkeys((*ALWAYS_THERE, *(book.country for book in law.books.values()), *law.countries))
    for land in lands if "country" in kinds else ("",):
        arguments = [land if kind == "country" else "*" for kind in kinds]
        names = [parameter.split(":")[0] for parameter in goal.parameters]
        words = filled(goal.words, {n: name_of(a, naming) for n, a in zip(names, arguments, strict=True)})
        found.append(Option(f"{goal.name}({', '.join(arguments)})" if arguments else goal.name, words))
    return found


# --- people ---------------------------------------------------------------------------------------------------------


def kin_of(law: Law) -> tuple[Option, ...]:
    """Return the kinds of relatives that the lawbooks have a fact for, and somebody who is none."""
    return tuple(
        Option(name, Words(english, korean))
        for name, (fact, english, korean) in KIN.items()
        if not fact or is_about_a_relative(fact, law)
    )


def is_about_a_relative(fact: str, law: Law) -> bool:
    return fact in law.facts and law.facts[fact].parameters == ("relative",)


def _with_people(draft: Draft, names: tuple[str, ...], law: Law) -> Draft:
    people: dict[str, Words] = dict(draft.people)
    for name in names[:MOST_PEOPLE]:
        fact, english, korean = KIN[name]
        count = sum(other == name or other.startswith(f"{name}_") for other in people)
        if count > len(ANOTHER):
            continue
        called = name if count == 0 else f"{name}_{count + 1}"
        words = Words(english, korean) if count == 0 else _another(name, count)
        people[called] = words
        if fact and is_about_a_relative(fact, law):
            draft = draft.with_line(Line(Ref(fact, (called,)), True, told("said")))
    return replace(draft, people=tuple(people.items()))


def _another(name: str, count: int) -> Words:
    english, korean = ANOTHER[count - 1]
    _, one, other = KIN[name]
    return Words(english.format(name=one.removeprefix("your ")), korean.format(name=other))


# --- exclusions -----------------------------------------------------------------------------------------------------


def nevers_of(law: Law) -> tuple[Option, ...]:
    """Return the exclusions offered: unlawful things by legal order, risks, and situations that a lawbook defines without arguments."""
    orders = dict.fromkeys(one.order for p in law.procedures.values() if p.kind == "offence" for one in p.exposure)
    naming = Naming(law, {})
    return (
        Option("unlawful", say("never unlawful")),
        *(Option(f"unlawful: [{code}]", say("never unlawful under", orders=name_of(code, naming))) for code in orders),
        *(Option(name, say("never holds", clause=fact_in_words(Ref(name), naming))) for name in SITUATIONS if name in law.definitions),
        Option("{exposure: prison, to: self}", say("own prison self")),
        Option("{exposure: prison, to: family}", say("own prison family")),
        Option("{exposure: loss, to: family}", say("own loss family")),
    )  # fmt: skip


SITUATIONS = (
    "stateless",
)  # what people are asked about as a situation they may never accept, where a lawbook defines it
