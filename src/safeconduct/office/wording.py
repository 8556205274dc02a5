"""Every fixed phrase of the pages for caseworkers, in each language. Those of the pages of one case are worded in `web`."""

from collections.abc import Callable, Mapping

from safeconduct.law.model import Words
from safeconduct.office.wording_zh import CHINESE
from safeconduct.terms.particles import SLOT, fill
from safeconduct.web.wording import phrases_in as phrases_of_case


def told(key: str, **slots: Words | str) -> Words:
    """Return the phrase `key` with its slots filled, in each language. Raises KeyError for a phrase or slot that is not there."""
    english, korean = PHRASES[key]
    return Words(filled(english, slots, "en"), filled(korean, slots, "ko"))


def filled(template: str, slots: Mapping[str, Words | str], lang: str) -> str:
    names = {name: one if isinstance(one, str) else getattr(one, lang) for name, one in slots.items()}
    return fill(template, names) if SLOT.search(template) else template


def phrases_in(lang: str) -> Callable[..., str]:
    """Return the function that gives a phrase in a language: one of these, or one of the pages of a case."""
    texts, of_case = TEXTS[lang], phrases_of_case(lang)

    def say(key: str, **slots: str) -> str:
        return filled(texts[key], slots, lang) if key in texts else of_case(key, **slots)

    return say


