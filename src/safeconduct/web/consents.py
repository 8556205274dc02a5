"""The page about consents: what may be told to whom, giving one, and withdrawing one."""

from typing import NamedTuple

from msgspec.structs import replace
from starlette.responses import Response

from safeconduct.answers.periods import day_in_words, short_day
from safeconduct.answers.saying import Tongue
from safeconduct.kept.exports import gone_under
from safeconduct.kept.model import CONSENTS
from safeconduct.kept.papers import Papers
from safeconduct.letters.consent import Consent
from safeconduct.letters.consent_text import consents_text
from safeconduct.person.statements import bare, written
from safeconduct.terms.dates import DAY
from safeconduct.web.addressees import addressees_to_choose
from safeconduct.web.asking import number_in
from safeconduct.web.choices import acts_to_choose, facts_to_choose
from safeconduct.web.desk import Desk, Notice
from safeconduct.web.forms import first
from safeconduct.web.letters import Out, letters_out, matter_title
from safeconduct.web.noting import LAST, day_in, text_in
from safeconduct.web.visit import Visit, onward, page
from safeconduct.web.wording import phrases_in

USUAL = 180 * DAY  # how long a consent is offered for


class Given(NamedTuple):
    """One consent as it is shown, with what went out under it."""

    number: int
    facts: list[str]
    to: str
    matter: str
    state: str
    can_be_withdrawn: bool
    out: list[Out]


def consents(visit: Visit) -> Response:
    """Show what was agreed to, what went out under it, and the form to agree to more."""
    desk, tongue = visit.desk, visit.tongue
    if not desk.course.has_wishes:
        return onward("/ask")
    papers, typed = desk.papers(), desk.typed
    desk.typed = {}
    about = [first(typed, "matter"), desk.letter.about if desk.letter is not None else ""]
    until = first(typed, "until") or str(desk.today() + USUAL)
    return page(
        visit,
        "consents",
        notice=desk.taken_notice(),
        unusable=papers.unusable.get(CONSENTS),
        given=[given_told(number, one, papers, desk, tongue) for number, one in enumerate(papers.consents)],
        facts=facts_to_choose(papers, tongue),
        addressees=addressees_to_choose(papers, tongue, about, first(typed, "to")),
        acts=acts_to_choose(papers, tongue, desk.acts_of_ways()),
        chosen=typed,
        until=until,
        unread=desk.kept.unread_letters,
    )


def given_told(number: int, consent: Consent, papers: Papers, desk: Desk, tongue: Tongue) -> Given:
    words = {one.value: one.text for one in facts_to_choose(papers, tongue)}
    out = letters_out(desk.kept.letters, papers, tongue)
    went = [out[place] for place in gone_under(consent, desk.kept.letters)]
    return Given(
        number,
        [words.get(fact, fact) for fact in consent.facts],
        tongue.of(papers.now.authority(consent.to)),
        matter_title(consent.matter, papers, tongue),
        state_of(consent, desk, tongue),
        consent.withdrawn is None and consent.until >= desk.today(),
        went,
    )


def state_of(consent: Consent, desk: Desk, tongue: Tongue) -> str:
    say = phrases_in(tongue.lang)
    if consent.withdrawn is not None and consent.withdrawn <= desk.today():
        return say("withdrawn", day=tongue.of(day_in_words(consent.withdrawn)))
    until = tongue.of(day_in_words(consent.until))
    if consent.until < desk.today():
        return say("over", until=until)
    return say("counts", given=tongue.of(short_day(consent.given)), until=until)


def give(visit: Visit) -> Response:
    """Take a consent; with `how` it is only filled in beforehand, from a letter that lacks it."""
    desk, fields = visit.desk, visit.fields
    if not desk.course.has_wishes:
        return onward("/ask")
    kept, papers, today = desk.kept, desk.papers(), desk.today()
    if first(fields, "how") == "look":
        desk.typed = {name: values for name, values in fields.items() if name in ("fact", "to", "matter")}
        return onward("/consents")
    known = {bare(written(one.fact)) for one in papers.now.person.statements}
    facts = tuple(dict.fromkeys(one for one in fields.get("fact", ()) if one in known))
    to, matter = first(fields, "to"), first(fields, "matter")
    until = day_in(text_in(fields, "until"), LAST)
    there = to in papers.now.law.authorities and matter in papers.now.outline.acts
    if papers.unusable.get(CONSENTS) or not facts or not there or until is None or until < today:
        desk.notice = Notice(phrases_in(desk.lang)("not agreed"))
        desk.typed = {name: values for name, values in fields.items() if name != "token"}
        return onward("/consents")
    consent = Consent(facts, to, matter, today, until)
    desk.put_file(CONSENTS, consents_text(papers.now.person.label, (*papers.consents, consent)), kept)
    return onward("/letter" if desk.letter is not None and desk.letter.about == matter else "/consents")


def withdraw(visit: Visit) -> Response:
    """Withdraw one consent from today on, named by its number on the page."""
    desk, number = visit.desk, number_in(visit, "number")
    if not desk.course.has_wishes:
        return onward("/ask")
    kept, papers = desk.kept, desk.papers()
    if number is None or number >= len(papers.consents) or papers.consents[number].withdrawn is not None:
        return onward("/consents")
    changed = [replace(one, withdrawn=desk.today()) if at == number else one for at, one in enumerate(papers.consents)]
    desk.put_file(CONSENTS, consents_text(papers.now.person.label, changed), kept)
    return onward("/consents")
