"""Makes the files of the present format that tests keep for ever: `PYTHONPATH=src:tests python tests/vault/keep.py`. Never for a format that has its files."""

from pathlib import Path

from safeconduct.vault.membership import admit
from safeconduct.vault.model import Compartment, Role
from safeconduct.vault.recovery import pair_from
from safeconduct.vault.slots import VERSION
from vault.vaults import AT, WORDS, closed, new_vault

KEPT = Path(__file__).parent / "kept"
SECRET = bytes(range(16))
ENTRIES = [f"entry {number}: 어머니를 만나고 싶다".encode() for number in range(70)]
DOCUMENT = bytes(range(256)) * 12


def main() -> None:
    KEPT.mkdir(exist_ok=True)
    closed(new_vault(KEPT / f"format-{VERSION}-empty.scase"))
    vault = new_vault(KEPT / f"format-{VERSION}-full.scase", pair_from(SECRET))
    for member, role in (("worker", Role.CASEWORKER), ("interpreter", Role.INTERPRETER), ("auditor", Role.AUDITOR)):
        admit(vault, member, role, WORDS, AT)
    for entry in ENTRIES:
        vault.add("statement", entry, AT)
    vault.add("document", DOCUMENT, AT, compartment=Compartment.SHARED)
    closed(vault)


if __name__ == "__main__":
    main()
