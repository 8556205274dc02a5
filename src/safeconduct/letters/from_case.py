"""Case and law → letter: the template's sentences, filled with the law's own words and with nothing of the person but what they agreed to share."""

import re
from collections.abc import Mapping
from datetime import date

from msgspec import structs

from safeconduct.answers.address import to_me
from safeconduct.answers.model import Cited, Window
from safeconduct.answers.names import Naming, filled, listed, parameter_names, ref_of
from safeconduct.answers.periods import day_in_words, period_in_words, short_day
from safeconduct.answers.risks import risks_of
from safeconduct.answers.saying import Tongue
from safeconduct.answers.sentences import condition_in_words, fact_in_words, is_event
from safeconduct.answers.setting import Setting
from safeconduct.answers.windows import window_of, window_past
from safeconduct.law.model import OpenQuestion, Procedure, Ref, Within, Words
from safeconduct.letters.carrying import BY_PART, CONCERNED, Carried, carried, carriers_of, concerned, recipients
from safeconduct.letters.consent import Consent, agreed, covered, released
from safeconduct.letters.model import Kind, Letter, Role, Row
from safeconduct.letters.template import Template, template_of
from safeconduct.letters.wording import filled_in, say
from safeconduct.person.facts import Stated, value_of
from safeconduct.person.statements import bare, written
from safeconduct.terms.dates import last_day

AGENCY = "agency"  # detail: what the agency concerned is called
DAY_OF_DECISION = ("received", "learned")  # blanks
KOREAN, ENGLISH = Tongue("ko"), Tongue("en")
FILED = "filed"  # the blank for the day on which the papers were handed in


class NotToldError(Exception):
    """A fact was asked for that the case does not know for certain; `fact` is its name."""

    def __init__(self, fact: str) -> None:
        super().__init__(fact)
        self.fact = fact


def letter_of(
    kind: Kind,
    matter: str,
    setting: Setting,
    consents: tuple[Consent, ...],
    on: date,
    *,
    facts: tuple[str, ...] | None = None,
    details: Mapping[str, Words] | None = None,
    by: str | None = None,
) -> Letter:
    """Return the draft of a letter about a matter.

    matter:  ground name of an act that the setting knows; empty: left open, and a bracket stands for it
    on:      the day on which consents are looked at: the day of the export, whatever day the case asks about
    facts:   those to be told, as a case file writes them without spaces and quotes; None: all that consents cover and the case knows
    details: what stands in the blanks instead of an invitation to fill them; whoever gives it vouches that it may be told
    by:      full name of the procedure to be used; None: the one whose conditions hold best

    Raises NoConsentError, NotToldError, NoCarrierError, and KeyError for a detail that no blank asks for.
    """
    template = template_of(kind)
    chosen = carried(template, matter, setting, by)
    to = recipients(chosen, matter, setting)
    may_go = covered(consents, to, matter, on)
    told = facts_told(may_go if facts is None else released(facts, consents, to, matter, on), facts is None, setting)
    spoken_of = (matter, *told) if agreed(consents, to, matter, on) else tuple(told)
    told_of = setting._replace(naming=naming_within(setting.naming, spoken_of))
    named = told_of._replace(naming=spoken_by_the_person(told_of.naming))
    return Letter(
        kind=kind,
        matter=matter,
        procedure=chosen.operator,
        recipients=to,
        rows=(
            *body_rows(
                structs.replace(template, body=body_of(template, chosen, matter, told, setting)),
                chosen,
                matter,
                to,
                named,
                details or {},
                blanks_known(template, matter, told),
            ),
            *fact_rows(told, named),
            *law_rows(chosen, named),
            Row(Role.SIGNATURE, say("date")),
            Row(Role.SIGNATURE, say("signature")),
        ),
        facts=tuple(told),
        before=(
            *(() if matter else (say("before no matter"),)),
            *(() if FILED not in template.blanks or FILED in (details or {}) else (say("before not handed in"),)),
            *not_yet_to_attack(chosen, matter, told_of),
            *unsure_facts(told, named.naming),
            *days_left(chosen, told_of, on),
            *shorter_time(template, chosen, matter, told_of, on),
            *times_to_appeal(chosen, matter, told_of),
            *before_signing(chosen, matter, told_of),
        ),
    )


def facts_told(names: tuple[str, ...], skip_unknown: bool, setting: Setting) -> dict[str, Stated]:
    """Return what the case says of each fact; one that it does not know is left out or, where it was asked for, raises NotToldError."""
    stated_as = {bare(written(one.fact)): one.fact for one in setting.person.statements}
    told: dict[str, Stated] = {}
    for name in names:
        stated = value_of(setting.person, stated_as.get(name, ref_of(name)), setting.law)
        if stated.statements and stated.value is not None:
            told[name] = stated
        elif not skip_unknown:
            raise NotToldError(name)
    return told