PHRASES: dict[str, tuple[str, str]] = {
    # --- the door ---------------------------------------------------------------------------------------------------------
    "sign in": ("Sign in", "들어가기"),
    "sign in note": (
        "With the name and the passphrase of your caseload. Nothing is kept in this browser but one number for this visit.",
        "담당 사건 목록의 이름과 암호로 들어갑니다. 이 브라우저에는 이번 접속 번호 하나만 남습니다.",
    ),
    "caseload": ("Caseload", "담당 사건 목록"),
    "caseload note": ("One letter and a number, such as C-2", "글자 하나와 숫자. 보기: C-2"),
    "does not open": (
        "It does not open: name or passphrase is not right.",
        "열리지 않습니다. 이름이나 암호가 맞지 않습니다.",
    ),
    "case does not open": (
        "It does not open: the number, your name in the case, or the passphrase is not right.",
        "열리지 않습니다. 사건 번호, 사건에서 쓰는 이름, 암호 가운데 맞지 않는 것이 있습니다.",
    ),
    "wait": ("Too many tries under this name. Please wait a minute.", "이 이름으로 여러 번 틀렸습니다. 1분 뒤에 다시 해 주십시오."),
    "too many": (
        "Too many people are signing in just now, or are signed in. Please try again in a minute.",
        "지금 들어오는 사람이 너무 많습니다. 1분 뒤에 다시 해 주십시오.",
    ),
    "too many asked": (
        "What you asked for before is still being worked out. Please wait until it has come.",
        "앞서 요청하신 것을 아직 처리하고 있습니다. 나올 때까지 기다려 주십시오.",
    ),
    # --- today ------------------------------------------------------------------------------------------------------------
    "today": ("Today", "오늘 할 일"),
    "today on": ("Today, {day}", "오늘 할 일, {day}"),
    "counts": (
        "Cases: {cases}. Answers late: {late}. Last days within a week: {week}. Matters that do not go on: {circles}.",
        "사건 {cases}건. 늦은 답 {late}건, 일주일 안의 기한 {week}건, 나아가지 않는 사안 {circles}건.",
    ),
    "on this page": ("On this page", "이 페이지에 있는 것"),
    "owe us": ("They owe us an answer", "답을 받아야 할 것"),
    "we must": ("We must act", "우리가 할 것"),
    "in circles": ("Circles and stalls", "되돌림과 정체"),
    "law moved": ("The law moved", "법이 바뀐 사안"),
    "nothing": ("Nothing today.", "오늘은 없습니다."),
    "more lines": ("And {count} more. Find them by the number of their case.", "{count}개 더 있습니다. 사건 번호로 찾으십시오."),
    "lies open": ("Go on with case {number}, which lies open", "열려 있는 사건 {number|을/를} 이어서 보기"),
    "moved here": ("In force since {day}, while a matter was open.", "{day} 시행. 사안이 진행 중이었습니다."),
    "late": ("late", "지남"),
    "how counted": ("How this day was counted", "이 날짜를 계산한 방법"),
    "moved on": ("In force since {day}, while a matter was open. Look at its clock in:", "{day} 시행. 사안이 진행 중이었습니다. 기한을 다시 볼 사건:"),
    "trail": ("calls, visits and letters noted: {hops}, the first on {day}", "적어 둔 전화ㆍ방문ㆍ서면 {hops}건, 첫 번째는 {day}"),
    "breaks": ("Against", "위반"),
    "holds": ("The duty", "의무"),
    "gives": ("What the law gives against it", "이에 대해 법이 정한 방법"),
    "gives note": (
        "Open the case to see which of these are open in it today, and to draft the letter.",
        "오늘 이 사건에서 쓸 수 있는 것이 무엇인지 보고 문서를 쓰려면 사건을 여십시오.",
    ),
    "to drafts": ("Open the case there, with the drafts", "사건에서 이 부분을 열고 문서 쓰기"),
    "careful": ("Careful", "주의"),
    "calendar file": ("All days as a calendar file", "모든 날짜를 달력 파일로"),
    "find": ("Find a case", "사건 찾기"),
    "find note": ("By its number or a part of it", "사건 번호나 그 일부로 찾습니다"),
    "find button": ("Find", "찾기"),
    "find all": ("Show all cases", "모든 사건 보기"),
    "found of": ("Only cases with “{search}” in their number are shown: {found} of {cases}.", "번호로 찾은 사건만 보입니다(‘{search}’): {cases}건 가운데 {found}건."),
    "nothing found": ("Nothing in the cases that are shown.", "지금 보이는 사건에는 없습니다."),
    "uncounted": ("Cases that could not be read: {count}. What is due in them is counted nowhere on this page. Look at:", "읽지 못한 사건이 {count}건 있습니다. 그 사건의 기한은 이 페이지에 들어 있지 않습니다. 볼 사건:"),
    "cases": ("Cases", "사건"),
    "open case": ("Open", "열기"),
    "open which": ("Open case {number}", "사건 {number} 열기"),
    "put away which": ("Put case {number} away", "사건 {number|을/를} 목록에서 빼기"),
    "put away ask": ("Put case {number} away?", "사건 {number|을/를} 목록에서 뺄까요?"),
    "put away note": (
        "The case itself stays as it is, but its days are shown to you no longer. To have it back you take it again, with your name and your passphrase in this case: the one on paper.",
        "사건 자체는 그대로 있지만 그 사건의 기한은 더 보이지 않습니다. 되돌리려면 이 사건에서 쓰는 이름과 종이에 적어 둔 그 사건의 암호로 다시 맡아야 합니다.",
    ),
    "put away not": ("Keep it", "그대로 두기"),
    "was put away": ("Case {number} was put away. To have it back, take it again below.", "사건 {number|을/를} 목록에서 뺐습니다. 되돌리려면 아래에서 다시 맡으십시오."),
    "open one": ("Open a case", "사건 열기"),
    "put away one": ("Put a case away", "사건을 목록에서 빼기"),
    "stale form asked": (
        "“{asked}” was not done: the page was from before you signed in this time. Nothing was changed. Please do it again on the page “{page}”.",
        "‘{asked}’ 요청은 처리하지 않았습니다. 이번에 들어오기 전의 페이지였습니다. 바뀐 것은 없으니 ‘{page}’ 페이지에서 다시 해 주십시오.",
    ),
    "take": ("Take a case", "사건 맡기"),
    "take note": (
        "Your name and passphrase in this case are needed once. From then on your own passphrase opens it.",
        "그 사건에서 쓰는 이름과 암호가 한 번 필요합니다. 그다음부터는 본인의 암호로 열립니다.",
    ),
    "number": ("Number of the case", "사건 번호"),
    "name there": ("Your name in the case", "사건에서 쓰는 이름"),
    "words there": ("Your passphrase in the case", "사건에서 쓰는 암호"),
    "no cases": ("No case is in your caseload yet. Take the first one below.", "담당 사건이 아직 없습니다. 아래에서 첫 사건을 맡으십시오."),
    "stale keys": (
        "It does not open any more: its keys, its members or your passphrase there were changed, or it was erased. Take it anew.",
        "더는 열리지 않습니다. 사건의 열쇠나 구성원, 또는 그 사건의 암호가 바뀌었거나 지워졌습니다. 다시 맡으십시오.",
    ),
    "cannot read": ("Your role here does not read the case.", "이 사건에서 맡은 역할로는 내용을 읽을 수 없습니다."),
    "does not work": ("What is kept there cannot be used as it stands. Open the case to repair it.", "적힌 내용을 그대로 쓸 수 없습니다. 사건을 열어 고치십시오."),
    "no answer": ("It cannot be read just now. Look again in a minute.", "지금은 읽을 수 없습니다. 1분 뒤에 다시 보십시오."),
    "no such case": ("There is no such case for you", "그런 사건이 없습니다"),
    "no such case note": ("It is not in your caseload, or you may not do this in it.", "담당 사건 목록에 없거나 이 사건에서 할 수 없는 일입니다."),
    "case closed": ("The case was closed meanwhile. Open it again.", "그 사이에 사건이 닫혔습니다. 다시 여십시오."),
    "footer": (
        "No names of people are shown here, but what was applied for, and where: mind who can see this screen. Cases lie encrypted on the server of your organisation; after ten minutes without a click everything locks.",
        "여기에 사람의 이름은 나오지 않지만 무엇을 어디에 신청했는지는 보이므로, 화면을 볼 수 있는 사람이 있는지 살피십시오. 사건은 소속 기관의 서버에 암호로 잠가 두며, 10분 동안 아무것도 하지 않으면 모두 잠깁니다.",
    ),
    # --- rows -------------------------------------------------------------------------------------------------------------
    "a matter": ("a matter", "사안"),
    "owed": ("{unit}: {matter}", "{unit}: {matter}"),
    "owed paused": ("{unit}: {matter}; the clock stands still, and there is no last day until it runs on", "{unit}: {matter}. 기간이 멈추어 있어 다시 진행할 때까지 정해진 기한이 없음"),
    "remedy ends": ("{remedy}, against the refusal of: {matter}", "{remedy} (거부된 것: {matter})"),
    "consent ends": ("a consent ends; to {to}", "동의가 끝남 (상대: {to})"),
    "consent given": ("given on {given}, until {until}", "{given}에 한 동의, {until}까지"),
    # --- days -------------------------------------------------------------------------------------------------------------
    "day and distance": ("{day} ({distance})", "{day} ({distance})"),
    "yesterday": ("yesterday", "어제"),
    "today word": ("today", "오늘"),
    "tomorrow": ("tomorrow", "내일"),
    "one working ahead": ("in {count} working day", "근무일로 {count}일 뒤"),
    "many working ahead": ("in {count} working days", "근무일로 {count}일 뒤"),
    "one working ago": ("{count} working day ago", "근무일로 {count}일 전"),
    "many working ago": ("{count} working days ago", "근무일로 {count}일 전"),
    "days ahead": ("in {count} days", "{count}일 뒤"),
    "days ago": ("{count} days ago", "{count}일 전"),
}  # fmt: skip

TEXTS: dict[str, Mapping[str, str]] = {
    "en": {key: phrases[0] for key, phrases in PHRASES.items()},
    "ko": {key: phrases[1] for key, phrases in PHRASES.items()},
    "zh": CHINESE,
}
