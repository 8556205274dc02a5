"""Refusals in the language of the page. The vault says in English what it cannot do; in another language its kind is said, and what to do."""

from safeconduct.vault.refusals import (
    BusyError,
    ChangedError,
    DamagedError,
    ForbiddenError,
    LockedError,
    RefusalError,
    StaleKeysError,
    UnwritableError,
)

SAID: dict[str, dict[type[RefusalError], str]] = {
    "ko": {
        StaleKeysError: "이 사건을 위해 맡겨 둔 열쇠로는 더 이상 열리지 않습니다. 열쇠나 구성원이나 비밀번호가 바뀌었습니다. 사건을 다시 맡으십시오.",
        ChangedError: "그사이에 다른 사람이 이 사건에 무엇인가를 더했습니다. 방금 쓴 것은 저장되지 않았습니다. 새로 들어온 것을 보고 다시 하십시오.",
        LockedError: "잠겼습니다. 비밀번호로 다시 여십시오.",
        BusyError: "다른 프로그램이 이 사건을 쓰고 있습니다. 바뀐 것은 없습니다. 잠시 뒤에 다시 하십시오.",
        UnwritableError: "저장할 곳에 쓸 수 없습니다. 저장되었다는 답이 없었던 것은 다시 쓰기 전에 먼저 살펴보십시오.",
        DamagedError: "파일이 쓰인 그대로가 아닙니다. 손상되었거나 바뀐 것일 수 있습니다. 백업이 있으면 그것을 쓰고, 담당자에게 알리십시오.",
        ForbiddenError: "이 사건에서 맡은 역할로는 할 수 없는 일입니다.",
        RefusalError: "할 수 없습니다. 바뀐 것은 없습니다.",
    },
    "zh": {
        StaleKeysError: "为此案保存的密钥已打不开它：密钥、成员或口令已更改。请重新接收此案。",
        ChangedError: "在此期间有人向此案加入了内容。刚才所写的没有保存；请先看新的内容，再重做一次。",
        LockedError: "已锁定。请用口令重新打开。",
        BusyError: "另一个程序正在使用此案。没有任何更改，请稍后再试。",
        UnwritableError: "无法写入保存的地方。没有得到确认的内容，请先查看，再重新填写。",
        DamagedError: "文件与写入时不同，可能已损坏或被改动。如有备份请使用备份，并告知负责人。",
        ForbiddenError: "您在此案中的角色不能做这件事。",
        RefusalError: "不能这样做。没有任何更改。",
    },
}


def said_of(refusal: RefusalError, lang: str) -> str:
    """Return what a page says of a refusal: in English its own words; else the sentence of its kind and, where that is the most general, its own words too."""
    kinds = SAID.get(lang)
    if kinds is None:
        return str(refusal)
    kind = next(one for one in type(refusal).__mro__ if one in kinds)
    return f"{kinds[kind]} ({refusal})" if kind is RefusalError else kinds[kind]
