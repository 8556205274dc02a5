"""Why a procedure is open or closed: every line, how it stands, and which name a short form means."""

from safeconduct.answers.why import procedures_called, procedures_near, why
from safeconduct.routes.doors import doors_of


def doors(isle, name):
    return why(name, isle.law, isle.person, isle.compiled, doors_of(isle.rules))


def test_every_line_is_told_with_how_it_stands(isle):
    (door,) = doors(isle, "isle.visit-permit")
    assert [(line.words.en, line.stands) for line in door.lines] == [
        ("you have your home in the Island", "true"),
        ("you receive support, but for less than 5 years", "true"),
    ]
    assert [one.words.en for one in door.lines[1].unless] == ["an invitation was received"]
    assert door.state == "open"


def test_a_line_that_hangs_on_a_fact_asks_for_it(isle):
    (door,) = doors(isle, "isle.lantern")
    assert [question.ask.en for question in door.lines[0].questions] == ["Is your mother alive?"]
    assert door.lines[1].by is not None
    assert door.lines[1].by.en == "an office on the Other Shore"


def test_countries_that_stand_alike_are_told_once(isle):
    (door,) = doors(isle, "isle.registration")
    assert door.procedure == "isle.registration(KR)"
    assert [one.en for one in door.also_for] == ["the North (DPRK)", "the Other Shore", "a third land"]


def test_a_remedy_waits_for_something_to_challenge(isle):
    (door,) = doors(isle, "isle.suit")
    assert door.state == "reachable"
    assert [line.stands for line in door.lines] == ["false", "true"]


def test_what_the_law_has_no_way_for_says_what_is_missing(isle):
    (door,) = doors(isle, "isle.give-up-nationality")
    assert door.lines[0].reason
    assert door.lines[0].words.en == "there is no procedure for this"


def test_a_short_form_means_the_one_procedure_it_fits(isle):
    assert procedures_called("isle.cross", isle.law) == ("isle.cross",)
    assert procedures_called("CROSS", isle.law) == ("isle.cross",)
    assert procedures_called("visit", isle.law) == ("isle.visit-permit",)
    assert procedures_called("nationality", isle.law) == ("isle.give-up-nationality",)
    assert procedures_called("건너가기", isle.law) == ("isle.cross",)
    assert procedures_called("n", isle.law) == ("isle.notice",)
    assert len(procedures_called("e", isle.law)) > 1
    assert procedures_called("no such thing", isle.law) == ()
    assert procedures_called("  ", isle.law) == ()


def test_what_is_unclear_lists_whatever_has_the_words_too(isle):
    assert set(procedures_called("i", isle.law)) > {name for name in isle.law.procedures if name.startswith("isle.i")}
    assert procedures_called("permit visit", isle.law) == ("isle.visit-permit",)


def test_a_misspelt_name_and_a_title_half_remembered_have_something_near(isle):
    assert procedures_near("visit-prmit", isle.law)[0] == "isle.visit-permit"
    assert "isle.visit-permit" in procedures_near("permit quickly", isle.law)
    assert procedures_near("zzz", isle.law) == ()
