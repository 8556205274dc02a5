"""The questions a case leaves open: facts that are unknown, with the sentence that asks for each."""

from collections.abc import Iterable

from msgspec import Struct

from safeconduct.law.model import Law, Ref, Words
from safeconduct.person.facts import Stated, value_of
from safeconduct.person.model import Person


class Question(Struct, frozen=True):
    fact: Ref
    ask: Words  # slots still open: the arguments of `fact` fill them
    stated: Stated  # what is on file: nothing, a doubt or a contradiction


def open_questions(person: Person, refs: Iterable[Ref], law: Law) -> list[Question]:
    """Return a question for each fact among `refs` whose value `person` leaves unknown, once each, in the order given.

    Definitions and the facts about applications are passed over: nobody is asked for what follows from other facts.
    A fact without an `ask` sentence is asked with its own sentence.
    """
    return [
        Question(ref, fact.ask or fact.words, stated)
        for ref in dict.fromkeys(refs)
        if (fact := law.facts.get(ref.name)) and (stated := value_of(person, ref, law)).value is None
    ]