def naming_within(naming: Naming, names: tuple[str, ...]) -> Naming:
    """Return a naming that calls by their names only the relatives of whom these facts and procedures speak."""
    spoken_of = {argument for name in names for argument in arguments_of(ref_of(name))}
    words = {name: words if name in spoken_of else say("a relative") for name, words in naming.relatives.items()}
    return naming._replace(relatives=words)


def spoken_by_the_person(naming: Naming) -> Naming:
    """Return a naming that calls relatives as the person who signs does: "my mother"."""
    own = {name: Words(mine_in(words.en), words.ko) for name, words in naming.relatives.items()}
    return naming._replace(relatives=own)


def mine_in(words: str) -> str:
    """Return what is said to the person, as they say it themselves: of what is theirs."""
    return re.sub(r"\byour\b", "my", words)


def arguments_of(ref: Ref) -> set[str]:
    """Return the arguments of a reference and of the references among them."""
    return {one for argument in ref.arguments for one in (argument, *arguments_of(ref_of(argument)))}


# --- the parts of the page ---------------------------------------------------------------------------------------------


def body_rows(
    template: Template,
    chosen: Carried,
    matter: str,
    to: tuple[str, ...],
    setting: Setting,
    details: Mapping[str, Words],
    known: Mapping[str, Words],
) -> tuple[Row, ...]:
    for detail in details:
        if detail not in (*template.blanks, AGENCY):
            raise KeyError(detail)
    slots = {
        **template.blanks,
        **known,
        **details,
        "matter": setting.title(matter) if matter else say("no matter"),
        "concerned": authorities(concerned(matter, setting), setting, details),
        "addressee": authorities(to, setting, details),
        "wanted": chosen.carrier.wanted,
    }
    return (
        Row(Role.NOTICE, say("notice")),
        Row(Role.TITLE, filled_in(template.title, slots)),
        Row(Role.ADDRESSEE, say("to", addressee=slots["addressee"])),
        Row(Role.ADDRESSEE, say("address")),
        Row(Role.PARAGRAPH, say("sender")),
        *(Row(Role.PARAGRAPH, filled_in(words, slots)) for words in template.body),
    )


def body_of(
    template: Template, chosen: Carried, matter: str, told: Mapping[str, Stated], setting: Setting
) -> tuple[Words, ...]:
    """Return the sentences that fit what the letter tells: a refusal, silence, or neither, where the law gives the remedy against both.

    Against a refusal alone they fit what the case knows: that there was one is said by nobody who was told of none.
    """
    remedy = setting.law.remedies.get(setting.procedure(chosen.operator).name)
    if remedy is None or is_told("refused", matter, told):
        return template.body
    if "silence" not in remedy.against:
        return template.body if came_of(matter, "refused", setting) else template.on_unknown or template.body
    return (template.on_silence if is_told("unanswered", matter, told) else template.on_either) or template.body


def is_told(outcome: str, matter: str, told: Mapping[str, Stated]) -> bool:
    fact = decision_fact(outcome, matter)
    return any(ref_of(name) == fact and stated.value is True for name, stated in told.items())


def blanks_known(template: Template, matter: str, told: Mapping[str, Stated]) -> dict[str, Words]:
    """Return the blanks for the day of the decision, where the letter tells for certain that and when the matter was refused."""
    fact = decision_fact("refused", matter)
    for name, stated in told.items():
        if ref_of(name) == fact and stated.value and stated.since is not None and is_sure(stated):
            return {blank: short_day(stated.since) for blank in DAY_OF_DECISION if blank in template.blanks}
    return {}


def authorities(names: tuple[str, ...], setting: Setting, details: Mapping[str, Words]) -> Words:
    """Return what authorities are called; one that the law names only by its part, by its own name where that is told, else as a blank."""
    own = {CONCERNED: details[AGENCY]} if AGENCY in details else {}
    return listed([own.get(name) or called(name, setting) for name in names], "or")


def called(name: str, setting: Setting) -> Words:
    words = setting.authority(name)
    return say("by its part", authority=words) if name in BY_PART else words


def fact_rows(told: dict[str, Stated], setting: Setting) -> tuple[Row, ...]:
    rows = tuple(Row(Role.ITEM, as_known(name, stated, setting.naming)) for name, stated in told.items())
    return (Row(Role.HEADING, say("facts")), *rows) if rows else ()


def as_known(name: str, stated: Stated, naming: Naming) -> Words:
    """Return a fact as the applicant says it; what no source is sure of about somebody else, as far as they know."""
    words = fact_in_letter(name, stated, naming)
    is_of_others = bool(arguments_of(ref_of(name)).intersection(naming.relatives))
    return say("as far as I know", fact=words) if is_of_others and not is_sure(stated) else words


