"""Every fixed phrase of the interview, in each language: plain, kind, exact; it never presses, and it says what happens to an answer."""

from collections.abc import Mapping

from safeconduct.law.model import Words
from safeconduct.terms.particles import fill


def told(key: str, **slots: Words | str) -> Words:
    """Return the phrase `key` with its slots filled, in each language. Raises KeyError for a phrase or slot that is not there."""
    english, korean = PHRASES[key]
    return Words(_filled(english, slots, "en"), _filled(korean, slots, "ko"))


def _filled(template: str, slots: Mapping[str, Words | str], lang: str) -> str:
    return fill(template, {name: one if isinstance(one, str) else getattr(one, lang) for name, one in slots.items()})


KIN: dict[str, tuple[str, str, str]] = {  # relative → the fact that says so, what an answer calls them in each language
    "mother": ("parent", "your mother", "어머니"),
    "father": ("parent", "your father", "아버지"),
    "husband": ("spouse", "your husband", "남편"),
    "wife": ("spouse", "your wife", "아내"),
    "son": ("child", "your son", "아들"),
    "daughter": ("child", "your daughter", "딸"),
    "brother": ("sibling", "your brother", "형제"),
    "sister": ("sibling", "your sister", "자매"),
    "grandmother": ("other_kin", "your grandmother", "할머니"),
    "grandfather": ("other_kin", "your grandfather", "할아버지"),
    "relative": ("other_kin", "your relative", "친척"),
    "somebody": ("", "the person close to you", "가까운 사람"),
}
ANOTHER: tuple[tuple[str, str], ...] = (("your second {name}", "둘째 {name}"), ("your third {name}", "셋째 {name}"))

PLACES: dict[str, tuple[str, str]] = {  # facts about a country that people are asked in one question, by the fact's name
    "home": ("Where is your home?", "지금 어디에 살고 있습니까?"),
    "present": ("Where are you now?", "지금 어디에 있습니까?"),
    "national": ("Which nationality do you hold? Name all if you hold several.", "어느 나라 국적이 있습니까? 여럿이면 모두 고르십시오."),
    "resident": ("Where do you hold a residence permit?", "어느 나라의 체류허가가 있습니까?"),
    "permanent_resident": ("Where do you hold permanent residence?", "어느 나라의 영주권이 있습니까?"),
    "relative_in": ("Where is {relative}, as far as you know?", "{relative|은/는} 어디에 있는 것으로 알고 있습니까?"),
}  # fmt: skip

