"""What a form offers about a procedure: what is near to the case first, then the rest by what it is about, each once."""

import re
from html import unescape

import pytest

from casework.stories import law
from safeconduct.answers.saying import Tongue
from safeconduct.web.wording import phrases_in
from web.lived import VISIT, in_memory
from web.test_contacts import note

MOST = 60  # procedures under one heading: as many as can still be looked through


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("place", ["/contact", "/letters", "/consents"])
def test_what_is_near_comes_first_and_the_rest_by_what_it_is_about(lang, place):
    site, say, tongue = in_memory(lang), phrases_in(lang), Tongue(lang)
    note(site, kind=f"procedure:{VISIT}", days="7")
    page = site.get(place).text
    groups = [
        (unescape(heading), re.findall(r'<option value="([^"]+)"', inner))
        for heading, inner in re.findall(r'<optgroup label="([^"]+)">(.*?)</optgroup>', page, re.DOTALL)
        if unescape(heading) not in (say("sort question"), say("to of matters"), say("to others"))
    ]
    headings = [heading for heading, _ in groups]
    assert headings[0] == say("under way") and any(VISIT in one for one in groups[0][1])
    assert say("open today") in headings
    subjects = [tongue.capital(one) for one in law().subjects.values()]
    assert [one for one in headings if one in subjects] == [one for one in subjects if one in headings]
    assert len([one for one in headings if one in subjects]) > 10
    values = [value for _, inner in groups for value in inner]
    assert len(set(values)) == len(values) > 100
    assert max(len(inner) for heading, inner in groups) <= MOST
