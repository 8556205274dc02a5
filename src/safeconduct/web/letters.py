"""The pages about letters: choosing one, looking at its draft, taking it out, and what has left."""

from datetime import date
from typing import NamedTuple

from starlette.responses import Response

from safeconduct.answers.names import ref_of
from safeconduct.answers.periods import day_in_words, short_day
from safeconduct.answers.saying import Tongue
from safeconduct.kept.drafts import NoLetter, draft_of
from safeconduct.kept.exports import drafted, sent
from safeconduct.kept.model import Letter as Kept
from safeconduct.kept.papers import Papers
from safeconduct.kept.wanted import Wanted
from safeconduct.letters.consent import Consent
from safeconduct.letters.forms import TYPES, bytes_of, forms_here
from safeconduct.letters.model import Kind, Letter, NoKoreanFontError, Role
from safeconduct.web.asking import number_in
from safeconduct.web.choices import Choice, acts_to_choose, facts_to_choose
from safeconduct.web.contacts import filled_for, office_for
from safeconduct.web.desk import Desk, Notice
from safeconduct.web.forms import Fields, first
from safeconduct.web.visit import OtherDay, Visit, onward, other_day_of, other_day_of_papers, page
from safeconduct.web.wording import language_of_law, phrases_in

KINDS = tuple(Kind)


class Out(NamedTuple):
    """A letter that left, as a line. `can_be_sent`: it was taken out, and nobody has said yet that it was handed in."""

    number: int
    title: str
    about: str
    to: str
    when: str
    facts: int
    form: str
    can_be_sent: bool


def letters(visit: Visit) -> Response:
    """Show what kinds of letters there are, what they can be about, and what has left."""
    desk, tongue = visit.desk, visit.tongue
    if not desk.course.has_wishes:
        return onward("/ask")
    papers = desk.papers()
    return page(
        visit,
        "letters",
        other_day=day_of_letters(desk),
        notice=desk.taken_notice(),
        kinds=[Choice(kind, title_of(kind, tongue)) for kind in KINDS],
        acts=acts_to_choose(papers, tongue, desk.acts_of_ways()),
        chosen=desk.letter,
        unread=desk.kept.unread_letters,
        out=list(reversed(letters_out(desk.kept.letters, papers, tongue))),
    )


def day_of_letters(desk: Desk) -> OtherDay | None:
    """Return what is said of the day: with contacts that of theirs, else that of the case."""
    return other_day_of_papers(desk) if desk.papers().now.history.contacts else other_day_of(desk)


def letters_out(kept: tuple[Kept, ...], papers: Papers, tongue: Tongue) -> list[Out]:
    say = phrases_in(tongue.lang)
    handed_in = {one.export.fingerprint for one in kept if one.state == "sent"}
    return [
        Out(
            number,
            title_of(one.export.kind, tongue),
            matter_title(one.export.matter, papers, tongue),
            tongue.names(papers.now.authority(name) for name in one.export.recipients),
            say(one.state, day=tongue.of(short_day(one.export.day))),
            len(one.export.facts),
            one.form,
            one.state == "drafted" and one.export.fingerprint not in handed_in,
        )
        for number, one in enumerate(kept)
    ]


def title_of(kind: str, tongue: Tongue) -> str:
    return phrases_in(tongue.lang)(f"kind {kind}") if kind in KINDS else kind


def matter_title(name: str, papers: Papers, tongue: Tongue) -> str:
    if not name:
        return phrases_in(tongue.lang)("about open")
    act = papers.now.outline.acts.get(name)
    return name if act is None else tongue.capital(act.title)


def choose(visit: Visit) -> Response:
    """Take the kind of a letter, what it is about, and the facts that are to stand in it."""
    desk, fields = visit.desk, visit.fields
    if not desk.course.has_wishes:
        return onward("/ask")
    kind, about, by = (first(fields, name) for name in ("kind", "about", "by"))
    facts = tuple(fields.get("fact", ())) if first(fields, "how") == "facts" else None
    if kind not in KINDS:
        desk.notice = Notice(phrases_in(desk.lang)("choose letter"))
        return onward("/letters")
    was_open = not first(fields, "by_about") and by not in desk.papers().now.law.remedies
    if by and (kind, about) != chosen_for(fields, about if was_open else ""):
        by = ""
    desk.letter = Wanted(Kind(kind), about, by or None, facts)
    if about not in desk.papers().now.outline.acts:
        say, is_asked_first = phrases_in(desk.lang), first(fields, "how") == "ask"
        if is_asked_first and not about and isinstance(find_draft(desk.letter, desk.papers(), desk), Letter):
            return onward("/letter")
        desk.notice = Notice(say("say about what" if is_asked_first else "choose letter"), is_good=is_asked_first)
        return onward("/letters")
    return onward("/letter")


