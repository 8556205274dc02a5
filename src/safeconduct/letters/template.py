"""The template of a letter: data with named slots, read from `templates/KIND.yaml`. No author's loop, no condition, nothing that is run."""

from pathlib import Path

from msgspec import Struct

from safeconduct.law.model import Words
from safeconduct.lawbook.from_text import Text, text_from_file
from safeconduct.lawbook.model import Mapping, Node, Scalar, Sequence
from safeconduct.letters.model import Kind
from safeconduct.terms.particles import is_pair, slots_of

FOLDER = Path(__file__).parent / "templates"
ITSELF = "the matter itself"  # carried by the procedure that the letter is about
ADDRESSEES = ("concerned", "receives", "decides")
FILLED = ("matter", "concerned", "addressee", "wanted")  # slots that every letter fills from the law
KEYS = ("letter", "title", "carried by", "blanks", "body", "on unknown", "on silence", "on either")


class Carrier(Struct, frozen=True):
    """A procedure by which the letter is made.

    to:     concerned (whoever decides the matter), receives or decides (as the procedure says)
    wanted: what is asked for under it
    """

    procedure: str  # full name, or ITSELF
    to: str
    wanted: Words


class Template(Struct, frozen=True):
    """A kind of letter.

    blanks:     what stands in a slot that the person fills by hand
    on_unknown: the body where the case knows of no refusal, of a letter against refusal alone; empty: the same
    on_silence: the body where a letter against refusal or silence tells of silence; empty: the same
    on_either:  the body where it tells of neither; empty: the same
    """

    kind: Kind
    title: Words
    carriers: tuple[Carrier, ...]  # the ones to be tried first stand first
    blanks: dict[str, Words]
    body: tuple[Words, ...]
    on_unknown: tuple[Words, ...] = ()
    on_silence: tuple[Words, ...] = ()
    on_either: tuple[Words, ...] = ()


class TemplateError(Exception):
    """A template that says something else than it should; the message begins with the place."""


def template_of(kind: Kind) -> Template:
    """Return the template of a kind. Raises TemplateError."""
    return template_from_text(text_from_file(FOLDER / f"{kind}.yaml", f"{kind}.yaml"))


def template_from_text(text: Text) -> Template:
    """Return the template of a text already read. Raises TemplateError at the first thing that is wrong."""
    for problem in text.problems:
        raise TemplateError(f"{problem.file}:{problem.line}: {problem.found}")
    root = mapping_in(text.root, text.file)
    for name in root.names():
        if name not in KEYS:
            raise TemplateError(f"{root.place}: unknown key '{name}'")
    body = part(root, "body")
    carriers = mapping_in(part(root, "carried by"), text.file)
    blanks = mapping_in(root.find("blanks"), text.file) if root.find("blanks") is not None else None
    template = Template(
        kind=Kind(written(part(root, "letter"))),
        title=words_in(part(root, "title")),
        carriers=tuple(carrier_in(entry.name, entry.value) for entry in carriers.entries),
        blanks={entry.name: words_in(entry.value) for entry in blanks.entries} if blanks else {},
        body=sentences_in(body),
        on_unknown=sentences_in(root.find("on unknown")),
        on_silence=sentences_in(root.find("on silence")),
        on_either=sentences_in(root.find("on either")),
    )
    check_slots(template, text.file)
    return template


def check_slots(template: Template, file: str) -> None:
    """Raise TemplateError for a slot that nothing fills, a blank that stands nowhere, and particles that are no pair."""
    used = set()
    for words in (template.title, *template.body, *template.on_unknown, *template.on_silence, *template.on_either):
        for sentence in (words.en, words.ko):
            for slot, particles in slots_of(sentence):
                if slot not in FILLED and slot not in template.blanks:
                    raise TemplateError(f"{file}: nothing fills the slot '{slot}'")
                if particles is not None and not is_pair(particles):
                    raise TemplateError(f"{file}: '{particles}' is no pair of particles")
                used.add(slot)
    for blank in template.blanks:
        if blank not in used:
            raise TemplateError(f"{file}: the blank '{blank}' stands in no sentence")


def sentences_in(node: Node | None) -> tuple[Words, ...]:
    return tuple(words_in(item) for item in node.items) if isinstance(node, Sequence) else ()


def carrier_in(name: str, node: Node) -> Carrier:
    form = mapping_in(node, name)
    to = written(part(form, "to"))
    if to not in ADDRESSEES:
        raise TemplateError(f"{form.place}: 'to' is one of {', '.join(ADDRESSEES)}")
    return Carrier(name, to, words_in(form))


def words_in(node: Node) -> Words:
    form = mapping_in(node, "words")
    return Words(written(part(form, "en")), written(part(form, "ko")))


def part(form: Mapping, name: str) -> Node:
    found = form.find(name)
    if found is None:
        raise TemplateError(f"{form.place}: '{name}' is missing")
    return found


def mapping_in(node: Node | None, what: str) -> Mapping:
    if not isinstance(node, Mapping):
        raise TemplateError(f"{what if node is None else node.place}: a mapping belongs here")
    return node


def written(node: Node) -> str:
    if not isinstance(node, Scalar) or not isinstance(node.value, str) or not node.value.strip():
        raise TemplateError(f"{node.place}: a text belongs here")
    return node.value
