"""Unknowns: facts nobody has stated, with the question to ask, those on which most depends first; and facts two sources tell differently."""

from collections.abc import Iterable

from safeconduct.answers.model import Contradiction, Question, Statement
from safeconduct.answers.names import filled, parameter_names, ref_of
from safeconduct.answers.periods import day_in_words
from safeconduct.answers.sentences import fact_in_words
from safeconduct.answers.setting import Setting
from safeconduct.answers.wording import say
from safeconduct.law.model import Words
from safeconduct.person.facts import value_of
from safeconduct.person.model import Statement as PersonStatement
from safeconduct.rules.grounding import name_of
from safeconduct.rules.model import All, Clock, Formula, Is, Not, Some
from safeconduct.rules.reference import truth
from safeconduct.terms.truth import Truth


def doubts_about(formula: Formula, setting: Setting) -> tuple[str, ...]:
    """Return the names of the facts that leave a formula unknown on the day of the question."""
    atoms = sorted(_doubts(formula, setting))
    return tuple(
        name for name in (setting.rules.atoms[atom] for atom in atoms) if ref_of(name).name in setting.law.facts
    )


def _doubts(formula: Formula, setting: Setting) -> set[int]:
    """Return the atoms that leave an unknown formula unknown, definitions and watches looked through."""
    if truth(formula, setting.start_told) is not Truth.UNKNOWN:
        return set()
    match formula:
        case Not(operand):
            return _doubts(operand, setting)
        case All(operands) | Some(operands):
            return set().union(*(_doubts(operand, setting) for operand in operands))
        case Is(atom) | Clock(atom):
            meaning = setting.mirrored.get(atom)
            if setting.start_told.values[atom] is Truth.UNKNOWN and meaning is not None:
                return _doubts(meaning, setting)
            return set() if atom in setting.packed.defined else {atom}
    return set()


def question_about(atom: str, setting: Setting, affects: int = 0) -> Question:
    """Return what to ask about a fact: whether it is so, or, where that is known, since when."""
    ref = ref_of(atom)
    fact = setting.law.facts[ref.name]
    slots = parameter_names(fact.parameters, ref.arguments, setting.naming)
    number = setting.atoms.get(atom)
    if number is not None and setting.rules.values[number] is Truth.TRUE and fact.kind != "date":
        return Question(atom, say("since when", fact=fact_in_words(ref, setting.naming)), affects)
    if fact.ask is None:
        return Question(atom, say("is it so", fact=fact_in_words(ref, setting.naming)), affects)
    return Question(atom, filled(fact.ask, slots), affects)


def questions_by_weight(mentions: Iterable[tuple[str, ...]], setting: Setting) -> tuple[Question, ...]:
    """Return a question for each fact, the one that most routes and doors hang on first, equal ones in the order met.

    mentions: for each route and each door, the facts it hangs on
    """
    weights: dict[str, int] = {}
    for atoms in mentions:
        for atom in dict.fromkeys(atoms):
            weights[atom] = weights.get(atom, 0) + 1
    ordered = sorted(weights, key=lambda atom: -weights[atom])
    return tuple(
        question_about(atom, setting, weights[atom])
        for atom in ordered
        if ref_of(atom).name in setting.law.facts and not about_the_dead(atom, setting)
    )


def about_the_dead(atom: str, setting: Setting) -> bool:
    """Return whether a fact is about a relative who is known to have died: nobody is asked where the dead live."""
    ref = ref_of(atom)
    alive = [setting.atoms.get(f"alive({one})") for one in ref.arguments if one in setting.person.relatives]
    return ref.name != "alive" and any(
        number is not None and setting.rules.values[number] is Truth.FALSE for number in alive
    )


def contradictions(setting: Setting) -> tuple[Contradiction, ...]:
    """Return each fact that two sources tell differently, with what each says."""
    found = []
    for ref in dict.fromkeys(statement.fact for statement in setting.person.statements):
        stated = value_of(setting.person, ref, setting.law)
        if stated.contradictory:
            told = tuple(statement_in_words(statement, setting) for statement in stated.statements)
            found.append(Contradiction(name_of(ref), told))
    return tuple(found)


def statement_in_words(statement: PersonStatement, setting: Setting) -> Statement:
    """Return what one source says of a fact."""
    if statement.on is not None:
        words = say("on the day", fact=fact_in_words(statement.fact, setting.naming), day=day_in_words(statement.on))
    elif statement.value is None:
        declared = setting.law.facts.get(statement.fact.name)
        key = "stated unknown day" if declared is not None and declared.kind == "date" else "stated unknown"
        words = say(key, fact=fact_in_words(statement.fact, setting.naming))
    else:
        words = fact_in_words(statement.fact, setting.naming, statement.value)
    source: Words = say("no source") if statement.source is None else statement.source.words
    return Statement(words, source, statement.confidence)
