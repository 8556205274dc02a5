"""Every citation of the lawbooks leads to a provision, in the text of today or in that of 2013."""

from collections.abc import Iterator
from datetime import date

import msgspec

from safeconduct.cli.folders import folders_of
from safeconduct.law.cache import load_law
from safeconduct.law.shelf import lawbook_folder
from safeconduct.law.texts import citation_exists
from safeconduct.terms.citation import Citation

DAYS = (date(2026, 11, 22), date(2013, 6, 1))


def test_every_citation_of_a_statute_finds_its_provision(statutes):
    law = load_law(folders_of(lawbook_folder()))
    cited = {citation: law.sources[citation.short].texts for citation in dict.fromkeys(citations_in(law))}
    assert len(cited) > 500
    assert [
        str(citation)
        for citation, texts in cited.items()
        if texts is not None and not any(citation_exists(statutes, texts, citation, day) for day in DAYS)
    ] == []


def citations_in(value: object) -> Iterator[Citation]:
    if isinstance(value, Citation):
        yield value
    elif isinstance(value, msgspec.Struct):
        for field in value.__struct_fields__:
            yield from citations_in(getattr(value, field))
    elif isinstance(value, dict):
        for one in value.values():
            yield from citations_in(one)
    elif isinstance(value, tuple | list):
        for one in value:
            yield from citations_in(one)
