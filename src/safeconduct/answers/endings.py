"""Korean verb endings: clauses in the plain style (…다) joined to one another and negated."""

_FINAL_N = 4  # the final consonant ㄴ, in the order of Unicode
_FINAL_L = 8  # ㄹ
_DROPPED_L = {"산", "든", "안", "논", "분", "판", "건"}  # present tense of stems in ㄹ: 산다 is 살다


def stem_of(clause: str) -> str | None:
    """Return a clause in the plain style without its ending, ready for another; None for anything but a clause in …다.

    >>> [stem_of(clause) for clause in ("국적이 있다", "신청한다", "허가를 받는다", "서울에 산다", "국적 없음")]
    ['국적이 있', '신청하', '허가를 받', '서울에 살', None]
    """
    if not clause.endswith("다") or len(clause) < 2:
        return None
    if clause.endswith("는다") and len(clause) > 2:
        return clause[:-2]
    head, last = clause[:-2], clause[-2]
    if not "가" <= last <= "힣" or (ord(last) - ord("가")) % 28 != _FINAL_N:
        return clause[:-1]
    bare = chr(ord(last) - _FINAL_N)
    return head + (chr(ord(bare) + _FINAL_L) if last in _DROPPED_L or (head.endswith("만") and last == "든") else bare)


def joined(clause: str, ending: str, otherwise: str) -> str:
    """Return the clause ready to be followed by another: `ending` after its stem, `otherwise` after what has none.

    >>> joined("국적이 있다", "고", ". 그리고"), joined("국적 없음", "고", ". 그리고")
    ('국적이 있고', '국적 없음. 그리고')
    """
    stem = stem_of(clause)
    return clause + otherwise if stem is None else stem + ending


def negated(clause: str) -> str:
    """Return the contrary of a clause.

    >>> negated("국적이 있다"), negated("부모이다"), negated("국적을 포기했다"), negated("국적 없음")
    ('국적이 없다', '부모가 아니다', '국적을 포기하지 않았다', '다음에 해당하지 않는다: 국적 없음')
    """
    if clause.endswith(("이 아니다", "가 아니다")):
        return clause[: -len("이 아니다")] + "이다"
    for plain, contrary in _CONTRARIES:
        if clause.endswith(plain):
            return _copula(clause[: -len(plain)]) if contrary is None else clause[: -len(plain)] + contrary
    stem = stem_of(clause)
    if stem is None:
        return f"다음에 해당하지 않는다: {clause}"
    if stem.endswith("지 않"):
        return stem + "는 것은 아니다"
    is_present_verb = stem + "다" != clause
    return stem + ("지 않는다" if is_present_verb else "지 않다")


_CONTRARIES: tuple[tuple[str, str | None], ...] = (
    ("있다", "없다"),
    ("없다", "있다"),
    ("이다", None),
    ("했다", "하지 않았다"),
    ("되었다", "되지 않았다"),
    ("됐다", "되지 않았다"),
    ("받았다", "받지 않았다"),
)


def _copula(noun: str) -> str:
    final = (ord(noun[-1]) - ord("가")) % 28 if noun and "가" <= noun[-1] <= "힣" else 1
    return noun + ("이 아니다" if final else "가 아니다")