PHRASES: dict[str, tuple[str, str]] = {
    # --- sources, as the case file keeps them -------------------------------------------------------------------------
    "said": ("the person, in an interview", "면담에서 본인이 말함"),
    "said roughly": ("the person, in an interview: {span}; the exact day is not known", "면담에서 본인이 말함: {span}, 정확한 날짜는 모름"),
    "does not know": ("asked in an interview; does not know", "면담에서 물었으나 모른다고 함"),
    "declined": ("asked in an interview; preferred not to say", "면담에서 물었으나 말하지 않기로 함"),
    "no day": ("the person, in an interview; does not know since when", "면담에서 본인이 말함, 언제부터인지는 모른다고 함"),
    "no day declined": ("the person, in an interview; preferred not to say since when", "면담에서 본인이 말함, 언제부터인지는 말하지 않기로 함"),
    # --- the opening ----------------------------------------------------------------------------------------------------
    "welcome": (
        "A few questions, so that the answer is about you. You need not answer any of them: every question can be skipped, "
        "and it is all right not to know. You can go back, and you can stop at any time.",
        "당신에게 맞는 답을 드리기 위하여 몇 가지를 여쭙니다. 어떤 질문이든 답하지 않아도 되고, 몰라도 괜찮습니다. 앞으로 돌아갈 수도, 언제든 그만둘 수도 있습니다.",
    ),
    "privacy": (
        "Nothing leaves this machine. What you say is written only into the file that you name. Please give no names and no addresses.",
        "어떤 내용도 이 컴퓨터 밖으로 나가지 않습니다. 말씀하신 것은 지정하신 파일에만 적힙니다. 이름과 주소는 적지 마십시오.",
    ),
    "place of file": ("The file: {file}", "파일: {file}"),
    "continued": ("The case on file is continued: nothing in it is changed, what you say is added.", "있는 사건 파일을 이어서 씁니다. 적혀 있는 것은 바꾸지 않고 말씀하신 것을 덧붙입니다."),
    "commands": (
        "At every question:  ? why it is asked   d I don't know   r I'd rather not say   b go back   s stop, with the answer so far",
        "어느 질문에서든:  ? 묻는 까닭   d(모름) 모릅니다   r(건너뜀) 말하고 싶지 않습니다   b(뒤로) 앞 질문으로   s(그만) 여기까지의 답을 보고 끝내기",
    ),
    # --- opening questions ------------------------------------------------------------------------------------------------
    "ask wishes": (
        "What do you want? Several may be named, what matters most first: 3, 1. A word of it will do as well.",
        "무엇을 바라십니까? 여럿이면 가장 중요한 것부터 적으십시오: 3, 1. 낱말로 찾아도 됩니다.",
    ),
    "more wishes": (
        "{count} more: write a word of it, such as a document or an authority, or m for the whole list.",
        "그 밖에 {count}가지가 더 있습니다. 서류나 기관 같은 낱말을 적으시거나, 모두 보려면 m(더)을 적으십시오.",
    ),
    "why wishes": (
        "Every way is looked for towards what you want, and only what bears on it is asked. The order says what is shown first.",
        "바라시는 것에 이르는 길을 찾고, 그와 관계있는 것만 여쭙기 위해서입니다. 적은 순서대로 보여 드립니다.",
    ),
    "ask whom": ("Who is it about? Several may be named.", "누구에 관한 일입니까? 여럿이어도 됩니다."),
    "why whom": (
        "The law treats parents, husband or wife, children, brothers and sisters and other relatives differently. No name is needed.",
        "부모, 배우자, 자녀, 형제자매, 그 밖의 친척에 대하여 법이 다르게 정하고 있기 때문입니다. 이름은 필요하지 않습니다.",
    ),
    "ask nevers": (
        "What must never happen on the way? Several may be named. Enter alone: nothing of this.",
        "가는 길에 결코 있어서는 안 되는 일은 무엇입니까? 여럿이어도 됩니다. 없으면 그냥 엔터를 누르십시오.",
    ),
    "why nevers": (
        "A way that has any of this in it is not proposed to you; it is named as closed by your own wish. Unlawful ways are never proposed.",
        "이런 일이 따르는 길은 권하지 않고, 당신의 뜻에 따라 닫힌 길이라고 알려 드립니다. 불법인 길은 어떤 경우에도 권하지 않습니다.",
    ),
    "people": ("People", "사람"),
    "countries": ("Where to live, and nationality", "살 곳과 국적"),
    # --- questions about facts ----------------------------------------------------------------------------------------------
    "which one": ("Which of these is so?", "다음 가운데 어느 것에 해당합니까?"),
    "which ones": ("Which of these are so? Several may be named.", "다음 가운데 해당하는 것을 모두 고르십시오."),
    "none": ("none of these", "해당 없음"),
    "elsewhere": ("Another country: write its name.", "다른 나라이면 나라 이름을 적으십시오."),
    "question": ("Question {number}", "질문 {number}"),
    "yes or no": ("  y yes   n no", "  y 예   n 아니요"),
    "yes": ("yes", "예"),
    "no": ("no", "아니요"),
    "since when": ("Since when is it so that {fact}?", "언제부터 그렇습니까: {fact}"),
    "on what day": ("What is the day of this: {fact}?", "다음의 날은 언제입니까: {fact}"),
    "how exactly": (
        "The year is enough if you do not know the day: 2002, spring 2002, 2002-06-01.",
        "정확한 날을 모르면 해만 적어도 됩니다: 2002, 2002년 봄, 2002-06-01.",
    ),
    "day matters": ("What matters is whether it was before {days}.", "{days} 전인지가 중요합니다."),
    "or": (" or ", " 또는 "),
    # --- why ----------------------------------------------------------------------------------------------------------------
    "why": ("Why: it decides about {steps}.", "묻는 까닭: {steps|이/가} 여기에 달려 있습니다."),
    "why and more": ("Why: it decides about {steps}, and {count} more.", "묻는 까닭: {steps|이/가} 여기에 달려 있고, 그 밖에 {count}가지도 그렇습니다."),
    "step": ("“{title}”", "‘{title}’"),
    "why at length": ("This decides about:", "다음이 여기에 달려 있습니다:"),
    "who sees": (
        "Who sees it: nobody but whoever reads this screen or the file. You may skip it; the answer then shows the ways for either case.",
        "누가 보는가: 이 화면이나 파일을 보는 사람뿐입니다. 건너뛰어도 됩니다. 그때에는 두 경우의 길을 함께 보여 드립니다.",
    ),
    # --- replies that are not understood ------------------------------------------------------------------------------------
    "not a number": ("Please write numbers from 1 to {most}, or one of the letters ? d r b s.", "1에서 {most}까지의 번호나 ? d r b s 가운데 하나를 적어 주십시오."),
    "not yes or no": ("Please write y or n, or one of the letters ? d r b s.", "예 또는 아니요(y/n), 아니면 ? d r b s 가운데 하나를 적어 주십시오."),
    "not a day": ("This is not understood as a day up to {day}. Like this: 2002, June 2002, 2002-06-01.", "{day}까지의 날짜로 알아듣지 못했습니다. 이렇게 적어 주십시오: 2002, 2002년 6월, 2002-06-01."),
    "one only": ("Please name one only.", "하나만 골라 주십시오."),
    "several fit": ("Several fit: {names}.", "여럿이 해당합니다: {names}."),
    "a wish is needed": (
        "Without a wish there is nothing to look for a way to. Please name at least one; nothing binds you to it. Or stop with s.",
        "바라는 것이 없으면 길을 찾을 수 없습니다. 하나라도 골라 주십시오. 고른다고 매이는 것은 아닙니다. 그만두려면 s를 적으십시오.",
    ),
    "first question": ("This is the first question.", "첫 질문입니다."),
    "kept": ("Before: {reply}. Enter alone keeps it.", "앞서 하신 답: {reply}. 그대로 두려면 엔터를 누르십시오."),
    "reply silent": ("I don't know", "모름"),
    "reply declined": ("I'd rather not say", "말하지 않음"),
    # --- the end ------------------------------------------------------------------------------------------------------------
    "first answer": ("A first answer", "첫 번째 답"),
    "wish ways": ("{wish}: {says}", "{wish}: {says}"),
    "more ways": ("and {count} more", "그 밖에 {count}가지"),
    "more questions": (
        "Up to {count} more questions could sharpen it. Enter alone: go on.  a the whole answer now  s stop here",
        "질문을 {count}개까지 더 하면 답이 더 정확해질 수 있습니다. 계속하려면 엔터, 지금 답 전체를 보려면 a(답), 여기서 끝내려면 s(그만)를 적으십시오.",
    ),
    "rare questions": (
        "What is left concerns rarer things; the answer takes each of them not to be so. Up to {count} questions. Enter alone: go on.  "
        "a the whole answer now  s stop here",
        "남은 것은 드문 일들이며, 답에서는 모두 그렇지 않은 것으로 봅니다. 질문은 {count}개까지입니다. 계속하려면 엔터, 지금 답 전체를 보려면 a(답), "
        "여기서 끝내려면 s(그만)를 적으십시오.",
    ),
    "nothing more": ("No further question could change the answer.", "답을 바꿀 수 있는 질문이 더 없습니다."),
    "file where": (
        "Where shall the case file be kept? Write the name of a new file. Enter alone: nowhere.",
        "사건 파일을 어디에 둘까요? 새 파일의 이름을 적으십시오. 남기지 않으려면 엔터를 누르십시오.",
    ),
    "file written": ("Written, for you alone to read: {file}", "본인만 읽을 수 있게 적었습니다: {file}"),
    "file not written": ("Nothing was written to any file.", "어떤 파일에도 적지 않았습니다."),
    "file there": ("There is a file of this name already; it is left as it is.", "같은 이름의 파일이 이미 있어 그대로 두었습니다."),
    "file fails": ("It could not be written there: {reason}.", "그곳에 적을 수 없었습니다: {reason}."),
    "no wish, no answer": ("No wish was named, so there is no answer, and nothing was written.", "바라는 것을 고르지 않아 답이 없으며, 아무것도 적지 않았습니다."),
    "interrupted": ("Stopped.", "멈추었습니다."),
}  # fmt: skip