def fact_in_letter(name: str, stated: Stated, naming: Naming) -> Words:
    """Return a fact as the person says it, with the day on which it happened or since when it is so."""
    ref = ref_of(name)
    words = clause_in_letter(ref, naming, value=bool(stated.value))
    if stated.since is None:
        return words
    return say("on" if is_event(ref, naming.law) else "since", fact=words, day=short_day(stated.since))


def clause_in_letter(ref: Ref, naming: Naming, value: bool) -> Words:
    """Return the clause of a fact, as the person says it."""
    words = fact_in_words(ref, naming, value)
    fact = naming.law.facts.get(ref.name)
    if fact is None:
        return words
    slots = parameter_names(fact.parameters, ref.arguments, naming)
    own = fact.words if value else fact.not_words
    clause = filled(own or fact.words, slots)
    mine = Words(to_me(clause.en), clause.ko)
    of_the_person = mine.en.startswith("I ")
    if own is not None:
        return mine if of_the_person else Words(mine_in(clause.en), clause.ko)
    return Words(say("not the person", clause=mine).en, words.ko) if of_the_person else words


def is_sure(stated: Stated) -> bool:
    return any(one.confidence == "sure" for one in stated.statements)


def law_rows(chosen: Carried, setting: Setting) -> tuple[Row, ...]:
    procedure = setting.procedure(chosen.operator)
    naming = setting.naming_in(chosen.operator)
    basis = [Row(Role.ITEM, one.words) for one in setting.cited(procedure.cite)]
    time = [
        Row(Role.ITEM, one) for within in procedure.within[:1] for one in times_told(within, procedure, naming, setting)
    ]
    enclosed = [
        Row(Role.ITEM, cited_words(one.words, one.cite))
        for one in (setting.said(document.words, document.cite, naming) for document in procedure.documents)
    ]
    return (
        *headed("basis", basis),
        *headed("time", time),
        *headed("documents", enclosed),
    )


def headed(heading: str, rows: list[Row]) -> tuple[Row, ...]:
    return (Row(Role.HEADING, say(heading)), *rows) if rows else ()


def times_told(within: Within, procedure: Procedure, naming: Naming, setting: Setting) -> list[Words]:
    """Return the time for the answer, and what the lawbook says apart of it by the same provision, such as how it may be extended."""
    cite = cited(setting.cited(within.cite))
    if within.period is None:
        return [say("no period", cite=cite)]
    period = period_in_words(within.period)
    more = [one for one in procedure.criteria if not set(one.cite).isdisjoint(within.cite)]
    if not more:
        return [say("longest period", period=period, cite=cite)]
    of_statutes = (setting.said(one.words, one.cite, naming) for one in more if any(each.article for each in one.cite))
    apart = [cited_words(told_to_me(one.words), one.cite) for one in of_statutes]
    return [say("period", period=period, cite=cite), *apart]


def told_to_me(words: Words) -> Words:
    """Return what the lawbook says to the person, as the person says it to the office."""
    return Words(re.sub(r"\btell you\b", "tell me", words.en), words.ko)


def unsure_facts(told: dict[str, Stated], naming: Naming) -> list[Words]:
    """Return a warning for each fact in the letter of which no source is sure."""
    return [
        say("before likely", words=fact_in_letter(name, stated, naming))
        for name, stated in told.items()
        if not is_sure(stated)
    ]


def days_left(chosen: Carried, setting: Setting, on: date) -> list[Words]:
    """Return until when the letter can be handed in, or since when no longer on the day of the export, where the case has the day from which that is counted."""
    operator = setting.rules.operators[setting.operators[chosen.operator]]
    window = window_of(operator, setting.start, setting)
    if window is not None:
        over = window.last_day < max(setting.person.as_of, on)
        return [day_told("before ran out" if over else "before last day", window)]
    past = (window_past(line.formula, setting.start, setting) for line in operator.lines)
    return [day_told("before ran out", window) for window in past if window is not None]


def day_told(key: str, window: Window) -> Words:
    return say(key, day=day_in_words(window.last_day), counting=window.counting.words)


def times_to_appeal(chosen: Carried, matter: str, setting: Setting) -> list[Words]:
    """Return within what time a remedy must be used, or that the law sets none: of a refusal and of silence, or of the one that the case knows."""
    remedy = setting.law.remedies.get(setting.procedure(chosen.operator).name)
    if remedy is None:
        return []
    refused, silent = (came_of(matter, outcome, setting) for outcome in ("refused", "unanswered"))
    found: list[Words] = []
    if "refusal" in remedy.against and (refused or not silent):
        found += [time_to_appeal("before window", one, setting) for one in remedy.window[:1]]
    if "silence" in remedy.against and (silent or not refused):
        found += [time_to_appeal("before window silence", one, setting) for one in remedy.window_on_silence[:1]]
    return found


