"""Property 33, the authorisation matrix: every path of the routing table × every role × a case that is one's own, another's, or not there."""

import pytest

from office.offices import OWN, Place, without_tokens
from safeconduct.office.app import CASE_PATHS, PATHS, Needs
from safeconduct.vault import passphrases
from safeconduct.vault.model import READS, Compartment, Role
from safeconduct.web.app import PATHS as ONE_CASE
from vault.vaults import CHEAP
from web.sites import isle

pytestmark = pytest.mark.xdist_group("postgres")

ROLES = [Role.PERSON, Role.CASEWORKER, Role.SUPERVISOR, Role.INTERPRETER, Role.AUDITOR]
CASES = {"own": "K-1", "another": "K-2", "unknown": "K-3"}
CANARY = "canary-in-the-case"
CASE = f"""case: {CANARY}
as of: 2024-05-03
facts:
  - fact: home(KR)
    value: true
    source: {{kind: person, en: {CANARY}, ko: {CANARY}}}
wishes:
  - leave
"""
TABLE = [(one.method, one.path) for one in (*PATHS, *CASE_PATHS)]
OPEN_TO_ALL = [(one.method, one.path) for one in PATHS if one.needs in (Needs.NOTHING, Needs.TRYING)]
ABOUT_A_CASE = [  # paths that are given its number
    ("POST", "/open"),
    ("GET", "/card/{named}"),
    ("GET", "/put-away/{named}"),
    ("POST", "/put-away"),
]
ENDING = [("POST", "/lock"), ("POST", "/leave"), ("POST", "/put-away")]


@pytest.fixture(scope="module")
def office(database, tmp_path_factory):
    """K-1 with a member of each role, each of whom has it in a caseload; K-2 of which none of them is a member; no K-3."""
    patch = pytest.MonkeyPatch()
    patch.setattr(passphrases, "DEFAULT", CHEAP)
    patch.setattr(passphrases, "FLOOR", CHEAP)
    place = Place(database, tmp_path_factory.mktemp("keys"), isle())
    for number in ("K-1", "K-2"):
        place.case(number, CASE, "")
    for role in ROLES:
        place.caseload(caseload_of(role))
        if role != Role.PERSON:
            place.member("K-1", str(role), role)
        hold_own(place, role)
    place.caseload("C-9")
    place.hold("C-9", "K-2")
    yield place
    place.close()
    patch.undo()


def caseload_of(role: Role) -> str:
    return f"C-{ROLES.index(role) + 2}"


def hold_own(place: Place, role: Role) -> None:
    place.hold(caseload_of(role), "K-1", "me" if role == Role.PERSON else str(role))


def visitor(office: Place, role: Role | None):
    browser = office.browser()
    if role is not None:
        assert browser.sign_in(caseload_of(role)).status_code == 303
    return browser


def ask(browser, method: str, path: str, number: str):
    """Ask for a path as if it were about a case."""
    path = path.replace("{named}", number if "card" in path or "put-away" in path else "A")
    if method == "GET":
        return browser.get(path)
    return browser.post(path, number=number, name="me", passphrase="wrong")


def answers(office: Place, role: Role | None, kind: str, table=TABLE):
    """Return what every path answers to somebody who first tries to open a case; forms that end something come last."""
    found, number = {}, CASES[kind]
    office.office.tries.wrong.clear()  # wrong sign-ins of the round before
    browser = visitor(office, role)
    for entry in sorted(table, key=lambda one: one in ENDING):
        if browser.sitting is None and role is not None:
            browser = visitor(office, role)
        if role is not None and entry not in OPEN_TO_ALL:
            browser.post("/open", number=number)
        found[entry] = ask(browser, *entry, number)
    if browser.sitting is not None:
        office.office.sittings.end(browser.sitting)
    if kind == "own" and role is not None:
        hold_own(office, role)
    return found


def told(answer) -> tuple[int, str, str]:
    return answer.status_code, answer.headers.get("location", ""), without_tokens(answer.text)


