"""Sentences: conditions, facts and effects in words, composed in both languages; never the expression itself."""

from datetime import date

from safeconduct.answers.address import to_you
from safeconduct.answers.endings import joined as with_ending
from safeconduct.answers.endings import negated
from safeconduct.answers.names import Naming, filled, listed, name_of, parameter_names
from safeconduct.answers.periods import day_in_words, period_in_words
from safeconduct.answers.wording import say
from safeconduct.law.model import (
    And,
    Condition,
    Each,
    Expr,
    Held,
    Known,
    Law,
    Member,
    Not,
    Or,
    Ref,
    Same,
    Today,
    Words,
)

DECISION_FACTS = ("pending", "granted", "refused", "unanswered")


def condition_in_words(condition: Condition, naming: Naming) -> Words:
    """Return what a condition line asks for: its own words, else made from the facts' sentences."""
    return (
        sentence(condition.that, naming)
        if condition.words is None
        else to_person(filled(condition.words, naming.bound))
    )


def sentence(expr: Expr, naming: Naming, value: bool = True) -> Words:
    """Return the clause that says that `expr` is `value`, as it is said to the person: "you are a national of China"."""
    match expr:
        case Ref():
            return fact_in_words(expr, naming, value)
        case Not(operand):
            return sentence(operand, naming, not value)
        case And(operands):
            return _together([sentence(operand, naming, value) for operand in operands], "and" if value else "or")
        case Or(operands):
            return _together([sentence(operand, naming, value) for operand in operands], "or" if value else "and")
        case Each():
            return _each(expr, naming, value)
        case Same(left, right):
            return _same(left, (right,), naming, value)
        case Member(argument, among):
            return _same(argument, among, naming, value)
        case Held():
            return _held(expr, naming, value)
        case Today(comparison, day):
            return _calendar(comparison, day, value)
        case Known(known):
            return say("always" if known == value else "never")


def fact_in_words(ref: Ref, naming: Naming, value: bool = True) -> Words:
    """Return the sentence of a fact or definition with its arguments named."""
    if ref.name in DECISION_FACTS:
        return say(ref.name if value else f"not {ref.name}", procedure=_procedure_named(ref, naming))
    fact = naming.law.facts.get(ref.name)
    definitions = naming.law.definitions.get(ref.name, ())
    if fact is not None:
        parameters, words, not_words = fact.parameters, fact.words, fact.not_words
    elif definitions:
        parameters, words, not_words = definitions[-1].parameters, definitions[-1].words, definitions[-1].not_words
    else:
        return say("not in force", name=ref.name.replace("_", " "))
    slots = parameter_names(parameters, ref.arguments, naming)
    if value:
        return to_person(filled(words, slots))
    if not_words is not None:
        return to_person(filled(not_words, slots))
    plain = to_person(filled(words, slots))
    return Words(_not_so(plain.en), negated(plain.ko))


def is_event(ref: Ref, law: Law) -> bool:
    """Return whether a fact happened on its day, as a decision did, and is not so since then."""
    fact = law.facts.get(ref.name)
    return ref.name in DECISION_FACTS or (fact is not None and fact.kind == "date")


def end_in_words(ref: Ref, naming: Naming) -> Words:
    """Return the sentence that a fact comes to an end: "you cease to be a national of China"."""
    clause = fact_in_words(ref, naming).en
    if clause.startswith("you are "):
        english = f"you cease to be {clause.removeprefix('you are ')}"
    elif clause.startswith("you "):
        english = f"you no longer {clause.removeprefix('you ')}"
    else:
        english = f"it is no longer so that {clause}"
    return Words(english, with_ending(fact_in_words(ref, naming, value=False).ko, "게 됩니다", ""))


def to_person(words: Words) -> Words:
    return Words(to_you(words.en), words.ko)


def _procedure_named(ref: Ref, naming: Naming) -> Words:
    """Return the name of the procedure in `granted(…)`; its own arguments may follow it or stand inside the name."""
    first, *rest = ref.arguments
    return name_of(f"{first}({','.join(rest)})" if rest and not first.startswith("$") else first, naming)


def _not_so(clause: str) -> str:
    first, _, rest = clause.partition(" ")
    verb, _, remainder = rest.partition(" ")
    if first == "you" and verb in ("are", "were", "can", "may", "must", "will", "could"):
        return f"you {verb} not {remainder}"
    return f"it is not so that {clause}"


# --- compounds ------------------------------------------------------------------------------------------------------


