"""Addressing the person: lawbooks say "has their home in China" of a person, an answer says "you have your home in China"."""

import re

_IRREGULAR = {"is": "are", "was": "were", "has": "have", "does": "do", "goes": "go"}
_UNCHANGED = frozenset(
    "are were have do did had can could may might must shall should will would cannot became came fled found gave got held left lost lived "
    "made met sought spent told stood took went won wrote".split()
)
_ADVERBS = frozenset("already also always never no not now once still therefore yet".split())
_NO_VERBS = frozenset("this his its as unless less whereas children's others ours yours always perhaps".split())
_PLURAL_VERBS = frozenset("are were have do can may must will had did".split())
_POSSESSIVES = {
    "their": "your",
    "them": "you",
    "they": "you",
    "themselves": "yourself",
    "theirs": "yours",
    "themself": "yourself",
}
_FIRST_PERSON = {"are": "am", "were": "was"}
_OWN_VERB = re.compile(rf"(^(?:(?:{'|'.join(sorted(_ADVERBS))}) )*|(?:\band|\bor|\bbut|\bnor|,|:) )(are|were)\b")
_MINE = {"your": "my", "you": "me", "yourself": "myself", "yours": "mine"}


def to_you(clause: str) -> str:
    """Return a clause without a subject, said of the person, as it is said to the person; any other clause unchanged.

    >>> to_you("has their home in China"), to_you("was once a resident"), to_you("never applied for it")
    ('you have your home in China', 'you were once a resident', 'you never applied for it')
    >>> to_you("your mother is alive"), to_you("the North agrees")
    ('your mother is alive', 'the North agrees')
    """
    words = clause.split(" ")
    place = next((at for at, word in enumerate(words) if word not in _ADVERBS), len(words))
    if place == len(words):
        return clause
    verb = _second_person(words[place], words[place + 1] if place + 1 < len(words) else "")
    if verb is None:
        return clause
    rest = _verbs_joined(" ".join(words[place + 1 :]))
    told = " ".join(["you", *words[:place], verb]) + (f" {rest}" if rest else "")
    return re.sub(r"\b(their|them|they|themselves|themself|theirs)\b", lambda found: _POSSESSIVES[found[1]], told)


def to_me(clause: str) -> str:
    """Return a clause without a subject, said of the person, as the person says it; any other clause unchanged.

    >>> to_me("has their home in China"), to_me("was once a resident"), to_me("your mother is alive")
    ('I have my home in China', 'I was once a resident', 'your mother is alive')
    """
    told = to_you(clause)
    if not told.startswith("you "):
        return clause
    own = _OWN_VERB.sub(lambda found: found[1] + _FIRST_PERSON[found[2]], told.removeprefix("you "))
    return "I " + re.sub(r"\b(your|you|yourself|yours)\b", lambda found: _MINE[found[1]], own)


def _second_person(word: str, following: str) -> str | None:
    """Return the verb of the third person as it goes with "you"; None for a word that is no verb."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word in _UNCHANGED or re.fullmatch(r"[a-z]{2,}ed", word):
        return word
    if not re.fullmatch(r"[a-z]{2,}[^s\W]s", word) or word in _NO_VERBS or following in _PLURAL_VERBS:
        return None
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-2] if re.search(r"(ch|sh|ss|x|z|o)es$", word) else word[:-1]


_JOINED = re.compile(
    r"(\band|\bor|\bbut|\bnor|,|:)( (?:is|was|has|does|goes|holds|lives|wishes|intends|wants|needs|receives|belongs|works|"
    r"sets|travels|acts|starts|disagrees)\b)"
)


def _verbs_joined(rest: str) -> str:
    """Return the rest of a clause with the verbs that share its subject; after "whether" stands another subject."""
    own, whether, other = rest.partition(" whether ")
    told = _JOINED.sub(lambda found: f"{found[1]} {_second_person(found[2].strip(), '')}", own)
    return told + whether + other
