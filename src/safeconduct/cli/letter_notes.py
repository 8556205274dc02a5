"""What the command says about a letter beside the draft, in each language."""

from safeconduct.law.model import Words


def note(key: str, lang: str, **slots: object) -> str:
    """Return the note `key` with its slots filled. Raises KeyError for a note or slot that is not there."""
    words = NOTES[key]
    return (words.ko if lang == "ko" else words.en).format(**slots)


NOTES = {
    "made by": Words(
        "Made by {procedure}, under the law of {day}. Facts of the case in this letter: {facts}.",
        "근거 절차: {procedure} ({day} 당시의 법령). 이 문서에 담긴 사실: {facts}.",
    ),
    "no fact": Words("none", "없음"),
    "before signing": Words(
        "A person must read and sign it. Before signing:",
        "반드시 사람이 읽고 서명하여야 합니다. 서명하기 전에 볼 것:",
    ),
    "offices left": Words(
        "The offices are left for you to fill in: {why}", "기관과 부서는 직접 채우도록 비워 두었습니다: {why}"
    ),
    "no contacts": Words(
        "--contacts FILE names them, with the days of their answers.",
        "--contacts 파일을 주면 각 기관과 답을 들은 날이 적힙니다.",
    ),
    "several matters": Words(
        "the contacts have several matters of this procedure and do not say which of them this letter is about.",
        "접촉 기록에 이 절차의 일이 여럿이고, 이 문서가 그 가운데 어느 것에 관한 것인지 적혀 있지 않습니다.",
    ),
    "not sent on": Words(
        "by the contacts no office said in this matter that another is in charge.",
        "접촉 기록에는 이 일에 관하여 소관이 아니라고 한 기관이나 부서가 없습니다.",
    ),
    "sent on in": Words("Offices did in “{matter}” (--about {about}).", "‘{matter}’에서는 있습니다 (--about {about})."),
    "no procedure": Words("nothing: no procedure stands with it", "쓸 수 없음: 절차가 적혀 있지 않음"),
    "no consent": Words(
        "no consent covers this today, to that authority, in that matter.",
        "이 일에서 그 기관에 알려도 좋다는 동의가 오늘은 없습니다.",
    ),
}
