"""What each form of a lawbook may say: its keys and the kind of value of each.

The reader refuses what is not here, and the JSON Schema for editors is made from it.

A kind is one of
  text, name, date, period, expression, country   scalars (see `SCALARS`)
  flag, int
  citations      a citation or a list of them
  names          a name or a list of them
  words          {en: …, ko: …}
  effects        {fact(arguments): true|false, …} or a list of them
  expressions    an expression or a list of them
  conditions     condition lines: a list, or one
  parameters     {variable: country|relative}
  enum:a|b       one of these texts
  form:F         a mapping with the keys of form F
  list:F         a list of F
  some:F         one F or a list of F
  table:F        a mapping of names to F
  grounds        names of `GROUNDS`, one or a list
  shown          {fact: true|false, …}, facts without arguments
  at             an authority, {authority: …, in force: …}, or a list of them
A kind that ends in "!" must be given.
"""

TEXT = {"en": "text", "ko": "text"}
SAID = {"en": "text!", "ko": "text!"}
DATED = {"in force": "form:in force"}
GROUNDS = (
    "cooperation",
    "inspection",
    "force-majeure",
    "workload",
    "late-assignment",
    "absence",
    "other",
)  # of an extension
SAYINGS = ("no-precedent", "no-law", "under-review")  # what an answer rests on, in the words of the agency
PATTERNS = (  # what is looked for in the contacts of a matter (casework/findings.py)
    "cycle",
    "chain",
    "disclaimer",
    "dead-end",
    "late-hop",
    "untold",
    "refused-intake",
    "non-answer",
    "clock-theft",
    "overdue",
    "no-news",
    "extension-refused-by-law",
    "consent-asked",
    "more-papers",
    "repeated",
    "only-asked",
    "unsorted",
    "filed",
    "receipt",
    "decided",
)
PUNISHED = "enum:none|loss|administrative-fine|criminal-fine|prison|life!"

STEP: dict[str, str] = {  # what procedures and remedies share
    "title": "words!",
    "says": "words",
    "cite": "citations!",
    "topics": "names",
    "conditions": "conditions",
    "criteria": "list:criterion",
    "receives": "at",
    "decides": "at",
    "decision": "enum:entitlement|discretion|automatic",
    "within": "some:within",
    "silence": "some:silence",
    "on filing": "effects",
    "effects": "effects",
    "on refusal": "effects",
    "duties": "list:duty",
    "exposure": "some:exposure",
    "documents": "list:document",
    "fee": "some:fee",
    "takes": "form:expectation",
    "precedents": "form:precedents",
    "rests on": "names",
    "lawyer": "flag",
    **DATED,
}

