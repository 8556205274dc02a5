"""Every rule of the lawbooks that come with the program can be said: no condition without a sentence, no sentence with a raw name."""

import re
from collections.abc import Iterator

import pytest

from safeconduct.answers.names import Naming
from safeconduct.answers.sentences import condition_in_words, fact_in_words
from safeconduct.answers.wording import say
from safeconduct.law.from_lawbook import law_from_folders
from safeconduct.law.model import Condition, Law, Ref, Words
from safeconduct.law.shelf import lawbook_folder

RAW = re.compile(r"[{}$]|\b[a-z]+_[a-z_]+\b|\b(any|all|held)\(")


@pytest.fixture(scope="module")
def law() -> Law:
    checked = law_from_folders(sorted(main.parent for main in lawbook_folder().glob("*/lawbook.yaml")))
    assert checked.law is not None, checked.problems
    return checked.law


def test_no_condition_lacks_a_sentence(law):
    without = [
        f"{line.place}: {line.source}"
        for line, naming in lines_of(law)
        if not is_sentence(condition_in_words(line, naming))
    ]
    assert without == []


def test_every_fact_and_definition_can_be_said_and_denied(law):
    wrong = []
    for name, parameters in parameters_of(law):
        ref = Ref(name, tuple(f"${parameter.split(':')[0]}" for parameter in parameters))
        naming = naming_for(law, parameters)
        wrong += [name for value in (True, False) if not is_sentence(fact_in_words(ref, naming, value))]
    assert wrong == []


def is_sentence(words: Words) -> bool:
    return bool(words.en.strip() and words.ko.strip()) and not RAW.search(words.en) and not RAW.search(words.ko)


def lines_of(law: Law) -> Iterator[tuple[Condition, Naming]]:
    """Yield every condition line, exceptions included, with the naming of the form it stands in."""
    for procedure in law.procedures.values():
        yield from with_exceptions(procedure.conditions, naming_for(law, procedure.parameters))
    for remedy in law.remedies.values():
        yield from with_exceptions(remedy.procedure.conditions, naming_for(law, ("target:procedure",)))
    for versions in law.definitions.values():
        for version in versions:
            yield from with_exceptions((*version.every, *version.some), naming_for(law, version.parameters))
    for consequence in law.consequences.values():
        yield from with_exceptions((*consequence.when, *consequence.unless), naming_for(law, consequence.parameters))


def with_exceptions(lines: tuple[Condition, ...], naming: Naming) -> Iterator[tuple[Condition, Naming]]:
    for line in lines:
        yield line, naming
        yield from with_exceptions(line.unless, naming)


def naming_for(law: Law, parameters: tuple[str, ...]) -> Naming:
    bound = {part.split(":")[0]: say(f"that {part.split(':')[-1]}") for part in parameters}
    return Naming(law, {}, bound)


def parameters_of(law: Law) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield from ((fact.name, fact.parameters) for fact in law.facts.values())
    yield from ((name, versions[-1].parameters) for name, versions in law.definitions.items())
