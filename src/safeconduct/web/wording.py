"""Every fixed phrase of the pages, in each language: plain, short, nothing promised. What the law and the interview say is worded there."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from safeconduct.terms.particles import fill
from safeconduct.web.wording_papers import PAPERS
from safeconduct.web.wording_zh import CHINESE


class Language(NamedTuple):
    """`tag` stands in the page and in the form that chooses the language; `name` is what the language calls itself."""

    tag: str
    name: str


LANGUAGES = (Language("en", "English"), Language("ko", "한국어"))  # in the order of the columns of PHRASES
PREPARED = (Language("zh", "中文"),)  # of these the pages have phrases, and the law and the answers have no words yet
OF_LAW = tuple(language.tag for language in LANGUAGES)
TAGS = OF_LAW + tuple(language.tag for language in PREPARED)


def phrases_in(lang: str) -> Callable[..., str]:
    """Return the function that gives a phrase in a language, with its slots filled. It raises KeyError for a phrase that is not there."""
    texts = TEXTS[lang]

    def say(key: str, **slots: str) -> str:
        return fill(texts[key], slots)

    return say


def language_of_law(lang: str) -> str:
    """Return the language in which pages in `lang` say what the law, the answers and the letters say."""
    return lang if lang in OF_LAW else "en"


def offered_with(*in_use: str) -> tuple[Language, ...]:
    """Return the languages that a page offers: those of the law, and prepared ones only where they are in use."""
    return LANGUAGES + tuple(language for language in PREPARED if language.tag in in_use)


PHRASES: dict[str, tuple[str, ...]] = {
    # --- every page; no title names a country, a person or what it is about ---------------------------------------------
    "window": ("Notes", "메모"),
    "skip": ("To the text", "본문으로"),
    "leave": ("Leave now", "바로 나가기"),
    "leave note": ("Locks everything and shows a calendar.", "모두 잠그고 달력을 보여 줍니다."),
    "lock": ("Lock", "잠그기"),
    "language": ("Language", "언어"),
    "parts": ("Parts", "차례"),
    "to today": ("Today", "오늘 할 일"),
    "to wishes": ("What I want", "바라는 것"),
    "to questions": ("Questions", "질문"),
    "to facts": ("What I said", "말한 내용"),
    "to ways": ("Ways", "길"),
    "continue": ("Continue", "계속"),
    "nothing leaves": ("Nothing leaves this computer.", "어떤 내용도 이 컴퓨터 밖으로 나가지 않습니다."),
    "in memory": (
        "What you say is written nowhere. If you lock, leave, or do nothing for ten minutes, it is forgotten.",
        "말씀하신 내용은 어디에도 적지 않습니다. 잠그거나 나가거나 10분 동안 아무것도 하지 않으면 모두 지워집니다.",
    ),
    "in vault": (
        "What you say is kept encrypted in your vault. After ten minutes without a click it locks.",
        "말씀하신 내용은 암호로 잠긴 금고에만 적습니다. 10분 동안 아무것도 하지 않으면 잠깁니다.",
    ),
    "in office": (
        "This is case {number}. It is kept encrypted on the server of your organisation. After ten minutes without a click everything locks.",
        "사건 {number}입니다. 소속 기관의 서버에 암호로 잠가 둡니다. 10분 동안 아무것도 하지 않으면 모두 잠깁니다.",
    ),
    "not promised": (
        "This cannot protect you from somebody who watches this screen, or from a program that spies on this computer.",
        "이 화면을 보고 있는 사람이나 이 컴퓨터에 숨은 감시 프로그램으로부터는 지켜 드릴 수 없습니다.",
    ),
    "law not in it": (
        "What the law says is in English and Korean only for now.",
        "법률 내용은 아직 영어와 한국어로만 있습니다.",
    ),
    "problem": ("Please look at this again", "다시 보아 주십시오"),
    # --- locked, refused ------------------------------------------------------------------------------------------------
    "locked": ("Locked", "잠겨 있습니다"),
    "vault to open": ("Open it with your name and your passphrase.", "이름과 암호로 여십시오."),
    "locked vault": ("Open it again with your name and your passphrase.", "이름과 암호로 다시 여십시오."),
    "locked lost": (
        "It was locked before this form arrived. What you typed was not kept; please write it again.",
        "이 양식이 오기 전에 잠겼습니다. 적으신 내용은 저장되지 않았으니 다시 적어 주십시오.",
    ),
    "locked for good": (
        "Everything that was said here is forgotten. To begin again, start the program again.",
        "여기에서 말씀하신 내용은 모두 지워졌습니다. 다시 하려면 프로그램을 다시 시작하십시오.",
    ),
    "name": ("Name", "이름"),
    "name hint": (
        "What you are called in this vault: “me”, unless another name was given when it was made. It was printed with the passphrase.",
        "이 금고에서 부르는 이름입니다. 금고를 만들 때 따로 정하지 않았으면 ‘me’이며, 암호와 함께 표시되었습니다.",
    ),
    "passphrase": ("Passphrase", "암호"),
    "unlock": ("Open", "열기"),
    "does not open": (
        "It does not open: the name, the passphrase or the key file is not right, or the file is damaged.",
        "열리지 않습니다. 이름, 암호, 열쇠 파일 가운데 맞지 않는 것이 있거나 파일이 손상되었습니다.",
    ),
    "wait": ("Too many tries. Please wait a minute.", "여러 번 틀렸습니다. 1분 뒤에 다시 해 주십시오."),
    "not entered": ("This page is closed", "닫힌 페이지입니다"),
    "not entered note": (
        "Open the address that the program shows in its window. It works once. If it was used already, start the program again.",
        "프로그램 창에 나온 주소를 여십시오. 한 번만 쓸 수 있습니다. 이미 쓴 주소이면 프로그램을 다시 시작하십시오.",
    ),
    "stale form": ("This page was too old", "오래된 페이지입니다"),
    "stale form note": ("Nothing was changed.", "바뀐 것은 없습니다."),
    "stale form which": (
        "What you sent from “{form}” was not taken in: the page was from before it was locked or opened. Nothing was changed. Please do it again there.",
        "‘{form}’에서 보내신 것은 적지 않았습니다. 잠그거나 열기 전의 페이지였습니다. 바뀐 것은 없으니 거기서 다시 해 주십시오.",
    ),
    "back to form": ("Back to: {form}", "돌아가기: {form}"),
    "not there": ("There is no such page", "그런 페이지는 없습니다"),
    "refused": ("This could not be kept", "적어 둘 수 없었습니다"),
    "go on": ("Go on", "계속하기"),
    "weekdays": ("Mo Tu We Th Fr Sa Su", "월 화 수 목 금 토 일"),
    "calendar": ("Calendar", "달력"),
    # --- what do you want -----------------------------------------------------------------------------------------------
    "what": ("What do you want?", "무엇을 바라십니까?"),
    "what note": (
        "Choose what matters to you. Several are possible; you can put them in order afterwards. Nothing binds you to it.",
        "중요한 것을 고르십시오. 여럿이어도 됩니다. 순서는 다음에 정할 수 있습니다. 고른다고 매이는 것은 아닙니다.",
    ),
    "never": ("What must never happen on the way?", "가는 길에 결코 있어서는 안 되는 일은 무엇입니까?"),
    "choose a wish": (
        "Choose at least one thing that you want. Without it there is nothing to look for a way to.",
        "바라는 것을 하나 이상 골라 주십시오. 그래야 길을 찾을 수 있습니다.",
    ),
    "order": ("Which matters most?", "어느 것이 가장 중요합니까?"),
    "order note": (
        "The first is shown first. If it is not possible, the next one counts.",
        "첫째 것을 먼저 보여 드립니다. 그것이 안 되면 다음 것을 봅니다.",
    ),
    "earlier": ("Up", "위로"),
    "earlier which": ("Move up: {wish}", "위로 옮기기: {wish}"),
    # --- questions ------------------------------------------------------------------------------------------------------
    "left": (
        "Question {number}. What changes most is asked first; stop whenever you like. At most {count} more could change the answer.",
        "질문 {number}. 가장 많이 달라지는 것부터 묻습니다. 언제든 멈추어도 됩니다. 답을 바꿀 수 있는 질문은 많아야 {count}개 더 있습니다.",
    ),
    "last": ("Question {number}, the last one that could change the answer.", "질문 {number}. 답을 바꿀 수 있는 마지막 질문입니다."),
    "rare": (
        "What is left concerns rarer things. The answer takes each of them not to be so. You can stop here.",
        "남은 질문은 드문 일에 관한 것입니다. 답에서는 모두 그렇지 않은 것으로 봅니다. 여기서 그만두어도 됩니다.",
    ),
    "skip questions": ("You need not answer. You can stop at any time.", "답하지 않아도 됩니다. 언제든 그만둘 수 있습니다."),
    "not asked": (
        "“{question}” was answered already, perhaps in another window. This reply was not taken. What is on record stands below; change it there.",
        "“{question}” 질문에는 이미 답하셨습니다. 다른 창에서 답하셨을 수 있습니다. 이번 답은 적지 않았습니다. 적혀 있는 내용은 아래에 있으며, 거기서 바꿀 수 있습니다.",
    ),
    "not asked now": (
        "Your reply was to a question that is no longer asked, so it was not taken. This is the question now.",
        "더는 묻지 않는 질문에 대한 답이어서 적지 않았습니다. 지금의 질문은 다음과 같습니다.",
    ),
    "several": ("Several are possible.", "여럿이어도 됩니다."),
    "country": ("Another country", "다른 나라"),
    "unknown": ("I don’t know", "모릅니다"),
    "declined": ("I’d rather not say", "말하고 싶지 않습니다"),
    "back": ("Back", "뒤로"),
    "why": ("Why is this asked?", "왜 묻습니까?"),
    "why whole": ("It decides about:", "다음이 여기에 달려 있습니다:"),
    "who sees": (
        "Nobody sees it but whoever reads this screen. If you skip it, the answer shows the ways for either case.",
        "이 화면을 보는 사람 말고는 아무도 보지 않습니다. 건너뛰면 두 경우의 길을 함께 보여 드립니다.",
    ),
    "see ways": ("See the ways found so far", "지금까지 찾은 길 보기"),
    "asked all": ("No further question could change the answer.", "답을 바꿀 수 있는 질문이 더 없습니다."),
    "told before": ("What you said stands here; change it and continue.", "앞서 하신 답이 적혀 있습니다. 고치고 계속하십시오."),
    "not a day": (
        "This was not understood as a day that has been. Like this: 2002, June 2002, 2002-06-01.",
        "지난 날짜로 알아듣지 못했습니다. 이렇게 적어 주십시오: 2002, 2002년 6월, 2002-06-01.",
    ),
    "not a country": ("No country of this name is known here.", "그런 이름의 나라를 찾지 못했습니다."),
    "two answers": ("These are two answers that do not go together. Keep one of them.", "서로 맞지 않는 두 가지 답입니다. 하나만 남겨 주십시오."),
    "nothing chosen": (
        "Nothing was chosen. Choose an answer, or say that you don’t know.",
        "고른 것이 없습니다. 답을 고르거나 모른다고 하십시오.",
    ),
    # --- what was said --------------------------------------------------------------------------------------------------
    "facts": ("What you said", "말한 내용"),
    "facts note": (
        "Changing one thing leaves everything else as it is.",
        "하나를 바꾸어도 나머지는 그대로 남습니다.",
    ),
    "not shared": ("stays in this case", "이 사건 밖으로 나가지 않음"),
    "may be told": ("with your consent: {to}", "동의하신 곳: {to}"),
    "old day": ("This is asked as of {day}, which is past.", "{day} 기준으로, 지난 날입니다."),
    "old day note": (
        "Last days that lie after it may be over by now, and the law may have changed.",
        "그 뒤의 기한은 이미 지났을 수 있고, 법도 바뀌었을 수 있습니다.",
    ),
    "old day how": (
        "To ask as of today, write today’s date behind “as of” in the case file and put the file in again.",
        "오늘을 기준으로 보려면 사건 파일의 ‘as of’ 뒤에 오늘 날짜를 적어 파일을 다시 넣으십시오.",
    ),
    "day ahead": ("This is asked as of {day}, which has not come yet.", "{day} 기준으로, 아직 오지 않은 날입니다."),
    "day ahead note": (
        "Last days that are called past or late may still lie ahead, and the law may change until then.",
        "지났거나 늦었다고 한 기한이 아직 남아 있을 수 있고, 그때까지 법이 바뀔 수도 있습니다.",
    ),
    "day of contacts": (
        "The file of contacts was written as of that day, so what is called late here is late on that day and not yet today.",
        "접촉 파일이 그날을 기준으로 쓰여 있습니다. 여기서 늦었다고 한 것은 그날에 늦은 것이며 오늘 늦은 것은 아닙니다.",
    ),
    "day of contacts later": (
        "It tells of days after today, so it cannot be counted as of today: correct those days first.",
        "오늘보다 뒤의 날짜가 들어 있어 오늘을 기준으로 셀 수 없습니다. 그 날짜를 먼저 고치십시오.",
    ),
    "ask today": ("Ask as of today", "오늘을 기준으로 다시 보기"),
    "you want": ("You want", "바라는 것"),
    "must never": ("Must never happen", "결코 있어서는 안 되는 일"),
    "wishes on file": (
        "This came with the case file. To change it, change the file and put it in again.",
        "사건 파일과 함께 들어온 내용입니다. 바꾸려면 그 파일을 고쳐 다시 넣으십시오.",
    ),
    "never nothing": ("nothing of what is asked here", "여기서 묻는 것 가운데 없음"),
    "known": ("What is known", "아는 것"),
    "known nothing": ("Nothing yet.", "아직 없습니다."),
    "on day": ("on {day}", "{day}"),
    "since": ("since {day}", "{day}부터"),
    "source": ("Source: {source}", "출처: {source}"),
    "on file": ("It came with the case file.", "사건 파일과 함께 들어온 내용입니다."),
    "on file how": (
        "What came with the case file is changed in that file, which is then put in again. It lies in the vault: “safeconduct vault show” (--number, --into) writes out the entry “case”, “safeconduct vault add” takes in the changed file.",
        "사건 파일과 함께 들어온 내용은 그 파일을 고쳐 다시 넣어야 바뀝니다. 파일은 금고에 들어 있습니다. ‘safeconduct vault show’(--number, --into)로 ‘case’ 내용을 꺼내고, 고친 파일을 ‘safeconduct vault add’로 넣습니다.",
    ),
    "not shared note": (
        "“Stays in this case”: you have agreed to tell it to nobody, so it stands in no letter.",
        "‘이 사건 밖으로 나가지 않음’: 아무에게도 알려도 된다고 동의하지 않아 어느 문서에도 들어가지 않습니다.",
    ),
    "change": ("Change", "바꾸기"),
    "change which": ("Change: {fact}", "바꾸기: {fact}"),
    "likely": ("likely", "아마도"),
    "unsure": ("not sure", "확실하지 않음"),
    # --- ways -----------------------------------------------------------------------------------------------------------
    "ways": ("Ways", "길"),
    "as of": ("As of {day}", "{day} 기준"),
    "sort": ("Sort", "순서"),
    "by best": ("best first", "좋은 것부터"),
    "by safest": ("safest", "안전한 것부터"),
    "by soonest": ("soonest", "빠른 것부터"),
    "by cheapest": ("cheapest", "비용이 적은 것부터"),
    "by certain": ("most certain", "확실한 것부터"),
    "more ways": ("{count} more ways", "길 {count}개 더 보기"),
    "open way": ("Open", "열기"),
    "open which": ("Open way {letter}", "길 {letter} 열기"),
    "copies": ("Nearly the same", "거의 같은 길"),
    "proof": ("The proof that there is no lawful way", "합법적인 길이 없다는 증명"),
    "more in the way": ("{count} more that are closed", "닫혀 있는 것 {count}개 더 보기"),
    "in the way": ("What is in the way", "막는 것"),
    "still open": ("What is still open to you", "아직 할 수 있는 것"),
    "closed": ("What is closed today", "오늘 닫혀 있는 것"),
    "not known": ("What is not known yet", "아직 모르는 것"),
    "not settled": ("What the law leaves open", "법이 정하지 않은 점"),
    "limits": ("Limits of this answer", "이 답의 한계"),
    "more questions": ("Answer more questions", "질문에 더 답하기"),
    "what next": ("What you can do next", "다음에 할 수 있는 일"),
    # --- two ways side by side ------------------------------------------------------------------------------------------
    "compare way": ("Compare", "비교"),
    "compare two": ("Compare the two ticked", "고른 두 길 비교하기"),
    "compare how": ("Tick “Compare” on two ways.", "두 길의 ‘비교’를 고르십시오."),
    "choose two": ("Tick exactly two ways, then compare them.", "길을 꼭 둘만 고른 뒤 비교하십시오."),
    "side by side": ("Ways {one} and {other} side by side", "길 {one}, {other} 나란히 보기"),
    "what differs": ("What differs", "다른 점"),
    "leg by leg": ("Leg by leg", "단계마다"),
    "leg by leg note": (
        "In the order of time. What is the same act on both ways stands on a grey ground.",
        "시간 순서입니다. 두 길에서 같은 행위는 회색 바탕에 적었습니다.",
    ),
    "the same on both": ("The same on both", "같은 점"),
    "no such leg": ("not on way {letter}", "길 {letter}에는 없음"),
    "nothing of it": ("nothing known to these rules", "이 규정들에서 알려진 것 없음"),
    "may be refused": ("May be refused", "거부될 수 있는 것"),
    "decisions": ("decisions that may be a refusal: {count}", "거부될 수 있는 결정: {count}건"),
    "last days": ("Deadlines", "기한"),
    # --- one way --------------------------------------------------------------------------------------------------------
    "to list": ("All ways", "모든 길"),
    "lanes": ("Who does what, and when", "누가 언제 무엇을 하는가"),
    "lanes note": ("The same stands below as a list.", "같은 내용이 아래에 차례대로 적혀 있습니다."),
    "lanes wide": (
        "The picture has {count} steps; where not all of them can be seen, move it sideways.",
        "그림에는 단계가 {count}개 있습니다. 다 보이지 않으면 옆으로 밀어 보십시오.",
    ),
    "you": ("You", "본인"),
    "law": ("By law", "법에 따라"),
    "risk to": ("risk", "위험"),
    "list": ("Step by step", "차례대로"),
    "if it fails": ("If it goes badly", "잘 안 되면"),
    "in detail": ("Law, conditions and remedies", "법, 요건, 불복 방법"),
    **PAPERS,
}  # fmt: skip

TEXTS: dict[str, Mapping[str, str]] = {
    "en": {key: phrases[0] for key, phrases in PHRASES.items()},
    "ko": {key: phrases[1] for key, phrases in PHRASES.items()},
    "zh": CHINESE,
}
