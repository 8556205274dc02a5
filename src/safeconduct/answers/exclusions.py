"""Exclusions: what the person never accepts, in the words in which it was offered to them."""

from safeconduct.answers.names import listed
from safeconduct.answers.sentences import sentence, to_person
from safeconduct.answers.setting import Setting
from safeconduct.answers.wording import say
from safeconduct.law.model import Words
from safeconduct.person.model import Never, NeverExposed, NeverHolds, Unlawful

OFFERED = (("prison", "self"), ("prison", "family"), ("loss", "family"))  # risks that a person is asked about


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
            return exposure_in_words(never)


def exposure_in_words(never: NeverExposed) -> Words:
    """Return a risk as it was offered to the person, with what it means in law behind it; one that is offered nowhere by its meaning alone."""
    meaning = say("never exposed", level=say(f"{never.level} {never.to}"))
    if (never.level, never.to) not in OFFERED:
        return meaning
    return say("own and meaning", own=say(f"own {never.level} {never.to}"), meaning=meaning)


def exclusion_of(key: str, setting: Setting) -> Words:
    """Return the exclusion that a key of the compiled rules names; lawful acts only is one even where nobody asks for it."""
    for never in setting.person.nevers:
        if never.source == key:
            return exclusion_in_words(never, setting)
    return say("never unlawful")