FORMS: dict[str, dict[str, str]] = {
    "lawbook": {
        "lawbook": "name!",
        "title": "words!",
        "country": "country!",
        "version": "text!",
        "uses": "names",
        "covers": "words!",
        "omits": "words!",
    },
    "part": {"part of": "name!", "subject": "words"},
    "sections": {
        "statutes": "table:statute",
        "authorities": "table:authority",
        "countries": "table:country",
        "counting": "counting",
        "facts": "table:fact",
        "definitions": "table:definition",
        "goals": "table:goal",
        "procedures": "table:procedure",
        "consequences": "table:consequence",
        "remedies": "table:remedy",
        "open questions": "table:open question",
        "not in rules": "list:unstated",
        "clocks": "table:clock",
        "extensions": "table:extension",
        "stops": "table:stop",
        "hops": "table:hop",
        "signs": "table:sign",
        "holidays": "list:holiday",
    },
    "in force": {"from": "date", "to": "date", "known": "date", "to known": "date"},
    "statute": {**SAID, "texts": "text!", "kind": "enum:statute|judgment|practice|report"},
    "authority": {**SAID, "cite": "citations"},
    "country": {**SAID},
    "counting": {
        **TEXT,
        "first day": "enum:in|out|year!",
        "closed days": "enum:next|stay!",
        "month end": "enum:last|next!",
        "calendar": "country",
        "cite": "citations",
    },
    "fact": {
        **SAID,
        "not": "words",
        "absent": "absent!",
        "ask": "words",
        "kind": "enum:status|date",
        "one of": "name",
        "given": "flag",
        "passing": "flag",
        "for ever": "flag",
        "by": "words",
        "cite": "citations",
    },
    "definition": {
        **SAID,
        "not": "words",
        "that": "expression",
        "when": "conditions",
        "any": "conditions",
        "unless": "conditions",
        "cite": "citations",
        **DATED,
    },
    "goal": {**SAID, "that": "expression!"},
    "condition": {
        **TEXT,
        "that": "expression!",
        "cite": "citations",
        "keep": "flag",
        "open": "name",
        "by": "words",
        "unless": "conditions",
        **DATED,
    },
    "procedure": {
        **STEP,
        "parameters": "parameters",
        "only for": "expressions",
        "kind": "enum:application|report|act|offence",
        "remedies": "form:remedies of a procedure",
        "statutory": "flag",
    },
    "remedies of a procedure": {"except": "names!", "cite": "citations"},
    "consequence": {
        "title": "words!",
        "cite": "citations!",
        "parameters": "parameters",
        "only for": "expressions",
        "when": "conditions!",
        "unless": "conditions",
        "after": "some:within",
        "effects": "effects!",
        **DATED,
    },
    "remedy": {
        **STEP,
        "against": "kinds of failure!",
        "applies to": "form:reach",
        "window": "some:window",
        "window on silence": "some:window",
        "also after": "names",
        "upheld": "enum:grants|anew|recommends!",
    },
    "reach": {
        "kind": "enum:statutory|any",
        "decides": "names",
        "not decides": "names",
        "procedures": "names",
        "not procedures": "not procedures",
    },
    "not procedure": {"name": "name!", "cite": "citations!"},
    "within": {
        "period": "period",
        "unstated": "flag",
        "cite": "citations",
        "expect": "form:expectation",
        **DATED,
    },
    "window": {"period": "period", "none": "flag", "cite": "citations", **DATED},
    "expectation": {"from": "period!", "to": "period!", "source": "words!"},
    "silence": {**TEXT, "means": "enum:omission|granted|refused!", "cite": "citations", **DATED},
    "criterion": {**SAID, "cite": "citations!", **DATED},
    "duty": {
        **SAID,
        "do": "name!",
        "within": "form:within!",
        "cite": "citations!",
        "omitted": "form:omission",
        **DATED,
    },
    "omission": {**SAID, "level": PUNISHED, "cite": "citations!", "order": "country", "to": "enum:self|family"},
    "exposure": {
        **SAID,
        "order": "country!",
        "to": "enum:self|family!",
        "level": PUNISHED,
        "when": "expression",
        "cite": "citations!",
        **DATED,
    },
    "document": {**SAID, "cite": "citations", **DATED},
    "fee": {**TEXT, "amount": "int!", "currency": "text!", "cite": "citations", **DATED},
    "at": {"authority": "name!", **DATED},
    "precedents": {
        **SAID,
        "known": "enum:none|unknown|counts!",
        "source": "text",
        "asked": "int",
        "granted": "int",
        "refused": "int",
    },
    "open question": {
        "question": "words!",
        "cite": "citations!",
        "readings": "list:reading!",
        "taken": "taken!",
    },
    "reading": {**SAID, "by": "words!"},
    "unstated": {**SAID, "cite": "citations!", **DATED},
    "clock": {
        **SAID,
        "cite": "citations!",
        "of": "names",
        "counting": "name",
        "period": "some:clock period!",
        "extension": "names",
        "stopped by": "names",
    },
    "clock period": {"period": "period", "published": "flag", "cite": "citations", "running": "flag", **DATED},
    "extension": {
        **SAID,
        "cite": "citations!",
        "times": "int!",
        "most": "period",
        "with consent": "int",
        "in writing": "flag",
        "not for": "grounds",
        "running": "flag",
        **DATED,
    },
    "stop": {**SAID, "cite": "citations!", **DATED},
    "hop": {
        **SAID,
        "cite": "citations!",
        "where": "enum:desk|far-desk|inside|between!",
        "within": "period!",
        **DATED,
    },
    "sign": {
        **SAID,
        "pattern": f"enum:{'|'.join(PATTERNS)}!",
        "of": "names",
        "where": "enum:inside|between",
        "said": f"enum:{'|'.join(SAYINGS)}",
        "in writing": "flag",
        "at least": "int",
        "after": "period",
        "statutory": "flag",
        "cite": "citations",
        "shows": "shown",
        "ways": "names",
        "warns": "list:criterion",
        **DATED,
    },
    "holiday": {**SAID, "day": "date!", "known": "date!", "calendar": "country!"},
    "words": {**SAID},
    "effects": {"when": "expression", **DATED},
}