@pytest.mark.parametrize("kind", CASES)
def test_whoever_is_not_signed_in_gets_the_same_answer_everywhere(office, kind):
    for entry, answer in answers(office, None, kind).items():
        assert answer.status_code < 500, entry
        if entry in OPEN_TO_ALL:
            continue
        home = entry == ("GET", "/")
        assert answer.status_code == (303 if home else 403), entry
        assert answer.headers.get("location", "") == ("/sign-in" if home else ""), entry
        assert CASES[kind] not in answer.text and CANARY not in answer.text, entry
    assert office.office.sittings.by_id == {}


@pytest.mark.parametrize("role", ROLES)
def test_anothers_case_and_one_that_is_not_there_get_the_same_answer_everywhere(office, role):
    another, unknown = (answers(office, role, kind) for kind in ("another", "unknown"))
    for entry in TABLE:
        assert told(another[entry]) == told(unknown[entry]), entry
        assert CANARY not in another[entry].text, entry
    for entry in ABOUT_A_CASE:
        assert another[entry].status_code == 404, entry
    for one in CASE_PATHS:
        assert told(another[one.method, one.path])[:2] == (303, "/today"), one.path


@pytest.mark.parametrize("role", [one for one in ROLES if Compartment.FACTS in READS[one]])
def test_who_may_read_their_case_gets_its_pages(office, role):
    found = answers(office, role, "own")
    assert told(found["POST", "/open"])[:2] == (303, "/contacts")
    assert found["GET", "/card/{named}"].status_code == 200
    assert CANARY not in found["GET", "/card/{named}"].text + found["GET", "/today"].text
    assert found["GET", "/facts"].status_code == 200 and CANARY in found["GET", "/facts"].text
    pages = [found[one.method, one.path] for one in CASE_PATHS]
    assert not [entry for entry, one in found.items() if one.status_code >= 500]
    assert {one.status_code for one in pages} <= {200, 303, 404, 409}, pages
    assert all(one.headers.get("location") != "/today" for one in pages)


@pytest.mark.parametrize("role", [one for one in ROLES if Compartment.FACTS not in READS[one]])
def test_who_may_not_read_it_gets_no_word_of_it(office, role):
    found = answers(office, role, "own")
    unknown = answers(office, role, "unknown")
    assert told(found["GET", "/card/{named}"]) == told(unknown["GET", "/card/{named}"])
    for entry, answer in found.items():
        assert CANARY not in answer.text, entry
    assert found["GET", "/facts"].status_code != 200


def test_an_id_that_was_made_up_opens_nothing(office):
    browser = visitor(office, None)
    for shown in ("", "x", "A" * 43, "..", "' OR 1=1"):
        answer = browser.client.get("/today", headers={"cookie": f"__Host-s={shown}"})
        assert answer.status_code == 403


@pytest.mark.parametrize("number", ["K-01", "k-1", "K-1 ", "K-1'", "../K-1", "caseload-C-9", "%4b-1", ""])
def test_a_number_that_is_nearly_ones_own_is_unknown(office, number):
    browser = visitor(office, Role.CASEWORKER)
    answer = browser.post("/open", number=number)
    office.office.sittings.end(browser.sitting)
    assert answer.status_code == 404


def test_the_matrix_is_the_whole_routing_table(office):
    """So a path that is added is tried without being named here; those of one launch alone have nothing to do with an office."""
    served = {(min(one.methods - {"HEAD"}), one.path) for one in office.app.app.routes}
    assert served == set(TABLE)
    left_out = {one.path for one in ONE_CASE} - {path for _, path in TABLE}
    assert left_out == {"/enter/{named}", "/unlock"}


def test_no_header_or_field_names_another_sitting(office):
    one, other = visitor(office, Role.PERSON), visitor(office, Role.SUPERVISOR)
    token = one.sitting.session.token
    for path in [path for method, path in TABLE if method == "POST" and path != "/sign-in"]:
        answer = other.client.post(path, data={"token": token, "number": "K-1"}, headers=OWN)
        assert answer.status_code in (303, 403) and other.sitting is not None, path
        assert answer.headers.get("location", "/today") == "/today"
    for browser in (one, other):
        office.office.sittings.end(browser.sitting)
