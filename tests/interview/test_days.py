"""Days as people say them."""

from datetime import date

import pytest

from safeconduct.interview.days import span_of

TODAY = date(2013, 6, 1)


@pytest.mark.parametrize(("said", "first", "last"), [
    ("2002", date(2002, 1, 1), date(2002, 12, 31)),
    ("2002년", date(2002, 1, 1), date(2002, 12, 31)),
    ("spring 2002", date(2002, 3, 1), date(2002, 5, 31)),
    ("2002년 봄", date(2002, 3, 1), date(2002, 5, 31)),
    ("Winter 2002", date(2002, 12, 1), date(2003, 2, 28)),
    ("June 2002", date(2002, 6, 1), date(2002, 6, 30)),
    ("2002-06", date(2002, 6, 1), date(2002, 6, 30)),
    ("2002년 6월", date(2002, 6, 1), date(2002, 6, 30)),
    ("2002년 6월 1일", date(2002, 6, 1), date(2002, 6, 1)),
    ("1 June 2002", date(2002, 6, 1), date(2002, 6, 1)),
    ("Jun 1, 2002", date(2002, 6, 1), date(2002, 6, 1)),
    ("2002.6.1", date(2002, 6, 1), date(2002, 6, 1)),
    ("11 years ago", date(2002, 1, 1), date(2002, 12, 31)),
    ("11년 전", date(2002, 1, 1), date(2002, 12, 31)),
    ("2013", date(2013, 1, 1), TODAY),
])  # fmt: skip
def test_a_day_is_as_near_as_it_was_said(said, first, last):
    span = span_of(said, TODAY)
    assert span is not None
    assert (span.first, span.last) == (first, last)


@pytest.mark.parametrize(
    "said", ["", "soon", "2014", "2002-02-30", "2002-13", "31 spring 2002", "0000", "1700", "999 years ago"]
)
def test_what_is_no_day_is_not_taken_for_one(said):
    assert span_of(said, TODAY) is None
