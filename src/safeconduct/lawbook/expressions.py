"""Conditions: a closed part of Python's syntax, parsed into a tree of our own and never run.

The tree holds names as written; `law/expressions.py` finds out what they name. Section 4 of the lawbook format.
"""

import ast
import re
from datetime import date
from typing import NamedTuple

from msgspec import Struct

from safeconduct.terms.dates import UNITS

LONGEST = 2_000
DEEPEST = 40
MOST_NODES = 500


class Mistake(NamedTuple):
    """Where in a condition something is wrong; `column` counts from 0."""

    column: int
    length: int
    code: str
    found: str
    repair: str = ""


WHERE = ("column", "length")


class At(Struct, frozen=True, eq=False, kw_only=True):
    """Where in the text a part stands; no two parts differ by this alone."""

    column: int = 0
    length: int = 1

    def _said(self) -> tuple[object, ...]:
        return tuple(getattr(self, name) for name in self.__struct_fields__ if name not in WHERE)

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and isinstance(other, At) and self._said() == other._said()

    def __hash__(self) -> int:
        return hash(self._said())


class Argument(At, frozen=True, eq=False):
    """`KR` (a country), `mother`, `c` (names), `"kr.naturalise"` (a text)."""

    written: str
    is_text: bool = False


class Use(At, frozen=True, eq=False):
    """A fact or definition with its arguments."""

    name: str
    arguments: tuple[Argument, ...] = ()


class Constant(At, frozen=True, eq=False):
    value: bool


class Negation(At, frozen=True, eq=False):
    operand: "Tree"


class Both(At, frozen=True, eq=False):
    operands: tuple["Tree", ...]


class Either(At, frozen=True, eq=False):
    operands: tuple["Tree", ...]


class Equal(At, frozen=True, eq=False):
    left: Argument
    right: Argument


class Among(At, frozen=True, eq=False):
    argument: Argument
    among: tuple[Argument, ...]


class Over(At, frozen=True, eq=False):
    """`any(body for variable in domain if only)`; `only` is a constant true when it is not written."""

    quantifier: str  # any, all
    variable: str
    domain: str  # countries, relatives
    body: "Tree"
    only: "Tree"


class Length(At, frozen=True, eq=False):
    """A period as written; `counting` is empty when the book's default counts it."""

    count: int
    unit: str
    counting: str = ""


class Clock(At, frozen=True, eq=False):
    fact: Use
    comparison: str  # >=, <, <=, >
    period: Length


class Age(At, frozen=True, eq=False):
    of: Argument | None
    comparison: str
    years: int


class Day(At, frozen=True, eq=False):
    comparison: str
    day: date


Tree = Use | Constant | Negation | Both | Either | Equal | Among | Over | Clock | Age | Day

COMPARISONS: dict[type[ast.cmpop], str] = {ast.GtE: ">=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">"}
DOMAINS = ("countries", "relatives")
FACT_NAME = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)
STRANGE = re.compile(r"""[^\w\s()\[\],<>=!"'.\-]""")
GLUED = re.compile(r"(?<![\w\"'])[0-9]+[^\W\d]\w*")
TEXTS = re.compile(r"\"[^\"]*\"|'[^']*'")
CUT = "Close what is opened; inside […] and {…} of YAML a condition with a comma stands in quotes."
LANGUAGE = "See section 4 of the lawbook format for what a condition may say."


def parse_expression(text: str) -> Tree | list[Mistake]:
    """Return the tree of a condition, or what is wrong with it.

    Bounded in length, depth and size; nothing in the text is ever run.
    """
    source = text.replace("\n", " ").replace("\t", " ")
    mistake = unreadable(source)
    if mistake:
        return [mistake]
    start = len(source) - len(source.lstrip())
    try:
        body = ast.parse(source.strip(), mode="eval").body
    except SyntaxError as error:
        return [not_understood(source, error, start)]
    except (ValueError, MemoryError, RecursionError):
        return [Mistake(0, len(source), "L203", "condition nested too deep", "Make a definition of a part of it.")]
    parser = Parser(source, start)
    try:
        tree = parser.tree(body)
    except RefusedError as refused:
        return [refused.mistake]
    return parser.mistakes or tree


def parse_use(text: str) -> Use | list[Mistake]:
    """Return one fact with its arguments, as it stands in `effects` or at the head of a declaration."""
    tree = parse_expression(text)
    if isinstance(tree, (list, Use)):
        return tree
    return [Mistake(0, len(text), "L201", "a fact belongs here", "Write it as `national(KR)`.")]


