"""A form that came from a page of before the last signing in: what was not done is said, and where to do it again."""

from html import unescape

import pytest

from office.offices import OWN
from safeconduct.office.app import PATHS, Needs
from safeconduct.office.stale import ASKED
from safeconduct.office.wording import phrases_in
from safeconduct.web.wording import TAGS

pytestmark = pytest.mark.xdist_group("postgres")


def test_every_form_inside_is_called_by_something():
    inside = (Needs.SITTING, Needs.TRYING_IN_SITTING)
    assert set(ASKED) == {one.path for one in PATHS if one.method == "POST" and one.needs in inside}


@pytest.mark.parametrize("lang", TAGS)
def test_what_was_not_done_is_said_and_where_to_do_it_again(full, lang):
    browser, say = full.browser(), phrases_in(lang)
    browser.sign_in()
    browser.sitting.lang = lang
    for path, called in ASKED.items():
        sent = {"token": "of yesterday", "search": "CANARY", "number": "CANARY"}
        answer = browser.client.post(path, data=sent, headers=OWN)
        page = unescape(answer.text)
        assert answer.status_code == 403 and not browser.sitting.ended
        assert say("stale form asked", asked=say(called), page=say("to today")) in page
        assert 'href="/today">' + say("back to form", form=say("to today")) in page
        assert "CANARY" not in page