def _together(clauses: list[Words], conjunction: str) -> Words:
    clauses = list(dict.fromkeys(clauses))
    if len(clauses) == 1:
        return clauses[0]
    ending, otherwise = ("고", ", 그리고") if conjunction == "and" else ("거나", ", 또는")
    *firsts, last = clauses
    korean = ", ".join(with_ending(clause.ko, ending, otherwise) for clause in firsts)
    english = ", ".join(clause.en for clause in firsts)
    comma = "," if len(firsts) > 1 or any("," in clause.en for clause in clauses) else ""
    return Words(f"{english}{comma} {conjunction} {last.en}", f"{korean} {last.ko}")


def _each(each: Each, naming: Naming, value: bool) -> Words:
    if isinstance(each.body, Not) and (each.quantifier == "all") == value:
        return _quantified(each, "none", each.body.operand, naming)
    if each.quantifier == "any":
        return _quantified(each, "some" if value else "none", each.body, naming)
    if value:
        return _quantified(each, "every", each.body, naming)
    return _quantified(each, "some", Not(each.body), naming)


def _quantified(each: Each, how: str, body: Expr, naming: Naming) -> Words:
    """Return "is a national of some country other than China", or with "that country" where it is named more than once."""
    excluded, among = _restriction(each.only, f"${each.variable}", naming)
    if _uses(body, f"${each.variable}") == 1 and how != "none":
        phrase = _phrase(each.domain, how, excluded, among)
        return sentence(body, naming.binding({each.variable: phrase}))
    that = say(f"that {each.domain}")
    which = _phrase(each.domain, f"{how} such", excluded, among)
    inside = sentence(body, naming.binding({each.variable: that}))
    if how == "none" and _uses(body, f"${each.variable}") == 1:
        english = sentence(
            body, naming.binding({each.variable: _phrase(each.domain, "no", excluded, among)}), value=False
        ).en
        return Words(english, say(f"{how} of which", which=which, clause=inside).ko)
    return say(f"{how} of which", which=which, clause=inside)


def _phrase(domain: str, how: str, excluded: list[Words], among: list[Words]) -> Words:
    if among:
        names = listed(among, "or")
        return names if len(among) == 1 else say(f"{domain} among", names=names)
    if excluded:
        return say(f"{how} {domain} except", names=listed(excluded, "and"))
    return say(f"{how} {domain}")


def _restriction(only: Expr, variable: str, naming: Naming) -> tuple[list[Words], list[Words]]:
    """Return the names a variable may not stand for, and those it must be one of (empty: any)."""
    excluded: list[Words] = []
    among: list[Words] = []
    for part in only.operands if isinstance(only, And) else (only,):
        test, wanted = (part.operand, False) if isinstance(part, Not) else (part, True)
        if isinstance(test, Same):
            other = test.right if test.left == variable else test.left
            (among if wanted else excluded).append(name_of(other, naming))
        elif isinstance(test, Member):
            (among if wanted else excluded).extend(name_of(one, naming) for one in test.among)
    return excluded, among


def _uses(expr: Expr, variable: str) -> int:
    match expr:
        case Ref(_, arguments):
            return arguments.count(variable)
        case Not(operand):
            return _uses(operand, variable)
        case And(operands) | Or(operands):
            return sum(_uses(operand, variable) for operand in operands)
        case Each():
            return 2 * _uses(expr.body, variable)
        case Held(fact):
            return _uses(fact, variable)
        case Same(left, right):
            return (left, right).count(variable)
        case Member(argument):
            return int(argument == variable)
        case _:
            return 0


def _same(argument: str, among: tuple[str, ...], naming: Naming, value: bool) -> Words:
    names = listed([name_of(one, naming) for one in among], "or")
    return say("is one of" if value else "is none of", name=name_of(argument, naming), names=names)


# --- time -----------------------------------------------------------------------------------------------------------

_CONTRARY = {">=": "<", "<": ">=", "<=": ">", ">": "<="}


def _held(held: Held, naming: Naming, value: bool) -> Words:
    if held.fact.name in ("born", "born_of"):
        return _aged(held, naming, value)
    if held.period.count == 0 and held.comparison == ">=":
        return fact_in_words(held.fact, naming, value)
    period = period_in_words(held.period)
    fact = fact_in_words(held.fact, naming)
    if not value:
        return say(f"not held {held.comparison}", fact=fact, period=period)
    clause = Words(fact.en, with_ending(fact.ko, "고,", ", 그리고"))
    return say(f"held {held.comparison}", fact=fact, period=period, clause=clause)


def _aged(held: Held, naming: Naming, value: bool) -> Words:
    comparison = held.comparison if value else _CONTRARY[held.comparison]
    years = str(held.period.count)
    if held.fact.name == "born":
        return say(f"age {comparison}", years=years)
    return say(f"age of {comparison}", name=name_of(held.fact.arguments[0], naming), years=years)


def _calendar(comparison: str, day: date, value: bool) -> Words:
    return say(f"today {comparison if value else _CONTRARY[comparison]}", day=day_in_words(day))
