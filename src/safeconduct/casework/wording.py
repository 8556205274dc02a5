"""Every fixed phrase about contacts, clocks and circles, in each language."""

from collections.abc import Iterable, Mapping

from safeconduct.law.model import Words
from safeconduct.terms.particles import SLOT, fill


def told(key: str, **slots: Words | str) -> Words:
    """Return the phrase `key` with its slots filled, in each language. Raises KeyError for a phrase or slot that is not there."""
    english, korean = PHRASES[key]
    return Words(_filled(english, slots, "en"), _filled(korean, slots, "ko"))


def _filled(template: str, slots: Mapping[str, Words | str], lang: str) -> str:
    names = {name: one if isinstance(one, str) else getattr(one, lang) for name, one in slots.items()}
    return fill(template, names) if SLOT.search(template) else template


def listed(parts: Iterable[Words]) -> Words:
    said = list(parts)
    return Words(", ".join(one.en for one in said), ", ".join(one.ko for one in said))


PHRASES: dict[str, tuple[str, str]] = {
    # --- facts ----------------------------------------------------------------------------------------------------------
    "from contacts": ("from the contacts: {words}", "접촉 경과: {words}"),
    "filed": ("it was filed and nobody has decided", "신청하였고 아직 결정이 없음"),
    "unanswered": ("the time for a decision is over", "결정 기간이 지남"),
    "by the procedure": ("it follows from the procedure", "절차에 따른 결과"),
    "decided": ("it was decided", "결정이 있었음"),
    # --- means and answers ------------------------------------------------------------------------------------------------
    "by visit": ("visit", "방문"),
    "by call": ("call", "전화"),
    "by letter": ("letter", "서면"),
    "by fax": ("fax", "팩스"),
    "by electronic": ("online", "온라인"),
    "answer none": ("no answer yet", "아직 답 없음"),
    "answer decision": ("decided", "결정"),
    "answer decision granted": ("granted", "승인"),
    "answer decision refused": ("refused", "거부"),
    "answer transfer": ("sent on", "이송"),
    "answer disclaimer": ("“not ours”", "“소관 아님”"),
    "answer documents": ("papers demanded", "보완 요구"),
    "answer extension": ("time extended", "처리기간 연장"),
    "answer notice": ("told where it stands", "진행상황 통지"),
    "answer non-answer": ("no answer to the matter", "내용 없는 답"),
    "answer silence": ("silence", "무응답"),
    "answer refused-intake": ("not taken", "접수 거부"),
    "answer no-such-unit": ("no such office", "없는 부서ㆍ번호"),
    "said no-precedent": ("“no precedent”", "“선례 없음”"),
    "said no-law": ("“no law on it”", "“법령 없음”"),
    "said under-review": ("“under review”", "“검토 중”"),
    "named": ("named {unit}", "{unit|을/를} 안내"),
    "receipt": ("receipt {number}", "접수번호 {number}"),
    "on answered": ("on {day}", "{day}"),
    # --- clocks -------------------------------------------------------------------------------------------------------------
    "state running": ("runs until {day}", "{day}까지"),
    "state paused": ("stands still; {day} if it ran on tomorrow", "정지 중. 내일부터 다시 진행하면 {day}까지"),
    "state overdue": ("ran out on {day}", "{day}에 지남"),
    "state answered": ("answered on {answered}, in time ({day})", "{answered}에 답함, 기한({day}) 안"),
    "state answered-late": ("answered on {answered}, too late: it ran out on {day}", "{answered}에 답함, 기한({day})을 넘김"),
    "at hour": ("{day}, {hour}", "{day} {hour}"),
    "paused": ("not counted, {begin} to {end}: {stop}", "{begin}부터 {end}까지 세지 않음: {stop}"),
    "paused since": ("not counted since {begin}: {stop}", "{begin}부터 세지 않음: {stop}"),
    "extended": ("extended on {told} until {day}", "{told}에 {day}까지 연장"),
    "extended too long": (
        "extended on {told} until {named}: counts only until {day}, as far as the law goes",
        "{told}에 {named}까지 연장하였으나 법이 허용하는 {day}까지만 인정",
    ),
    "not extended": ("the extension of {told} does not count: {why}", "{told}의 연장은 인정되지 않음: {why}"),
    "named day": ("the agency named {named}; in law it is {day}", "기관이 알린 날은 {named}이나 법에 따르면 {day}"),
    "ordered": (
        "{by} ordered on {on} that it be done by {day}; this comes before the statute ({statute})",
        "{by}의 {on} 명령에 따라 {day}까지이며, 법령의 기한({statute})보다 앞선다",
    ),
    "declared": ("{holiday} was declared a holiday on {known}, after it was received", "접수 뒤인 {known}에 {holiday|이/가} 휴일로 정해짐"),
    "counted before": ("before that the last day was {day}", "그 전에는 {day}까지였음"),
    "amended": ("the law that shortens or lengthens it came into force on {day}, and reaches what was under way", "{day}에 시행된 개정법이 진행 중인 사안에도 적용됨"),
    "nothing filed": (
        "nothing was handed in by then; this duty holds for a request that was made, in writing or where the law allows by word of mouth",
        "그때까지 낸 것이 없음. 이 의무는 신청이 있어야 생기며, 신청은 문서로, 법이 허용하면 말로도 함",
    ),
    "nothing filed by": (
        "at contact {numbers} nothing had been handed in yet; this duty holds for a request that was made, in writing or where the law allows by word of mouth",
        "접촉 {numbers}까지는 낸 것이 없음. 이 의무는 신청이 있어야 생기며, 신청은 문서로, 법이 허용하면 말로도 함",
    ),
    "flaw no-rule": ("no rule allows it", "연장을 허용하는 규정이 없음"),
    "flaw too-often": ("no further extension is allowed", "더는 연장할 수 없음"),
    "flaw no-consent": ("a second extension needs your consent", "두 번째 연장에는 민원인의 동의가 있어야 함"),
    "flaw not-in-writing": ("it was not told in writing", "문서로 통지하지 않음"),
    "flaw ground": ("this is no ground for it", "연장할 수 없는 사유임"),
    "flaw no-day": ("no day was given", "처리완료 예정일을 알리지 않음"),
    "flaw too-late": ("the time had run out before", "이미 처리기간이 지난 뒤임"),
    "flaw too-long": ("it is longer than the law allows", "법이 허용하는 범위를 넘음"),
    # --- what is due ------------------------------------------------------------------------------------------------------------
    "due answer": ("{matter}: an answer was due on {day} from {unit} (received {received}, contact {number})", "{matter}: {unit|은/는} {day}까지 답하여야 하였음 ({received} 접수, 접촉 {number})"),
    "due soon": ("{matter}: an answer is due by {day} from {unit} (received {received}, contact {number})", "{matter}: {unit|은/는} {day}까지 답하여야 함 ({received} 접수, 접촉 {number})"),
    "due stopped": (
        "{matter}: an answer is owed by {unit} (received {received}, contact {number}); the clock stands still, and there is no last day until it runs on",
        "{matter}: {unit|이/가} 답하여야 함({received} 접수, 접촉 {number}). 기간이 멈추어 있어 다시 진행할 때까지 정해진 기한이 없음",
    ),
    "time stated": ("{matter}, handed in on {day}: the law gives them {period}, which is not counted by the day here", "{matter} ({day} 제출): 법이 정한 기간은 {period}이나 여기서는 날짜로 세지 않음"),
    "time unstated": ("{matter}, handed in on {day}: the law states no time for an answer", "{matter} ({day} 제출): 법에 답하여야 할 기간이 없음"),
    "time expected": ("{matter}, handed in on {day}: the law states no time for an answer; expect {expected}", "{matter} ({day} 제출): 법에 답하여야 할 기간이 없음. 예상 {expected}"),
    "time published": ("{matter}, handed in on {day}: the law states no number of days, but the office has to publish one; look for it in the published table of petitions, or ask their petition room, in writing or by a request for information", "{matter} ({day} 제출): 법에 날수는 없으나 기관이 처리기간을 정하여 공표하여야 함. 민원처리기준표나 민원편람에서 찾거나 민원실에 서면으로 묻거나 정보공개를 청구할 수 있음"),
    "time published, expected": ("{matter}, handed in on {day}: the law states no number of days, but the office has to publish one; look for it in the published table of petitions, or ask their petition room, in writing or by a request for information; until it is known, expect {expected}", "{matter} ({day} 제출): 법에 날수는 없으나 기관이 처리기간을 정하여 공표하여야 함. 민원처리기준표나 민원편람에서 찾거나 민원실에 서면으로 묻거나 정보공개를 청구할 수 있음. 그 전까지 예상 {expected}"),
    "time of no sort": ("{matter}, handed in on {day}: what sort of request it is was not noted, so no time is counted", "{matter} ({day} 제출): 어떤 종류의 요청인지 적지 않아 기간을 세지 않음"),
    "due papers": ("{matter}: papers are asked for since {day}, and the clock stands until they are back", "{matter}: {day}부터 보완 요구 중이며 보완할 때까지 기간이 멈춤"),
    "due consent": ("{matter}: say whether you agree to a longer time", "{matter}: 기간 연장에 동의할지 답하여야 함"),
    "due window for": ("{title} ({matter}): {window} ({counted})", "{title} ({matter}): {window} ({counted})"),
    "window ahead": ("against silence open from {opens} until {day}, unless a decision comes before", "그때까지 결정이 없으면 무응답에 대하여 {opens}부터 {day}까지 가능"),
    "window open": ("against silence open until {day}", "무응답에 대하여 {day}까지 가능"),
    "window over": ("against silence it was open until {day}", "무응답에 대하여는 {day}까지였음"),
    "window and refusal": ("{window}; a refusal can be attacked within a time limit that runs from its notice", "{window}. 거부하면 그 통지를 받은 날부터 정해진 기한 안에 가능"),
    "due window": ("{title}: open until {day}", "{title}: {day}까지"),
    # --- labels ---------------------------------------------------------------------------------------------------------------------
    "page title": ("Contacts – case {case}, as of {day}", "접촉 경과 – 사건 {case}, {day} 기준"),
    "label owed": ("They owe an answer", "기관이 답하여야 할 것"),
    "label ours": ("You must act", "당사자가 할 것"),
    "label clocks": ("Clocks", "처리기간"),
    "label stalls": ("Circles and stalls", "되돌림과 정체"),
    "label contacts": ("Contacts", "접촉"),
    "label facts": ("What this shows", "드러난 사실"),
    "label plan": ("The plan, and what happened", "계획과 실제"),
    "label nothing owed": ("nothing runs out today or has run out", "지났거나 오늘 끝나는 기간 없음"),
    "label nothing ours": ("nothing that the contacts show", "접촉 경과에서 드러난 것 없음"),
    "label no clocks": ("no clock runs", "진행 중인 기간 없음"),
    "label no stalls": ("none found", "찾은 것 없음"),
    "label counted": ("Counted", "계산"),
    "label moved": ("Moved by", "변경"),
    "label rule": ("Rule", "근거"),
    "label breaks": ("Breaks", "위반"),
    "label holds": ("The duty", "의무"),
    "label contacts of": ("Contacts", "접촉"),
    "label way out": ("Way out", "방법"),
    "label careful": ("Careful", "주의"),
    "way open": ("open today", "오늘 가능"),
    "way unknown": ("hangs on facts not known", "모르는 사실에 달려 있음"),
    "way reachable": ("after other steps", "다른 절차 뒤에 가능"),
    "way closed": ("closed today", "오늘은 닫혀 있음"),
    "way unlawful": ("against your own exclusions", "배제한 것에 해당"),
    "way filed": ("under way", "진행 중"),
    "way remedy silence": (
        "against a refusal within a time limit of its own, which may be over; against silence no time limit runs",
        "거부에 대하여는 정해진 기한 안에만 가능하며 이미 지났을 수 있음. 무응답에 대하여는 기간 제한 없음",
    ),
    "way remedy refusal": (
        "against a refusal no time limit runs; against silence within a time limit of its own, which may be over",
        "거부에 대하여는 기간 제한 없음. 무응답에 대하여는 정해진 기한 안에만 가능하며 이미 지났을 수 있음",
    ),
    "way remedy all": ("against a refusal or silence; no time limit runs", "거부나 무응답에 대한 불복, 기간 제한 없음"),
    "way remedy none": (
        "against a refusal or silence, within a time limit of its own, which may be over",
        "거부나 무응답에 대한 불복, 정해진 기한 안에만 가능하며 이미 지났을 수 있음",
    ),
    "fact yes": ("{words} (since {day})", "{words} ({day}부터)"),
    "fact on": ("{words} (on {day})", "{words} ({day})"),
    "all matters": ("all matters", "모든 사안"),
    # --- what cannot be reported ------------------------------------------------------------------------------------------------------
    "stop other case": ("{contacts}: these are the contacts of '{whose}', and {case} is '{label}'.", "{contacts}: '{whose}'의 접촉 기록인데 {case}의 사건은 '{label}'입니다."),
    "stop too late": (
        "{on}: no period can be counted from a day so near to the end of the calendar. The last year is {last}.",
        "{on}: 달력의 끝에 너무 가까운 날이라 기간을 셀 수 없습니다. {last}년까지 셀 수 있습니다.",
    ),
    "stop before case": (
        "--as-of {on}: the case was asked as of {asked}; earlier there was no plan to follow.",
        "--as-of {on}: 사건을 {asked} 기준으로 물었으므로 그 전에는 따를 계획이 없습니다.",
    ),
    # --- the plan -------------------------------------------------------------------------------------------------------------------
    "plan same": ("the same ways lead there, on the same days", "같은 길이 같은 날에 이어짐"),
    "plan verdict": ("before: {old}; now: {new}", "전: {old}, 지금: {new}"),
    "plan closed": ("no longer a way: {way} (was {day})", "닫힌 길: {way} ({day}였음)"),
    "plan new": ("a new way: {way}, {day}", "새 길: {way}, {day}"),
    "plan as long": ("no longer than before, so {days} days later than was planned: {count} in all", "걸리는 기간은 전과 같아 계획보다 {days}일 늦음: 모두 {count}"),
    "plan of these": ("no longer than before, so {days} days later than was planned: {count}", "걸리는 기간은 전과 같아 계획보다 {days}일 늦음: {count}"),
    "one ways": ("{count} way", "길 {count}개"),
    "many ways": ("{count} ways", "길 {count}개"),
    "plan later": ("{days} days later than was planned, {new} instead of {old}: {way}", "계획보다 {days}일 늦어짐, {old} → {new}: {way}"),
    "plan earlier": ("{days} days earlier than was planned, {new} instead of {old}: {way}", "계획보다 {days}일 빨라짐, {old} → {new}: {way}"),
    "plan door": ("{title}: was {old}, now {new}", "{title}: 전에는 {old}, 지금은 {new}"),
    "plan done": ("{title}: planned for {planned}, done on {done}", "{title}: 예정 {planned}, 실제 {done}"),
    "plan answer": ("an answer was reckoned for {planned}", "답은 {planned}로 예상하였음"),
    "plan answer came": ("the answer was reckoned for {planned} and came on {came}", "답은 {planned}로 예상하였고 {came}에 옴"),
    "verdict ways": ("there are ways", "길이 있음"),
    "verdict fulfilled": ("already so", "이미 이루어짐"),
    "verdict none": ("no way", "길이 없음"),
    "verdict stopped": ("not decided", "판단하지 못함"),
    "verdict facts-missing": ("facts are missing", "사실이 부족함"),
    "door none": ("not there", "없음"),
    "door open": ("open", "가능"),
    "door unknown": ("hanging on facts not known", "모르는 사실에 달려 있음"),
    "door reachable": ("to be reached by other steps", "다른 절차 뒤에 가능"),
    "door closed": ("closed", "닫혀 있음"),
    "door unlawful": ("against your own exclusions", "배제한 것에 해당"),
    "door filed": ("under way", "진행 중"),
}  # fmt: skip