def parse_period(text: str) -> Length | list[Mistake]:
    """Return the period that `months(3)` or `days(90, petition)` writes."""
    source = text.strip()
    mistake = unreadable(source)
    if mistake:
        return [mistake._replace(code="L107")]
    try:
        parser = Parser(source, 0)
        return parser.length(ast.parse(source, mode="eval").body)
    except SyntaxError:
        pass
    except (ValueError, MemoryError, RecursionError):
        pass
    except RefusedError as refused:
        return [refused.mistake]
    return [Mistake(0, len(text), "L107", "not a period", PERIODS)]


PERIODS = "Write days(30), weeks(2), months(3), years(5), working_days(7) or working_hours(4)."


def unreadable(source: str) -> Mistake | None:
    """Return what keeps the text from being parsed at all, before Python's parser sees it."""
    if not source.strip():
        return Mistake(0, 1, "L201", "an empty condition", "Write the condition, or delete the line.")
    if len(source) > LONGEST:
        found = f"condition of {len(source):,} characters"
        return Mistake(0, len(source), "L203", found, "Make a definition of a part of it.")
    bare = TEXTS.sub(lambda match: '"' + "x" * (len(match[0]) - 2) + '"', source)
    if "\\" in source:
        return Mistake(source.index("\\"), 1, "L202", "a backslash in a condition", LANGUAGE)
    strange = STRANGE.search(bare)
    if strange:
        return Mistake(strange.start(), 1, "L202", f"character '{strange[0]}' in a condition", LANGUAGE)
    glued = GLUED.search(bare)
    if glued:
        return Mistake(glued.start(), len(glued[0]), "L201", f"'{glued[0]}' is neither a number nor a name", LANGUAGE)
    depth = 0
    for column, letter in enumerate(bare):
        depth += (letter in "([") - (letter in ")]")
        if depth > DEEPEST:
            return Mistake(
                column, 1, "L203", f"brackets more than {DEEPEST} deep", "Make a definition of a part of it."
            )
    if len(re.findall(r"\w+|[^\w\s]", bare)) > 2 * MOST_NODES:
        return Mistake(0, len(source), "L203", "condition with too many parts", "Make a definition of a part of it.")
    return None


def not_understood(source: str, error: SyntaxError, start: int) -> Mistake:
    said = error.msg or ""
    column = max(0, start + (error.offset or 1) - 1)
    column = min(column, max(0, len(source) - 1))
    if "was never closed" in said:
        return Mistake(column, 1, "L201", "a bracket is not closed", CUT)
    if "unmatched" in said:
        return Mistake(column, 1, "L201", "a bracket is closed that was not opened", CUT)
    if "'=='" in said or re.search(r"(?<![=!<>])=(?!=)", source):
        return Mistake(column, 1, "L201", "'=' in a condition", "Write '==' for 'is the same as'.")
    if re.search(r"\b(AND|OR|NOT|And|Or|Not)\b", source):
        return Mistake(column, 1, "L201", "condition not understood", "Write `and`, `or` and `not` in small letters.")
    near = source[column : column + 20].strip()
    found = f"condition not understood near '{near}'" if near else "condition ends too early"
    return Mistake(column, max(1, len(near)), "L201", found, LANGUAGE)


class RefusedError(Exception):
    def __init__(self, mistake: Mistake) -> None:
        super().__init__(mistake.found)
        self.mistake = mistake