def chosen_for(fields: Fields, left_open: str) -> tuple[str, str]:
    """Return the kind and the matter for which a form's `by` was chosen: where they can be chosen anew, those of before.

    left_open: what stands for a matter that was left open
    """
    if first(fields, "by_kind"):
        return first(fields, "by_kind"), first(fields, "by_about") or left_open
    return first(fields, "kind"), first(fields, "about")


# --- one draft --------------------------------------------------------------------------------------------------------


def letter(visit: Visit) -> Response:
    """Show the draft that was chosen: which facts stand in it and under which consent, and what to know before signing."""
    desk, tongue = visit.desk, visit.tongue
    if not desk.course.has_wishes:
        return onward("/ask")
    if desk.letter is None:
        return onward("/letters")
    wanted, papers = desk.letter, desk.papers()
    found = find_draft(wanted, papers, desk)
    if isinstance(found, NoLetter):
        return page(
            visit,
            "no_letter",
            409,
            text=why_none(found, papers, tongue),
            missing=found.facts if found.why == "no consent" else (),
            wanted=wanted,
            recipients=found.recipients,
        )
    known = facts_to_choose(papers, tongue)
    return page(
        visit,
        "letter",
        other_day=day_of_letters(desk),
        notice=desk.taken_notice(),
        wanted=wanted,
        letter=found,
        title=title_of(found.kind, tongue),
        about=matter_title(found.matter, papers, tongue),
        to=tongue.names(papers.now.authority(name) for name in found.recipients),
        by=matter_title(found.procedure, papers, tongue),
        held=[
            (one, under(one.value, found, papers.consents, desk.today())) for one in known if one.value in found.facts
        ],
        outside=[one for one in known if one.value not in found.facts] if found.matter else [],
        roles=Role,
        forms=forms_here(),
        day_in_words=day_in_words,
    )


def find_draft(wanted: Wanted, papers: Papers, desk: Desk) -> Letter | NoLetter:
    now = papers.now
    return desk.work(draft_of, now.person, now.history, now.on, wanted, papers.consents, desk.today())


def why_none(none: NoLetter, papers: Papers, tongue: Tongue) -> str:
    phrase = phrases_in(tongue.lang)
    if none.why == "no consent":
        words = {one.value: one.text for one in facts_to_choose(papers, tongue)}
        return phrase("consent missing", facts="; ".join(words.get(fact, fact) for fact in none.facts))
    return phrase("not certain", fact=none.facts[0]) if none.why == "not told" else phrase("no letter")


def under(fact: str, letter: Letter, consents: tuple[Consent, ...], on: date) -> date:
    """Return the day until which a fact of a letter may go to all its recipients."""
    days = [
        max(
            one.until
            for one in consents
            if one.matter == letter.matter and one.to == to and one.counts_on(on) and fact in one.facts
        )
        for to in letter.recipients
    ]
    return min(days)


# --- out of the case --------------------------------------------------------------------------------------------------


def download(visit: Visit) -> Response:
    """Give out the bytes of the draft, made in memory, once it is on record what leaves with them."""
    desk, form = visit.desk, first(visit.fields, "form")
    if not desk.course.has_wishes or desk.letter is None or form not in forms_here():
        return onward("/letters")
    papers, today = desk.papers(), desk.today()
    found = find_draft(desk.letter, papers, desk)
    if isinstance(found, NoLetter):
        return onward("/letter")
    try:
        content = bytes_of(found, form, "ko" if first(visit.fields, "alone") else language_of_law(desk.lang))
    except NoKoreanFontError:
        desk.notice = Notice(phrases_in(desk.lang)("no font"))
        return onward("/letter")
    desk.put_letter(drafted(found, form, content, papers.consents, today))
    return attachment(content, TYPES[form], f"letter.{form}")


def attachment(content: bytes, kind: str, name: str) -> Response:
    return Response(content, media_type=kind, headers={"content-disposition": f'attachment; filename="{name}"'})


def mark_sent(visit: Visit) -> Response:
    """Put on record that a letter was handed in, and offer to note it as a contact."""
    desk, number = visit.desk, number_in(visit, "number")
    if not desk.course.has_wishes:
        return onward("/ask")
    if number is None or number >= len(desk.kept.letters) or desk.kept.letters[number].state != "drafted":
        return onward("/letters")
    papers, kept = desk.papers(), desk.kept.letters[number]
    desk.put_letter(sent(kept, desk.today()))
    desk.notice = Notice(phrases_in(desk.lang)("note sending"), is_good=True)
    title = matter_title(kept.export.matter, papers, visit.tongue) if kept.export.matter else ""
    to = [papers.now.authority(name) for name in kept.export.recipients]
    history, tongue = papers.now.history, visit.tongue
    desk.typed = {
        **filled_for(title, ref_of(kept.export.matter).name, str(desk.today()), history),
        **office_for(to, history, tongue),
    }
    return onward("/contact")
