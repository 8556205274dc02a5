"""Figures on the people who came from the North to the South: facts as published, each with its source.

Facts are carried over from the Ministry of Unification's tables and from press reports of ministry figures or surveys; no text is. A test compares
`ARRIVALS` with the series beside the project where it is there. What no source gives is not here but in `make_people.py`, under "invented".
"""

MINISTRY = "Ministry of Unification, public table of people from the North, as of September 2020"
PRESS_2022 = "press report of the ministry's table as of the end of 2022 (datasom.co.kr, 13 January 2023)"
SERIES = "series of arrivals compiled by safeconduct from ministry figures as published, 1998 to 2025 (CC0)"
ORIGIN = (
    "press report of the ministry's table by province, end of 2016 (nknews.org, October 2017); Chagang: February 2020"
)
SURVEY = "survey of 2023 by a human-rights centre (heraldcorp.com, 4 December 2023)"
UNPROTECTED = "radio report of ministry figures, 2002 to June 2020 (rfa.org, 16 July 2020)"

# Last year of a span → men, women who arrived in it. 1998 stands for all years up to it, 2001 for 1999 to 2001. Source: SERIES.
ARRIVALS = {
    1998: (831, 116),
    2001: (565, 478),
    2002: (510, 632),
    2003: (474, 811),
    2004: (626, 1272),
    2005: (424, 960),
    2006: (515, 1513),
    2007: (573, 1981),
    2008: (608, 2195),
    2009: (662, 2252),
    2010: (591, 1811),
    2011: (795, 1911),
    2012: (404, 1098),
    2013: (369, 1145),
    2014: (305, 1092),
    2015: (251, 1024),
    2016: (302, 1116),
    2017: (188, 939),
    2018: (168, 969),
    2019: (202, 845),
    2020: (72, 157),
    2021: (40, 23),
    2022: (35, 32),
    2023: (32, 164),
    2024: (26, 210),
    2025: (25, 198),
}

# First age of a band, on arrival → men, women. Source: MINISTRY.
AGES = {
    0: (651, 646),
    10: (1697, 2103),
    20: (2615, 6952),
    30: (2142, 7523),
    40: (1376, 4581),
    50: (573, 1453),
    60: (342, 994),
}

# Work in the North → men, women. Source: MINISTRY.
WORK = {
    "official": (412, 139),
    "soldier": (703, 156),
    "worker": (4142, 9205),
    "none": (3210, 11928),
    "service": (90, 1440),
    "arts": (82, 220),
    "professional": (224, 522),
}

# Highest schooling in the North → people of school age and older. Source: PRESS_2022.
SCHOOLING = {"primary": 2305, "middle": 23471, "college": 3537, "university": 2343, "never": 875, "not-known": 133}

# Province of origin → people. Source: ORIGIN; "other" is the rest of the 30,208 who had arrived by the end of 2016.
PROVINCES = {"north-hamgyong": 18665, "ryanggang": 4473, "chagang": 222, "other": 6848}

IN_CONTACT = 0.237  # share who are in contact with family or friends in the North. Source: SURVEY
NOT_PROTECTED = (
    290 / 31_600
)  # refused protection, of those who arrived from 2002 to June 2020. Source: UNPROTECTED, ARRIVALS
