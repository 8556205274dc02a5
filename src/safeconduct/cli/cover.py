"""Cover words: what stands in the title of a window or of a day in a calendar instead of anything that tells what it is about."""

import click

LONGEST = 40


class CoverType(click.ParamType[str]):
    """A few harmless words on one line; none: the words of the program."""

    name = "words"

    def convert(self, value: str, param: click.Parameter | None, context: click.Context | None) -> str:
        from safeconduct.lawbook.problems import FORBIDDEN  # --help needs nothing of the program

        words = " ".join(value.split())
        if len(words) > LONGEST or FORBIDDEN.search(value):
            self.fail(f"write at most {LONGEST} ordinary characters, such as 'Garden'.", param, context)
        return words


COVER = CoverType()
