"""Assumptions: facts not known that a way takes to be so, in words."""

from safeconduct.answers.names import ref_of
from safeconduct.answers.sentences import fact_in_words
from safeconduct.answers.setting import Setting
from safeconduct.answers.wording import say
from safeconduct.law.model import Words


def assumption_in_words(atom: str, value: str, setting: Setting) -> Words:
    """Return "it is assumed that …" for an atom taken to be false or true, or to have begun long ago or on the day asked."""
    fact = fact_in_words(ref_of(atom), setting.naming, value != "false")
    if value not in ("long", "today"):
        return say("assumed", fact=fact)
    declared = setting.law.facts.get(ref_of(atom).name)
    is_date = declared is not None and declared.kind == "date"
    return say(f"assumed {value} date" if is_date else f"assumed {value}", fact=fact)
