"""Assumptions: facts not known that a way takes to be so, in words."""

from safeconduct.answers.names import ref_of
from safeconduct.answers.sentences import fact_in_words
from safeconduct.answers.setting import Setting
from safeconduct.answers.wording import say
from safeconduct.law.model import Ref, Words


def assumption_in_words(atom: str, value: str, setting: Setting) -> Words:
    """Return "it is assumed that …" for an atom taken to be false or true, or to have begun long ago or on the day asked."""
    fact = fact_in_words(ref_of(atom), setting.naming, value != "false")
    if is_elsewhere(atom, value, setting):
        return say("assumed elsewhere", fact=fact)
    if value not in ("long", "today"):
        return say("assumed", fact=fact)
    declared = setting.law.facts.get(ref_of(atom).name)
    is_date = declared is not None and declared.kind == "date"
    return say(f"assumed {value} date" if is_date else f"assumed {value}", fact=fact)


def is_elsewhere(atom: str, value: str, setting: Setting) -> bool:
    """Return whether an atom has the person in one country of whom all that is known is in others: at home in Seoul, and now in the North."""
    ref = ref_of(atom)
    if value == "false" or not _is_a_place(ref, setting):
        return False
    known = [one.fact for one in setting.person.statements if one.value is True and _is_a_place(one.fact, setting)]
    return bool(known) and all(one.arguments != ref.arguments for one in known)


def _is_a_place(ref: Ref, setting: Setting) -> bool:
    fact = setting.law.facts.get(ref.name)
    return fact is not None and fact.one_of == "country" and len(ref.arguments) == 1
