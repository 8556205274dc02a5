"""Names: what countries, relatives and procedures are called in a sentence, in each language."""

from collections.abc import Mapping
from typing import NamedTuple

from safeconduct.law.model import Law, Procedure, Ref, Words
from safeconduct.person.model import Person
from safeconduct.terms.citation import Citation, in_words
from safeconduct.terms.countries import country_name
from safeconduct.terms.particles import SLOT, fill

LANGUAGES = ("en", "ko")


class Naming(NamedTuple):
    """Whom and what a sentence may name. `bound`: what a variable or parameter without a value is called."""

    law: Law
    relatives: Mapping[str, Words]
    bound: Mapping[str, Words] = {}

    def binding(self, bound: Mapping[str, Words]) -> "Naming":
        return self._replace(bound={**self.bound, **bound})


def naming_of(law: Law, person: Person) -> Naming:
    return Naming(law, person.relatives)


def name_of(argument: str, naming: Naming) -> Words:
    """Return what an argument is called: a country, a relative, a procedure (ground or not) or a bound variable."""
    if argument.startswith("$"):
        return naming.bound.get(argument[1:], Words(argument[1:], argument[1:]))
    if argument in naming.relatives:
        return naming.relatives[argument]
    ref = ref_of(argument)
    procedure = find_procedure(ref.name, naming.law)
    if procedure is not None:
        return Words(f"“{title_of(ref, naming).en}”", f"‘{title_of(ref, naming).ko}’")
    return country(argument, naming.law)


def country(code: str, law: Law) -> Words:
    return Words(country_name(code, "en", law.countries), country_name(code, "ko", law.countries))


def find_procedure(name: str, law: Law) -> Procedure | None:
    """Return a procedure, or the procedure of a remedy, by its full name."""
    if name in law.procedures:
        return law.procedures[name]
    return law.remedies[name].procedure if name in law.remedies else None


def title_of(ground: Ref, naming: Naming) -> Words:
    """Return the title of a procedure or remedy with the names of its arguments in it.

    An argument that the title has no slot for follows in brackets, except the decision that a remedy attacks.
    """
    procedure = find_procedure(ground.name, naming.law)
    if procedure is None:
        return Words(ground.name, ground.name)
    slots = parameter_names(procedure.parameters, ground.arguments, naming)
    unsaid = {
        name: words
        for name, words in slots.items()
        if not any(slot[1] == name for slot in SLOT.finditer(procedure.title.en))
    }
    title = filled(procedure.title, slots)
    if not unsaid:
        return title
    return Words(
        f"{title.en} ({', '.join(words.en for words in unsaid.values())})",
        f"{title.ko} ({', '.join(words.ko for words in unsaid.values())})",
    )


def parameter_names(parameters: tuple[str, ...], arguments: tuple[str, ...], naming: Naming) -> dict[str, Words]:
    """Return the names that fill the slots of a form: parameter → name of its argument. Parameters are `name:kind` or `kind`."""
    names = (parameter.split(":")[0] for parameter in parameters)
    return {name: name_of(argument, naming) for name, argument in zip(names, arguments, strict=False)}


def filled(words: Words, slots: Mapping[str, Words]) -> Words:
    """Return a sentence with its slots filled; a slot without a name keeps its own name, so that nothing is ever lost."""
    if "{" not in words.en and "{" not in words.ko:
        return words
    return Words(
        _filled(words.en, {name: word.en for name, word in slots.items()}),
        _filled(words.ko, {name: word.ko for name, word in slots.items()}),
    )


def _filled(template: str, names: Mapping[str, str]) -> str:
    missing = {slot[1]: slot[1] for slot in SLOT.finditer(template) if slot[1] not in names}
    return fill(template, {**missing, **names})


def source_in_words(citation: Citation, law: Law) -> Words:
    source = law.sources.get(citation.short)
    return source.words if source is not None else Words(citation.short, citation.short)


def citation_in_words(citation: Citation, law: Law) -> Words:
    title = source_in_words(citation, law)
    return Words(in_words(citation, title.en, "en"), in_words(citation, title.ko, "ko"))


def ref_of(name: str) -> Ref:
    """Return the fact or procedure that the name of a ground atom or operator writes.

    >>> ref_of("granted(kr.appeal(kr.visit(XX,mother)))")
    Ref(name='granted', arguments=('kr.appeal(kr.visit(XX,mother))',))
    """
    head, bracket, inside = name.partition("(")
    if not bracket or not inside.endswith(")"):
        return Ref(name)
    if "(" not in inside:
        return Ref(head, tuple(inside[:-1].split(",")))
    arguments, depth = [""], 0
    for letter in inside[:-1]:
        depth += (letter == "(") - (letter == ")")
        if letter == "," and depth == 0:
            arguments.append("")
        else:
            arguments[-1] += letter
    return Ref(head, tuple(arguments))


def listed(words: list[Words], conjunction: str) -> Words:
    """Return names joined as a list: "A, B and C"; conjunction is "and" or "or"."""
    if len(words) < 2:
        return words[0] if words else Words("", "")
    last = {"and": " 및 ", "or": " 또는 "}[conjunction]
    return Words(
        f"{', '.join(word.en for word in words[:-1])} {conjunction} {words[-1].en}",
        f"{', '.join(word.ko for word in words[:-1])}{last}{words[-1].ko}",
    )


def joined(parts: list[Words], separator: str) -> Words:
    return Words(separator.join(part.en for part in parts), separator.join(part.ko for part in parts))
