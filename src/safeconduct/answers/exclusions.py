"""Exclusions: what the person never accepts, in words."""

from safeconduct.answers.names import listed
from safeconduct.answers.sentences import sentence, to_person
from safeconduct.answers.setting import Setting
from safeconduct.answers.wording import say
from safeconduct.law.model import Words
from safeconduct.person.model import Never, NeverExposed, NeverHolds, Unlawful


def exclusion_in_words(never: Never, setting: Setting) -> Words:
    match never:
        case Unlawful(orders):
            if not orders:
                return say("never unlawful")
            return say("never unlawful under", orders=listed([setting.country(code) for code in orders], "or"))
        case NeverHolds():
            if never.words is not None:
                return to_person(never.words)
            return say("never holds", clause=sentence(never.that, setting.naming))
        case NeverExposed():
            return say("never exposed", level=say(f"{never.level} {never.to}"))


def exclusion_of(key: str, setting: Setting) -> Words:
    """Return the exclusion that a key of the compiled rules names; lawful acts only is one even where nobody asks for it."""
    for never in setting.person.nevers:
        if never.source == key:
            return exclusion_in_words(never, setting)
    return say("never unlawful")
