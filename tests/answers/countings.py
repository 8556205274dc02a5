"""Periods and how each is counted in words: English, Korean."""

from datetime import date

from safeconduct.terms.dates import Counting, Period

CIVIL = Counting("civil", closed_days="next", calendar="KR")
STATUS = Counting("status", first_day="in")
PETITION = Counting("petition", first_day="in", closed_days="next", calendar="KR")

RECKONED = [
    (
        date(2013, 6, 3),
        Period(90, "days", CIVIL),
        "90 days from 3 June 2013, that day not counted; 1 September 2013 is a Sunday, so 2 September 2013",
        "2013년 6월 3일부터 90일, 그날은 세지 않음; 2013년 9월 1일은 일요일이므로 2013년 9월 2일",
    ),
    (
        date(2026, 2, 2),
        Period(14, "days", CIVIL),
        "14 days from 2 February 2026, that day not counted; 16 February 2026 is a holiday, so 19 February 2026",
        "2026년 2월 2일부터 14일, 그날은 세지 않음; 2026년 2월 16일은 공휴일이므로 2026년 2월 19일",
    ),
    (
        date(2013, 6, 1),
        Period(7, "days", CIVIL),
        "7 days from 1 June 2013, that day not counted; 8 June 2013 is a Saturday, so 10 June 2013",
        "2013년 6월 1일부터 7일, 그날은 세지 않음; 2013년 6월 8일은 토요일이므로 2013년 6월 10일",
    ),
    (
        date(2020, 3, 10),
        Period(5, "years", STATUS),
        "5 years from 10 March 2020, that day counted",
        "2020년 3월 10일부터 5년, 그날도 셈",
    ),
    (
        date(2025, 1, 30),
        Period(1, "months", CIVIL),
        "1 month from 30 January 2025, that day not counted; that month has no such day, so its last, 28 February 2025",
        "2025년 1월 30일부터 1개월, 그날은 세지 않음; 그 달에 해당하는 날이 없어 말일인 2025년 2월 28일",
    ),
    (
        date(2026, 9, 21),
        Period(7, "working_days", PETITION),
        "7 working days from 21 September 2026, that day counted; 2 days of weekends left out, and as holidays 24 September 2026, 25 September 2026",
        "2026년 9월 21일부터 근무일 7일, 그날도 셈; 주말 2일과 공휴일인 2026년 9월 24일, 2026년 9월 25일은 빼고 셈",
    ),
    (
        date(2026, 11, 2),
        Period(3, "working_days", PETITION),
        "3 working days from 2 November 2026, that day counted; no Saturday, Sunday or holiday falls into it",
        "2026년 11월 2일부터 근무일 3일, 그날도 셈; 그 사이에 토요일이나 공휴일이 없음",
    ),
    (
        date(2026, 11, 2),
        Period(14, "working_days", PETITION),
        "14 working days from 2 November 2026, that day counted; 4 days of weekends left out",
        "2026년 11월 2일부터 근무일 14일, 그날도 셈; 주말 4일은 빼고 셈",
    ),
    (
        date(1990, 12, 31),
        Period(36, "years", Counting("service", first_day="year")),
        "36 years from 1 January of the year of 31 December 1990",
        "1990년 12월 31일이 속한 해의 1월 1일부터 36년",
    ),
    (
        date(2026, 3, 2),
        Period(3, "working_days", Counting("x", calendar="KR")),
        "3 working days from 2 March 2026, that day not counted; no Saturday, Sunday or holiday falls into it",
        "2026년 3월 2일부터 근무일 3일, 그날은 세지 않음; 그 사이에 토요일이나 공휴일이 없음",
    ),
    (
        date(2026, 10, 8),
        Period(2, "working_days", Counting("x", first_day="in", calendar="KR")),
        "2 working days from 8 October 2026, that day counted; 2 days of weekends left out, and as holidays 9 October 2026",
        "2026년 10월 8일부터 근무일 2일, 그날도 셈; 주말 2일과 공휴일인 2026년 10월 9일은 빼고 셈",
    ),
    (
        date(2025, 6, 5),
        Period(2, "working_days", Counting("x", first_day="in", calendar="KR")),
        "2 working days from 5 June 2025, that day counted; 2 days of weekends left out, and as holidays 6 June 2025",
        "2025년 6월 5일부터 근무일 2일, 그날도 셈; 주말 2일과 공휴일인 2025년 6월 6일은 빼고 셈",
    ),
    (
        date(2024, 4, 30),
        Period(2, "working_days", Counting("x", first_day="in", calendar="KR")),
        "2 working days from 30 April 2024, that day counted; no Saturday, Sunday or holiday falls into it",
        "2024년 4월 30일부터 근무일 2일, 그날도 셈; 그 사이에 토요일이나 공휴일이 없음",
    ),
    (
        date(2024, 8, 14),
        Period(2, "working_days", Counting("x", first_day="in", calendar="KR")),
        "2 working days from 14 August 2024, that day counted; left out as holidays: 15 August 2024",
        "2024년 8월 14일부터 근무일 2일, 그날도 셈; 공휴일인 2024년 8월 15일은 빼고 셈",
    ),
    (
        date(2025, 9, 26),
        Period(28, "working_days", PETITION),
        "28 working days from 26 September 2025, that day counted; 19 closed days left out, 5 of them holidays on weekdays",
        "2025년 9월 26일부터 근무일 28일, 그날도 셈; 쉬는 날 19일(그중 평일 공휴일 5일)은 빼고 셈",
    ),
    (
        date(2026, 11, 20),
        Period(8, "working_hours", PETITION),
        "8 working hours from the hour of receipt on 20 November 2026; as that hour is not known, at the latest; 2 days of weekends left out",
        "2026년 11월 20일 접수한 시각부터 근무시간 8시간; 시각을 모르므로 가장 늦은 날; 주말 2일은 빼고 셈",
    ),
]
