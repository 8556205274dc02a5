"""Why a vault could not do what was asked: exceptions with a message for the person who asked. None repeats a word of the case."""


class RefusalError(Exception):
    """The common kind; its text is shown as it stands."""


class NotUnlockedError(RefusalError):
    """Deliberately one message for a wrong name, a wrong passphrase, a member who is not there, and a damaged lock."""

    def __init__(self) -> None:
        super().__init__(
            "it does not open: the name, the passphrase or the key file is not right, or the file is damaged."
        )


class StaleKeysError(RefusalError):
    """Keys that were held for a case are good no longer."""

    def __init__(self) -> None:
        super().__init__(
            "the keys held for this case open it no longer: its keys, its members or a passphrase were changed. Take the case anew."
        )


class ChangedError(RefusalError):
    """Somebody else added to the case what the writer has not read."""

    def __init__(self) -> None:
        super().__init__(
            "somebody else added to this case meanwhile. Nothing was kept; look at what is new, and do it again."
        )


class DamagedError(RefusalError):
    """Bytes are not as they were written."""


class ForbiddenError(RefusalError):
    """The role does not allow it."""


class LockedError(RefusalError):
    """The vault was locked, or the member's keys have been changed meanwhile."""

    def __init__(self, reason: str = "the vault is locked. Open it again with the passphrase.") -> None:
        super().__init__(reason)


class BusyError(RefusalError):
    """Another program has it open."""


class UnwritableError(RefusalError):
    """The disk is full, read-only or broken; what was there before is as it was."""


class ThereAlreadyError(RefusalError):
    """Nothing is ever written over."""
