"""A lawbook to begin with: one made-up procedure with its remedy and its test, and comments that teach."""

from string import Template

MAIN = Template("""\
# The law of $en as data. A line that begins with # is a comment: for you, not for the program.
# What may stand here: docs/reference/lawbook-format.md. Look at your work often: safeconduct lawbook check $book

lawbook: $book                # the name of this lawbook and of its folder
title: {en: "$en", ko: "$ko"}    # every sentence people read stands in both languages
country: $code                # the legal order whose rules stand here
version: "1"
uses: [common]             # facts all lawbooks share: nationality, home, age, family. safeconduct lawbook names lists them
covers: {en: an example and nothing else, ko: 예시 하나뿐이다}     # shown to people under every answer: keep it true
omits: {en: all real law of the country, ko: 그 나라의 실제 법 전부}
$countries
# The texts that rules rest on. The first word is how you cite them: Example-Act 3(1) is article 3, paragraph 1.
statutes:
  Example-Act: {en: Example Act, ko: 예시법, texts: none}

# Who receives, who decides. A rule names them by the first word.
authorities:
  residence-office: {en: the residence office, ko: 체류사무소, cite: Example-Act 2}
  appeals-board: {en: the appeals board, ko: 이의심사위원회, cite: Example-Act 8}

# How days are counted: is the first day counted, does a last day that is closed move on, how does a month end?
counting:
  default: from-next-day
  from-next-day: {first day: out, closed days: stay, month end: last, cite: Example-Act 9, en: from the next day, ko: 다음 날부터}

# What may be so or not so of a person. Names are shared by all lawbooks: begin them with your country's code.
facts:
  ${book}_permit:
    en: holds a residence permit of $en        # said of the person, without “you”
    ko: "$ko 체류허가가 있다"
    not: {en: "holds no residence permit of $en", ko: "$ko 체류허가가 없다"}
    absent: false                              # what it counts as when a case does not say: false, true or unknown
    ask: {en: "Do you hold a residence permit of $en?", ko: "$ko 체류허가가 있습니까?"}
  ${book}_sponsor:
    en: has a sponsor in $en
    ko: "${ko}에 보증인이 있다"
    not: {en: "has no sponsor in $en", ko: "${ko}에 보증인이 없다"}
    absent: unknown                            # nobody may take it for granted: the program will ask
    given: true                                # no step of the law brings it about …
    by: {en: someone who lives there, ko: 그곳에 사는 사람}     # … but this person could
    ask: {en: "Does someone in $en stand surety for you?", ko: "${ko}에 보증인이 있습니까?"}

# What a person may wish for, in words a case can use.
goals:
  ${book}_stay: {that: ${book}_permit, en: "be allowed to live in $en", ko: "${ko}에서 살 허가 받기"}
""")

COUNTRIES = Template("""
countries:
  $code: {en: "$en", ko: "$ko"}    # a code of your own, outside ISO 3166
""")

PROCEDURES = Template("""\
part of: $book

# One procedure: what a person can set in motion, as the law writes it.
procedures:
  residence-permit:
    title: {en: "Residence permit of $en", ko: "$ko 체류허가"}
    says: {en: "You ask to be allowed to live there.", ko: 그곳에서 살 수 있도록 허가를 신청합니다.}
    cite: Example-Act 3(1)
    topics: [${book}-stay]                # shown to people with this wish (written with - here), whether it helps them or not
    conditions:                        # one condition a line; all of them must hold
      - not national($code)             # no article of its own: that of the procedure is shown
      - that: age >= 18
        cite: Example-Act 3(2)
      - that: ${book}_sponsor
        cite: Example-Act 3(3)
        unless:                        # an exception stands beside the rule, with its own article
          - {that: "held(home($code)) >= years(5)", cite: Example-Act 3(4), en: has lived there for five years, ko: 그곳에서 5년 이상 살았다}
    receives: residence-office
    decides: residence-office
    decision: entitlement              # a right; discretion: may be refused even so
    within: {period: months(2), cite: Example-Act 4}     # {unstated: true, cite: …} where the law gives no time
    silence: {means: omission, cite: Example-Act 5}      # what the law makes of no answer: omission, granted or refused
    effects: {${book}_permit: true}
    documents:
      - {en: a letter of your sponsor, ko: 보증인의 편지, cite: Example-Act 3(3)}

# What can be done against a refusal or silence, once for all decisions of this lawbook.
remedies:
  complaint:
    title: {en: Complaint to the appeals board, ko: 이의심사 청구}
    says: {en: "You ask the board to look at it again.", ko: 위원회에 다시 보아 달라고 청구합니다.}
    cite: Example-Act 8(1)
    against: [refusal, silence]
    window: {period: days(30), cite: Example-Act 8(2)}   # from the day you learn of the refusal
    decides: appeals-board
    decision: discretion
    within: {period: months(1), cite: Example-Act 8(3)}
    upheld: grants                     # what was asked is granted; anew: must be decided again
""")

TESTS = Template("""\
# What must come out of this lawbook. Run it: safeconduct lawbook test $book
# Count every day by hand, from the text of the law, before you look at what the program says.
tests of: $book

tests:
  a-sponsored-adult-has-a-right:
    says: Asked on 1 March 2024; two months from 2 March end on 1 May, thirty days from 2 May on 31 May.
    case:
      facts:
        - {fact: born, on: 1990-06-15}
        - {fact: ${book}_sponsor, value: true}
    as of: 2024-03-01
    wish: ${book}_stay
    expect:
      ways:
        - acts: [residence-permit]
          reached: 2024-05-01
          supposes: 0
          steps:
            - {act: residence-permit, decision: entitlement, last day: 2024-05-01, cite: Example-Act 4, remedies: {complaint: 2024-05-31}}

  a-child-waits-until-eighteen:
    case:
      facts:
        - {fact: born, on: 2010-06-15}
        - {fact: ${book}_sponsor, value: true}
    as of: 2024-03-01
    wish: ${book}_stay
    expect:
      doors: {residence-permit: {is: reachable, cite: Example-Act 3(2)}}

  without-a-sponsor-the-way-is-shut:
    case:
      facts:
        - {fact: born, on: 1990-06-15}
        - {fact: ${book}_sponsor, value: false}
    as of: 2024-03-01
    wish: ${book}_stay
    expect:
      answer: none
      openings: {cite: Example-Act 3(3)}
""")


def skeleton_of(code: str, en: str, ko: str, *, declared: bool) -> dict[str, str]:
    """Return the files of a lawbook to begin with: path in its folder → text.

    code:     country code of two capital letters; the lawbook is called by it in small letters
    en, ko:   what the country is called
    declared: the code stands outside ISO 3166, so that the lawbook declares it
    """
    names = {"code": code, "book": code.lower(), "en": en, "ko": ko}
    countries = COUNTRIES.substitute(names) if declared else ""
    return {
        "lawbook.yaml": MAIN.substitute(names, countries=countries),
        "procedures.yaml": PROCEDURES.substitute(names),
        "tests/first.yaml": TESTS.substitute(names),
    }
