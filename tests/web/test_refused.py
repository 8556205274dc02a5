"""What a vault refuses is said in the language of the page."""

import pytest

from safeconduct.vault import refusals
from safeconduct.vault.refusals import BusyError, ChangedError, NotUnlockedError, RefusalError, ThereAlreadyError
from safeconduct.web.refused import SAID, said_of

KINDS = [one for one in vars(refusals).values() if isinstance(one, type) and issubclass(one, RefusalError)]
SAID_ELSEWHERE = {NotUnlockedError, ThereAlreadyError}  # at the door; never on a page


@pytest.mark.parametrize("lang", SAID)
def test_every_kind_has_a_sentence_of_its_own(lang):
    assert set(SAID[lang]) == set(KINDS) - SAID_ELSEWHERE
    assert len(set(SAID[lang].values())) == len(SAID[lang])


def test_in_english_its_own_words_are_said():
    assert said_of(BusyError("another program has it open."), "en") == "another program has it open."


def test_of_the_most_general_kind_its_own_words_stand_behind():
    assert said_of(RefusalError("entry 4 is damaged."), "ko").endswith("(entry 4 is damaged.)")
    assert said_of(ChangedError(), "ko") == SAID["ko"][ChangedError]
