"""Openings: the least that would have to change for a way to open, each in words, with who could change it."""

from safeconduct.answers.doors import condition_of, says_what_is_missing
from safeconduct.answers.exclusions import exclusion_of
from safeconduct.answers.model import Opening, OpeningChange
from safeconduct.answers.names import filled, find_procedure, parameter_names, ref_of
from safeconduct.answers.sentences import condition_in_words, fact_in_words
from safeconduct.answers.setting import Setting
from safeconduct.answers.ways import dated_of, title_of_route
from safeconduct.answers.wording import say
from safeconduct.law.model import Words
from safeconduct.routes.model import Opening as SolvedOpening
from safeconduct.routes.model import Openings
from safeconduct.rules.model import Rules


def openings_of(openings: Openings, rules: Rules, setting: Setting) -> tuple[Opening, ...]:
    """Return the openings, fewest changes first; `rules` are those they are numbered over."""
    ordered = sorted(openings.found, key=lambda opening: opening.size)
    return tuple(_opening(opening, rules, setting) for opening in ordered)


def note_on(openings: Openings) -> Words:
    """Return what the search for openings covered, so that an empty list is not taken for more than it is."""
    if not openings.complete:
        return say("openings stopped", most=str(openings.most))
    return say("openings complete" if openings.found else "openings none", most=str(openings.most))


def _opening(opening: SolvedOpening, rules: Rules, setting: Setting) -> Opening:
    changes = [_line(key, setting) for key in opening.lines]
    changes += [_fact(rules.atoms[atom], value, setting) for atom, value in opening.facts]
    changes += [
        OpeningChange("exclusion", say("without exclusion", exclusion=exclusion_of(key, setting)), (), say("by you"))
        for key in opening.exclusions
    ]
    if opening.route is None:
        return Opening(tuple(changes), None, None, None)
    route = opening.route
    dated = dated_of(route, rules, setting)
    return Opening(tuple(changes), title_of_route(route, rules, setting), route.cost.days, dated)


def _line(key: str, setting: Setting) -> OpeningChange:
    owner = key.rpartition("#")[0]
    procedure = find_procedure(owner, setting.law)
    condition = condition_of(key, setting)
    if procedure is None or condition is None:
        return OpeningChange("line", Words(key, key), (), say("by legislator"))
    generic = {name: say(f"that {kind}") for name, _, kind in (one.partition(":") for one in procedure.parameters)}
    if procedure.kind == "remedy":
        generic["target"] = say("that procedure")
    naming = setting.naming.binding(generic)
    key = "without reason" if says_what_is_missing(condition) else "without line"
    words = say(key, line=condition_in_words(condition, naming), procedure=filled(procedure.title, generic))
    cite = setting.cited(condition.cite or procedure.cite)
    return OpeningChange(
        "line", words, cite, say("by legislator") if condition.by is None else filled(condition.by, generic)
    )


def _fact(atom: str, value: bool, setting: Setting) -> OpeningChange:
    ref = ref_of(atom)
    fact = setting.law.facts.get(ref.name)
    if fact is None or fact.by is None:
        by = say("by circumstances")
    else:
        by = filled(fact.by, parameter_names(fact.parameters, ref.arguments, setting.naming))
    return OpeningChange("fact", say("with fact", fact=fact_in_words(ref, setting.naming, value)), (), by)