class Parser:
    """Python's tree of one condition, made into ours; mistakes in separate parts are all collected."""

    def __init__(self, source: str, start: int) -> None:
        self.source = source
        self.start = start
        self.bytes = source.strip().encode()
        self.mistakes: list[Mistake] = []
        self.nodes = 0
        self.depth = 0

    def tree(self, node: ast.expr) -> Tree:
        self.nodes += 1
        self.depth += 1
        if self.nodes > MOST_NODES or self.depth > DEEPEST:
            raise self.refused(node, "L203", "condition too large", "Make a definition of a part of it.")
        try:
            return self.part(node)
        except RefusedError as refused:
            if refused.mistake.code == "L203":
                raise
            self.mistakes.append(refused.mistake)
            return Constant(False)
        finally:
            self.depth -= 1

    def part(self, node: ast.expr) -> Tree:
        column, length = self.at(node)
        match node:
            case ast.BoolOp(op=ast.And()):
                return Both(tuple(self.tree(value) for value in node.values), column=column, length=length)
            case ast.BoolOp():
                return Either(tuple(self.tree(value) for value in node.values), column=column, length=length)
            case ast.UnaryOp(op=ast.Not()):
                return Negation(self.tree(node.operand), column=column, length=length)
            case ast.Name(id="true" | "false"):
                return Constant(node.id == "true", column=column, length=length)
            case ast.Name(id="age" | "today"):
                raise self.refused(node, "L206", f"'{node.id}' compared with nothing", CLOCKS)
            case ast.Name():
                return self.use(node, node.id, [])
            case ast.Call(func=ast.Name(id="any" | "all")):
                return self.over(node)
            case ast.Call(func=ast.Name(id="held" | "age" | "date")):
                raise self.refused(node, "L206", "a clock or a date compared with nothing", CLOCKS)
            case ast.Call(func=ast.Name() as name) if name.id in UNITS:
                raise self.refused(node, "L206", "a period compared with nothing", CLOCKS)
            case ast.Call(func=ast.Name() as name):
                self.no_keywords(node)
                return self.use(node, name.id, node.args)
            case ast.Compare():
                return self.comparison(node)
            case ast.Constant(value=bool() as value):
                raise self.refused(node, "L202", f"'{value}'", "Write `true` or `false` in small letters.")
        raise self.outside(node)

    def use(self, node: ast.expr, name: str, arguments: list[ast.expr]) -> Use:
        if not FACT_NAME.fullmatch(name):
            repair = "Facts and definitions are lower-case words joined by '_'."
            raise self.refused(node, "L202", f"'{name}' is no name of a fact", repair)
        column, length = self.at(node)
        return Use(name, tuple(self.argument(part) for part in arguments), column=column, length=length)

    def argument(self, node: ast.expr) -> Argument:
        column, length = self.at(node)
        match node:
            case ast.Name():
                return Argument(node.id, column=column, length=length)
            case ast.Constant(value=str() as text):
                return Argument(text, True, column=column, length=length)
            case ast.BinOp(op=ast.Sub()):
                written = self.source[column : column + length]
                raise self.refused(
                    node,
                    "L205",
                    f"'{written}' is not in quotes",
                    f'Write "{written}", in quotes, if it names a procedure.',
                )
            case ast.Attribute():
                written = self.source[column : column + length]
                raise self.refused(
                    node,
                    "L202",
                    f"'{written}' is not in quotes",
                    f'Write "{written}", in quotes, if it names a procedure.',
                )
        repair = "An argument is a country (KR), a relative (mother), a parameter, or a procedure in quotes."
        raise self.refused(node, "L202", "this cannot be an argument", repair)

    def over(self, node: ast.Call) -> Tree:
        column, length = self.at(node)
        assert isinstance(node.func, ast.Name)
        word = node.func.id
        repair = f"Write {word}(national(c) for c in countries if c != KR)."
        self.no_keywords(node)
        match node.args:
            case [ast.GeneratorExp(generators=[ast.comprehension(is_async=0) as each])]:
                pass
            case _:
                raise self.refused(node, "L202", f"'{word}' without 'for … in …'", repair)
        if not isinstance(each.target, ast.Name) or not isinstance(each.iter, ast.Name) or each.iter.id not in DOMAINS:
            raise self.refused(each.iter, "L202", f"'{word}' goes through countries or relatives", repair)
        variable = each.target.id
        if not FACT_NAME.fullmatch(variable):
            raise self.refused(each.target, "L202", f"'{variable}' is no name of a variable", repair)
        tests = tuple(self.tree(test) for test in each.ifs)
        only: Tree = Both(tests) if len(tests) > 1 else tests[0] if tests else Constant(True)
        generator = node.args[0]
        assert isinstance(generator, ast.GeneratorExp)
        return Over(word, variable, each.iter.id, self.tree(generator.elt), only, column=column, length=length)

    def comparison(self, node: ast.Compare) -> Tree:
        column, length = self.at(node)
        if len(node.ops) != 1:
            raise self.refused(node, "L202", "several comparisons in one", "Write two comparisons joined by `and`.")
        left, operator, right = node.left, node.ops[0], node.comparators[0]
        if is_clock(right) and not is_clock(left):
            raise self.refused(
                node, "L206", "a clock on the right", "Write the clock on the left: held(F) >= years(5)."
            )
        if isinstance(operator, (ast.Eq, ast.NotEq)) and not is_clock(left):
            same = Equal(self.argument(left), self.argument(right), column=column, length=length)
            return same if isinstance(operator, ast.Eq) else Negation(same, column=column, length=length)
        if isinstance(operator, (ast.In, ast.NotIn)):
            if not isinstance(right, (ast.List, ast.Tuple)) or not right.elts:
                raise self.refused(right, "L202", "no list after `in`", "Write c in [KR, KP].")
            among = tuple(self.argument(part) for part in right.elts)
            member = Among(self.argument(left), among, column=column, length=length)
            return member if isinstance(operator, ast.In) else Negation(member, column=column, length=length)
        compared = COMPARISONS.get(type(operator))
        match left:
            case ast.Call(func=ast.Name(id="held")):
                return self.held(left, compared, right, column, length)
            case ast.Name(id="age") | ast.Call(func=ast.Name(id="age")):
                return self.age(left, compared, right, column, length)
            case ast.Name(id="today") if compared:
                return Day(compared, self.day(right), column=column, length=length)
        raise self.refused(node, "L206", "comparison of things that have no order", CLOCKS)

    def held(self, left: ast.Call, compared: str | None, right: ast.expr, column: int, length: int) -> Tree:
        self.no_keywords(left)
        if len(left.args) != 1 or compared is None:
            raise self.refused(left, "L206", "`held` takes one fact and is compared by >=, <, <= or >", CLOCKS)
        match left.args[0]:
            case ast.Name() as fact:
                use = self.use(fact, fact.id, [])
            case ast.Call(func=ast.Name() as name) as fact:
                self.no_keywords(fact)
                use = self.use(fact, name.id, fact.args)
            case other:
                repair = "Make a definition of it, and say how long the definition's facts have held."
                raise self.refused(other, "L206", "`held` takes one fact", repair)
        return Clock(use, compared, self.length(right), column=column, length=length)

    def age(self, left: ast.expr, compared: str | None, right: ast.expr, column: int, length: int) -> Tree:
        of = None
        if isinstance(left, ast.Call):
            self.no_keywords(left)
            if len(left.args) != 1:
                raise self.refused(left, "L206", "`age(…)` names one relative", CLOCKS)
            of = self.argument(left.args[0])
        years = self.count(right)
        if compared is None:
            raise self.refused(left, "L206", "an age is compared by >=, <, <= or >", CLOCKS)
        return Age(of, compared, years, column=column, length=length)

    def length(self, node: ast.expr) -> Length:
        column, length = self.at(node)
        match node:
            case ast.Call(func=ast.Name() as unit, args=[count, *counting], keywords=[]):
                if unit.id in UNITS and len(counting) <= 1:
                    rule = self.argument(counting[0]).written if counting else ""
                    return Length(self.count(count), unit.id, rule, column=column, length=length)
        raise self.refused(node, "L107", "not a period", PERIODS)

    def day(self, node: ast.expr) -> date:
        match node:
            case ast.Call(func=ast.Name(id="date"), args=[year, month, day], keywords=[]):
                try:
                    return date(self.count(year), self.count(month), self.count(day))
                except (ValueError, OverflowError):
                    raise self.refused(node, "L106", "there is no such day", "Write date(2013, 7, 1).") from None
        raise self.refused(node, "L206", "not a day", "Write today >= date(2013, 7, 1).")

    def count(self, node: ast.expr) -> int:
        match node:
            case ast.Constant(value=int() as value) if not isinstance(value, bool) and 0 <= value <= 100_000:
                return value
        raise self.refused(node, "L206", "not a whole number", "Write a whole number, 0 or more.")

    def no_keywords(self, node: ast.Call) -> None:
        if node.keywords:
            raise self.refused(node, "L202", "'name=value' as an argument", LANGUAGE)

    def outside(self, node: ast.expr) -> RefusedError:
        column, length = self.at(node)
        written = self.source[column : column + min(length, 40)]
        return self.refused(node, "L202", f"'{written}' is outside the language of conditions", LANGUAGE)

    def refused(self, node: ast.expr, code: str, found: str, repair: str) -> RefusedError:
        return RefusedError(Mistake(*self.at(node), code, found, repair))

    def at(self, node: ast.expr) -> tuple[int, int]:
        """Return the first character of a part, counted in the text, and its length; Python counts bytes."""
        begin = len(self.bytes[: node.col_offset].decode(errors="ignore"))
        end = len(self.bytes[: node.end_col_offset or node.col_offset].decode(errors="ignore"))
        return begin + self.start, max(1, end - begin)


CLOCKS = "Write held(F) >= years(5), held(F) <= days(90), age >= 19 or today >= date(2013, 7, 1)."


def is_clock(node: ast.expr) -> bool:
    match node:
        case ast.Name(id="age" | "today") | ast.Call(func=ast.Name(id="held" | "age")):
            return True
    return False
