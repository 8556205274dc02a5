"""What every letter says, whatever its kind, in each language. A slot `{x|을/를}` takes the particle that fits."""

from collections.abc import Mapping

from safeconduct.law.model import Words
from safeconduct.terms.particles import fill


def say(key: str, **slots: Words) -> Words:
    """Return the phrase `key` with its slots filled. Raises KeyError for a phrase or slot that is not there."""
    return filled_in(PHRASES[key], slots)


def filled_in(words: Words, slots: Mapping[str, Words]) -> Words:
    """Return a sentence with every slot filled. Raises KeyError for a slot without a value: a letter has no holes by accident."""
    return Words(
        fill(words.en, {name: value.en for name, value in slots.items()}),
        fill(words.ko, {name: value.ko for name, value in slots.items()}),
    )


PHRASES = {
    "notice": Words(
        "DRAFT. You must read this, check every line, fill in the [brackets] and sign it yourself; or have it read to you. It promises no result and is not legal advice. Delete this line, or cross it out, before you hand it in.",
        "초안입니다. 본인이 직접 읽거나 다른 사람에게 읽어 달라고 하여 한 줄씩 확인하고, [괄호]를 채운 뒤 서명하여야 합니다. 결과를 약속하지 않으며 법률 자문이 아닙니다. 내기 전에 이 줄을 지우거나 줄을 그으십시오.",
    ),
    "to": Words("To: {addressee}", "{addressee} 귀중"),
    "by its part": Words("[{authority}]", "[{authority}]"),
    "address": Words("[exact name of the office, and its address]", "[정확한 기관 이름과 주소]"),
    "sender": Words(
        "From: [name], [address], [telephone or other way to reach you]", "보내는 사람: [성명], [주소], [연락처]"
    ),
    "facts": Words("The facts", "사실관계"),
    "since": Words("{fact} (since {day})", "{fact} ({day}부터)"),
    "on": Words("{fact} (on {day})", "{fact} ({day})"),
    "basis": Words("Legal basis", "근거 법령"),
    "time": Words("Time for the answer", "처리기간"),
    "period": Words("The time that the law sets: {period} [{cite}]", "법령이 정한 처리기간: {period} [{cite}]"),
    "longest period": Words(
        "At the longest that the law allows: {period} [{cite}]", "법령이 허용하는 가장 긴 처리기간: {period} [{cite}]"
    ),
    "no period": Words(
        "The law states no number of days [{cite}]. Please tell me by when I may expect the answer.",
        "법령에 날수가 정해져 있지 않습니다 [{cite}]. 언제까지 답을 받을 수 있는지 알려 주시기 바랍니다.",
    ),
    "documents": Words("Enclosed", "붙임"),
    "cited": Words("{words} [{cite}]", "{words} [{cite}]"),
    "date": Words("[day, month, year]", "[    년    월    일]"),
    "signature": Words("[name]  (signature)", "[성명]  (서명 또는 인)"),
    "not the person": Words("it is not so that {clause}", "{clause}"),
    "as far as I know": Words("as far as I know: {fact}", "본인이 알기로는 {fact}"),
    "a relative": Words("a relative", "가족"),
    "no matter": Words("[what you asked for]", "[요청한 것]"),
    "before no matter": Words(
        "What you asked for is not chosen yet, so a bracket stands for it, and the addressee may be open as well. Write it in as you asked for it, or choose it first.",
        "무엇을 요청한 것인지 아직 고르지 않아 괄호로 두었고, 받는 곳도 정해지지 않았을 수 있습니다. 요청한 대로 적어 넣거나 먼저 고르십시오.",
    ),
    "before not handed in": Words(
        "The day on which you handed in your papers is open. This letter says that you did, and the law below is about papers that were handed in. Write in the day; or, if you have only called or come by, hand in your request first.",
        "서류를 제출한 날이 비어 있습니다. 이 글은 서류를 제출하였다고 말하며, 아래 법령도 제출된 서류에 관한 것입니다. 제출한 날을 적으십시오. 전화하거나 방문만 하였다면 먼저 신청서를 내십시오.",
    ),
    "before no refusal": Words(
        "The case knows of no refusal, and the law gives this against a refusal only [{cite}]. Hand it in only if you were refused.",
        "거부처분을 받았다는 내용이 없습니다. 이 신청은 거부처분이 있어야 할 수 있습니다 [{cite}]. 거부처분을 받은 경우에만 내십시오.",
    ),
    "before no refusal but silence": Words(
        "The case knows only that no answer came. The law gives this against a refusal, not against silence [{cite}]. Do not hand it in without a refusal.",
        "답이 없었다는 내용만 있습니다. 이 신청은 거부처분에 대한 것이고 답이 없는 것에 대하여는 할 수 없습니다 [{cite}]. 거부처분을 받지 않았다면 내지 마십시오.",
    ),
    "before no silence": Words(
        "The case does not know that the time for the answer is over, and the law gives this against silence only [{cite}].",
        "처리기간이 지났다는 내용이 없습니다. 이 신청은 답이 없는 경우에만 할 수 있습니다 [{cite}].",
    ),
    "before neither": Words(
        "The case knows of no refusal, and not that the time for the answer is over: without one of them the law does not give this [{cite}].",
        "거부처분을 받았다거나 처리기간이 지났다는 내용이 없습니다. 둘 가운데 하나가 있어야 할 수 있습니다 [{cite}].",
    ),
    "before likely": Words(
        "The case has this as likely, not as sure: {words}", "확실하지 않고 그럴 것 같다고만 적힌 사실: {words}"
    ),
    "before last day": Words("The last day for it is {day}: {counting}.", "마지막 날은 {day}입니다: {counting}."),
    "before ran out": Words("The time for it ran out on {day}: {counting}.", "{day}에 기간이 끝났습니다: {counting}."),
    "before window": Words(
        "It must reach the office within {period} of the decision [{cite}].",
        "처분을 받거나 안 날부터 {period} 안에 내야 합니다 [{cite}].",
    ),
    "before window silence": Words(
        "Against silence it must reach the office within {period} [{cite}].",
        "답이 없는 경우에는 {period} 안에 내야 합니다 [{cite}].",
    ),
    "before window none": Words(
        "The law sets no time limit for it [{cite}].", "법에 청구 기간의 제한이 없습니다 [{cite}]."
    ),
    "before window silence none": Words(
        "Against silence no time limit runs [{cite}].", "답이 없는 동안에는 청구 기간의 제한이 없습니다 [{cite}]."
    ),
    "before safest": Words(
        "The safe time is {period} [{cite}]: another objection to the same decision has no more, and the law does not settle which of the two counts.",
        "{period} 안에 내는 것이 안전합니다 [{cite}]. 같은 처분에 대한 다른 이의신청의 기간이 그만큼이고, 둘 가운데 어느 것에 따르는지 법에서 정해지지 않았습니다.",
    ),
    "before safest over": Words(
        "The safe time ran out on {day}: {counting}.", "안전한 기간은 {day}에 끝났습니다: {counting}."
    ),
    "before safest day": Words(
        "The last day of the safe time is {day}: {counting}.", "안전한 기간의 마지막 날은 {day}입니다: {counting}."
    ),
    "before condition": Words("The law asks that: {words} [{cite}]", "법령의 요건: {words} [{cite}]"),
    "before risk": Words("What it risks: {words} [{cite}]", "위험: {words} [{cite}]"),
    "before question": Words("Not settled in law: {words}", "법에서 아직 정해지지 않은 점: {words}"),
    "before lawyer": Words("Have a lawyer read this first.", "먼저 변호사에게 보이십시오."),
}