def not_yet_to_attack(chosen: Carried, matter: str, setting: Setting) -> list[Words]:
    """Return what a remedy is against where the case knows of nothing of the kind, and that there was no answer where it knows that."""
    remedy = setting.law.remedies.get(setting.procedure(chosen.operator).name)
    if remedy is None or came_of(matter, "refused", setting):
        return []
    cite = cited(setting.cited(setting.procedure(chosen.operator).cite[:1]))
    silent = came_of(matter, "unanswered", setting)
    if "silence" not in remedy.against:
        return [say("before no refusal but silence" if silent else "before no refusal", cite=cite)]
    if silent:
        return []
    return [say("before neither" if "refusal" in remedy.against else "before no silence", cite=cite)]


def time_to_appeal(key: str, window: Within, setting: Setting) -> Words:
    cite = cited(setting.cited(window.cite))
    if window.period is None:
        return say(f"{key} none", cite=cite)
    return say(key, period=period_in_words(window.period), cite=cite)


def came_of(matter: str, outcome: str, setting: Setting) -> bool:
    """Return whether the case knows that this came of the matter: refused or unanswered."""
    return value_of(setting.person, decision_fact(outcome, matter), setting.law).value is True


def decision_fact(outcome: str, matter: str) -> Ref:
    ref = ref_of(matter)
    return Ref(outcome, (ref.name, *ref.arguments))


def before_signing(chosen: Carried, matter: str, setting: Setting) -> tuple[Words, ...]:
    """Return what the person should know of the law before they sign: conditions, risks, what is not settled."""
    procedure, naming = setting.procedure(chosen.operator), setting.naming_in(chosen.operator)
    found: list[Words] = []
    for line in procedure.conditions:
        cite = cited(setting.cited(line.cite or procedure.cite))
        found.append(say("before condition", words=condition_in_words(line, naming), cite=cite))
    operator = setting.rules.operators[setting.operators[chosen.operator]]
    for risk in risks_of(operator, setting.start, setting):
        found.append(say("before risk", words=risk.words, cite=cited(risk.cite)))
    found += [say("before question", words=one.question) for one in questions_of(procedure, matter, setting)]
    if procedure.lawyer:
        found.append(say("before lawyer"))
    return tuple(found)


def questions_of(procedure: Procedure, matter: str, setting: Setting) -> list[OpenQuestion]:
    """Return the open questions on which a procedure rests, and those of the matter that a provision of the procedure would settle."""
    found = [name for name in procedure.rests_on if name in setting.law.open_questions]
    for name in setting.procedure(matter).rests_on if matter else ():
        question = setting.law.open_questions.get(name)
        if question is not None and not set(procedure.cite).isdisjoint(question.cite):
            found.append(name)
    return [setting.law.open_questions[name] for name in dict.fromkeys(found)]


def shorter_time(template: Template, chosen: Carried, matter: str, setting: Setting, on: date) -> list[Words]:
    """Return the shortest time of the letter's other procedures, where it is not settled in law which of them counts and the one chosen has longer."""
    unsettled = set(setting.procedure(chosen.operator).rests_on)
    rivals = [
        (window, one)
        for one in carriers_of(template, matter, setting)
        if unsettled.intersection(setting.procedure(one.operator).rests_on)
        and (window := window_for(one, setting)) is not None
    ]
    own = window_for(chosen, setting)
    shortest, rival = min(rivals, key=lambda one: ends(one[0], setting), default=(None, chosen))
    if own is None or shortest is None or shortest.period is None or ends(shortest, setting) >= ends(own, setting):
        return []
    day = window_of(setting.rules.operators[setting.operators[rival.operator]], setting.start, setting)
    told = say("before safest", period=period_in_words(shortest.period), cite=cited(setting.cited(shortest.cite)))
    if day is None:
        return [told]
    return [told, day_told("before safest over" if day.last_day < on else "before safest day", day)]


def window_for(one: Carried, setting: Setting) -> Within | None:
    """Return the time within which a remedy must be used after the decision; None where the law states none."""
    remedy = setting.law.remedies.get(setting.procedure(one.operator).name)
    return next((window for window in (remedy.window if remedy else ()) if window.period is not None), None)


def ends(window: Within, setting: Setting) -> date:
    """Return when a window would end that begins on the day of the question."""
    assert window.period is not None
    return last_day(setting.person.as_of, window.period)


def cited_words(words: Words, cite: tuple[Cited, ...]) -> Words:
    return say("cited", words=words, cite=cited(cite)) if cite else words


def cited(cite: tuple[Cited, ...]) -> Words:
    return Words(ENGLISH.cited(cite), KOREAN.cited(cite))
