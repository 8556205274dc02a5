"""Small statutes of our own for tests: articles as text, a file with front matter, a folder of dated files, a git history."""

import os
import subprocess
from pathlib import Path

BOATS_2010 = """\
##### 제1조 (목적)

이 법은 섬의 배를 정한다.

##### 제2조 (항만사무소)

해양교통부장관은 항만사무소를 둔다.

##### 제3조 (신청)

**①** 배를 원하는 사람은 항만사무소에 신청할 수 있다.

**②** 신청하는 사람은 다음 각 호를 갖춘다.

  1\\. 스스로 만든 노
  2\\. 물때를 적은 공책

##### 제4조 (기간)

항만사무소는 신청을 받은 날부터 10일 이내에 결정한다.

##### 제5조 (등불의 기간)

등불의 신청은 받은 날부터 닷새 안에 결정하여야 한다.

##### 제6조 (요금)

요금은 백 원으로 한다.

##### 제7조 (옛 배)

옛 배는 누구나 탈 수 있다.

##### 제8조 (칠)

배는 해마다 봄에 희게 칠한다.
"""

BOATS_2020 = """\
##### 제1조 ((목적))

이 법은 섬의 배를 정한다. <개정 2019.5.1>

##### 제2조 (항만사무소)

해양부장관은 항만사무소를 둔다.

##### 제3조 (신청)

**①** 배를  원하는 사람은 항만사무소에 신청할 수 있다. <개정 2019. 5. 1.>

**②** 신청하는 사람은 다음 각 호를 갖춘다.

  1\\. 항만사무소가 인정한 노
  2\\. 물때를 적은 공책

##### 제4조 (기간)

항만사무소는 신청을 받은 날부터 20일 이내에 결정한다.

##### 제5조

삭제 <2019.5.1>

##### 제6조 (요금)

요금은 이백 원으로 한다.

##### 제7조

삭제 <2019.5.1>

##### 제8조의2 (칠)

배는 해마다 봄에 희게 칠한다.
"""

LAMPS = """\
##### 제1조 (등불)

등불은 ㆍ 항만사무소가 준다.
"""


def statute(name: str, number: int, promulgated: str, in_force: str, articles: str) -> str:
    """Return the file of a statute, with addenda that repeat an article's number."""
    return (
        f"---\n제목: {name}\n법령구분: 법률\n공포일자: {promulgated}\n공포번호: '{number:05}'\n시행일자: {in_force}\n상태: 시행\n---\n\n"
        f"# {name}\n\n{articles}\n## 부칙\n\n##### 제4조 (기간)\n\n옛 신청은 옛 법에 따른다.\n"
    )


OLD_BOATS = statute("배법", 11, "2010-01-04", "2010-02-01", BOATS_2010)
NEW_BOATS = statute("배법", 22, "2019-05-01", "2020-01-01", BOATS_2020)
THE_LAMPS = statute("등불법", 12, "2010-03-01", "2010-03-01", LAMPS)
THE_WELLS = statute("우물법", 13, "2010-03-01", "2010-03-01", LAMPS)


def write(folder: Path, **files: str) -> Path:
    """Write files named by keyword, `배법__법률` for 배법/법률.md and `배법__법률__2012_01_31` for 배법/법률@2012-01-31.md; return the folder."""
    for name, text in files.items():
        statute_folder, kind, *day = name.split("__")
        file = folder / statute_folder / (kind + "".join(f"@{one.replace('_', '-')}" for one in day) + ".md")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


def checkout(folder: Path, *states: dict[str, str]) -> Path:
    """Return a git checkout in which each state is one commit, all made on one day; files lie below `kr/`, as legalize-kr keeps them."""
    git(folder, "init", "-q", "-b", "main")
    for at, files in enumerate(states):
        write(folder / "kr", **files)
        git(folder, "add", "-A")
        git(folder, "commit", "-q", "-m", f"state {at}")
    return folder


def git(folder: Path, *arguments: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    nobody = {f"GIT_{who}_{what}": "nobody" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    environment = {**os.environ, **nobody, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    subprocess.run(["git", *arguments], cwd=folder, env=environment, check=True, capture_output=True)
