"""Conditions as written → conditions whose names are found; and back to text."""

import re
from typing import NamedTuple

from safeconduct.law.model import And, Each, Expr, Held, Known, Law, Member, Not, Or, Ref, Same, Today
from safeconduct.law.names import FACTS_OF_PROCEDURES, Names, names_of
from safeconduct.lawbook.expressions import (
    Age,
    Among,
    Argument,
    Both,
    Clock,
    Constant,
    Day,
    Either,
    Equal,
    Length,
    Mistake,
    Negation,
    Over,
    Tree,
    Use,
    parse_expression,
)
from safeconduct.lawbook.problems import close_to
from safeconduct.terms.countries import is_country
from safeconduct.terms.dates import Counting, Period

# Ages are full years: the day of birth counts, and someone born on 29 February completes a year with 28 February.
AGE = Counting("age", first_day="in", closed_days="stay", month_end="last")
COUNTRY = re.compile(r"[A-Z]{2}", re.ASCII)
SINGULAR = {"countries": "country", "relatives": "relative"}
PLURAL = {"country": "countries", "relative": "relatives"}


class Scope(NamedTuple):
    """What an expression may name where it stands.

    variables: parameters of the form and variables of `any`/`all`, each with its kind
    relatives: the names of relatives, or None where any lower-case name may be one
    remedy:    inside a remedy, whose facts about remedies are about the decision it attacks, `$target`
    """

    names: Names
    book: str
    variables: dict[str, str]
    relatives: frozenset[str] | None = None
    remedy: bool = False


def expression_from_text(text: str, law: Law, relatives: frozenset[str] | None = None) -> Expr | list[Mistake]:
    """Return a condition that a case states (a wish, an exclusion), its names found in `law`."""
    tree = parse_expression(text)
    if isinstance(tree, list):
        return tree
    scope = Scope(names_of(law), "", {}, relatives)
    expr, mistakes = resolve(tree, scope)
    return mistakes or expr


def resolve(tree: Tree, scope: Scope) -> tuple[Expr, list[Mistake]]:
    """Return the condition with every name found, and what could not be found."""
    resolver = Resolver(scope)
    return resolver.expr(tree, scope.variables), resolver.mistakes


def resolve_use(use: Use, scope: Scope) -> tuple[Ref, list[Mistake]]:
    resolver = Resolver(scope)
    return resolver.ref(use, scope.variables), resolver.mistakes


def resolve_period(length: Length, names: Names, book: str) -> Period | Mistake:
    """Return the period, counted by the rule it names or by the default of the book."""
    if length.counting:
        full = names.full(names.countings, length.counting, book)
        if full is None:
            near = names.near(names.countings, length.counting, book) or "Declare it under `counting`."
            return Mistake(length.column, length.length, "L305", f"unknown counting rule '{length.counting}'", near)
        return Period(length.count, length.unit, names.countings[full])
    default = names.defaults.get(book)
    if default is None:
        repair = "Name a rule as second argument, or declare a `default` under `counting`."
        return Mistake(length.column, length.length, "L409", "a period that nothing says how to count", repair)
    return Period(length.count, length.unit, default)


def is_static(expr: Expr) -> bool:
    """Return whether only arguments are compared, so that no fact of a person matters."""
    match expr:
        case Same() | Member() | Known():
            return True
        case Not(operand):
            return is_static(operand)
        case And(operands) | Or(operands):
            return all(is_static(operand) for operand in operands)
    return False


class Resolver:
    """One expression; mistakes are collected, and stand in the result as `Known(False)`."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.names = scope.names
        self.mistakes: list[Mistake] = []

    def expr(self, tree: Tree, variables: dict[str, str]) -> Expr:
        match tree:
            case Use():
                return self.condition(tree, variables)
            case Constant():
                return Known(tree.value)
            case Negation():
                return Not(self.expr(tree.operand, variables))
            case Both():
                return And(tuple(self.expr(operand, variables) for operand in tree.operands))
            case Either():
                return Or(tuple(self.expr(operand, variables) for operand in tree.operands))
            case Equal():
                left, right = self.alike((tree.left, tree.right), variables)
                return Same(left, right)
            case Among():
                argument, *among = self.alike((tree.argument, *tree.among), variables)
                return Member(argument, tuple(among))
            case Over():
                return self.each(tree, variables)
            case Clock():
                fact = self.ref(tree.fact, variables)
                if fact.name in self.names.definitions:
                    repair = "A definition is derived and has no beginning of its own: name the fact it rests on."
                    self.mistake(tree.fact, "L206", f"'{fact.name}' is a definition", repair)
                return Held(fact, tree.comparison, self.period(tree.period))
            case Age():
                return self.age(tree, variables)
            case Day():
                return Today(tree.comparison, tree.day)

    def condition(self, use: Use, variables: dict[str, str]) -> Expr:
        declared = self.names.facts.get(use.name)
        if declared and declared.note == "date":
            self.mistake(
                use,
                "L206",
                f"'{use.name}' is a date, neither true nor false",
                "Write age >= 19 or held(…) >= years(5).",
            )
        return self.ref(use, variables)

    def ref(self, use: Use, variables: dict[str, str]) -> Ref:
        if use.name in FACTS_OF_PROCEDURES:
            return Ref(use.name, self.about_procedure(use, variables))
        declared = self.names.facts.get(use.name) or self.names.definitions.get(use.name)
        if declared is None:
            self.unknown(use)
            return Ref(use.name)
        if declared.book not in self.names.books.get(self.scope.book, ()):
            repair = f"Add '{declared.book}' to `uses` of this book."
            self.mistake(use, "L312", f"'{use.name}' belongs to the book '{declared.book}'", repair)
        return Ref(use.name, self.arguments(use, use.arguments, declared.kinds, variables))

    def about_procedure(self, use: Use, variables: dict[str, str]) -> tuple[str, ...]:
        """Return the arguments of `pending(…)` and its like: the procedure, then the values of its parameters."""
        if not use.arguments:
            self.mistake(
                use, "L204", f"'{use.name}' of nothing", f'Name the procedure: {use.name}("north-visit-approval").'
            )
            return ()
        first, *rest = use.arguments
        if not first.is_text:
            if variables.get(first.written) == "procedure":
                if rest:
                    self.mistake(use, "L204", f"'{use.name}({first.written})' has no further arguments", "Delete them.")
                return (f"${first.written}",)
            self.mistake(
                first, "L205", f"'{first.written}' is not in quotes", f'Write {use.name}("{first.written}"), in quotes.'
            )
            return ()
        full = self.names.full(self.names.procedures, first.written, self.scope.book)
        if full is not None:
            declared = self.names.procedures[full]
            if declared.note != "application":
                repair = "Only an application is pending, granted, refused or unanswered; let the act set a fact, and read that."
                self.mistake(first, "L412", f"'{first.written}' is not an application ({declared.note})", repair)
            return (full, *self.arguments(use, tuple(rest), declared.kinds, variables, named=first.written))
        remedy = self.names.full(self.names.remedies, first.written, self.scope.book)
        if remedy is not None:
            if self.scope.remedy and not rest:
                return (remedy, "$target")
            kinds = self.names.remedies[remedy].kinds
            return (remedy, *self.arguments(use, tuple(rest), kinds, variables, named=first.written))
        known = [*self.names.procedures, *self.names.remedies]
        near = self.names.near(dict.fromkeys(known), first.written, self.scope.book)
        self.mistake(first, "L303", f"unknown procedure '{first.written}'", near or "Declare it under `procedures`.")
        return ()

    def arguments(
        self,
        use: Use,
        written: tuple[Argument, ...],
        kinds: tuple[str, ...],
        variables: dict[str, str],
        named: str = "",
    ) -> tuple[str, ...]:
        if len(written) != len(kinds):
            name = f'{use.name}("{named}")' if named else f"'{use.name}'"
            wanted = f"({', '.join(kinds)})" if kinds else "no arguments"
            repair = f"It takes {wanted}."
            self.mistake(use, "L204", f"{name} with {len(written)} argument{'s' * (len(written) != 1)}", repair)
            return ()
        return tuple(self.argument(part, kind, variables) for part, kind in zip(written, kinds, strict=True))

    def argument(self, part: Argument, kind: str, variables: dict[str, str]) -> str:
        found = self.kind_of(part, variables)
        if found == kind and part.written in variables:
            return f"${part.written}"
        if found == kind:
            return self.constant(part, kind)
        if found is None and kind == "relative":
            return self.relative(part)
        if found is None:
            self.unknown_argument(part, kind, variables)
        else:
            self.mistake(part, "L205", f"'{part.written}' is a {found} where a {kind} belongs", EXAMPLES[kind])
        return part.written

    def kind_of(self, part: Argument, variables: dict[str, str]) -> str | None:
        """Return the kind of an argument, or None for a name that is no variable."""
        if part.is_text:
            return "procedure"
        if part.written in variables:
            return variables[part.written]
        return "country" if COUNTRY.fullmatch(part.written) else None

    def constant(self, part: Argument, kind: str) -> str:
        if kind == "country":
            if part.written not in self.names.countries and not is_country(part.written):
                self.mistake(
                    part,
                    "L310",
                    f"unknown country '{part.written}'",
                    "Use its ISO 3166 code, or declare it under `countries`.",
                )
            return part.written
        for table in (self.names.procedures, self.names.remedies):
            full = self.names.full(table, part.written, self.scope.book)
            if full is not None:
                return full
        near = self.names.near(self.names.procedures, part.written, self.scope.book)
        self.mistake(part, "L303", f"unknown procedure '{part.written}'", near or "Declare it under `procedures`.")
        return part.written

    def relative(self, part: Argument) -> str:
        known = self.scope.relatives
        if known is not None and part.written not in known:
            self.mistake(part, "L314", f"unknown relative '{part.written}'", close_to(part.written, known))
        return part.written

    def unknown_argument(self, part: Argument, kind: str, variables: dict[str, str]) -> None:
        near = close_to(part.written, variables) or EXAMPLES[kind]
        self.mistake(part, "L314", f"'{part.written}' is neither a {kind} nor a parameter", near)

    def alike(self, parts: tuple[Argument, ...], variables: dict[str, str]) -> tuple[str, ...]:
        """Return arguments that are compared with each other, which must be of one kind."""
        kinds = [self.kind_of(part, variables) for part in parts]
        kind = next((k for k in kinds if k is not None), "relative")
        return tuple(self.argument(part, kind, variables) for part in parts)

    def each(self, over: Over, variables: dict[str, str]) -> Expr:
        domain = SINGULAR[over.domain]
        if over.variable in variables:
            self.mistake(over, "L314", f"variable '{over.variable}' is already a parameter", "Give it another name.")
        inner = {**variables, over.variable: domain}
        only = self.expr(over.only, inner)
        if not is_static(only):
            repair = "After `if` only arguments are compared (c != KR); write other conditions before `for`, joined by `and`."
            self.mistake(over.only, "L207", "a fact after `if`", repair)
        return Each(over.quantifier, over.variable, domain, self.expr(over.body, inner), only)

    def age(self, tree: Age, variables: dict[str, str]) -> Expr:
        fact = (
            Use("born_of", (tree.of,), column=tree.column, length=tree.length)
            if tree.of
            else Use("born", column=tree.column, length=tree.length)
        )
        comparison, years = {"<=": ("<", tree.years + 1), ">": (">=", tree.years + 1)}.get(
            tree.comparison, (tree.comparison, tree.years)
        )
        return Held(self.ref(fact, variables), comparison, Period(years, "years", AGE))

    def period(self, length: Length) -> Period:
        period = resolve_period(length, self.names, self.scope.book)
        if isinstance(period, Mistake):
            self.mistakes.append(period)
            return Period(length.count, length.unit, AGE)
        return period

    def unknown(self, use: Use) -> None:
        names = self.names
        if use.name in names.goals:
            self.mistake(use, "L301", f"'{use.name}' is a goal", "Conditions read facts and definitions.")
            return
        if use.name in self.scope.variables:
            self.mistake(
                use, "L301", f"'{use.name}' is a parameter", "Compare it: c != KR; or name a fact: national(c)."
            )
            return
        near = close_to(use.name, [*names.facts, *names.definitions])
        self.mistake(
            use,
            "L301",
            f"unknown fact or definition '{use.name}'",
            f"{near} Declare it under `facts` or `definitions`.".strip(),
        )

    def mistake(self, part: Tree | Argument, code: str, found: str, repair: str) -> None:
        self.mistakes.append(Mistake(part.column, part.length, code, found, repair))


EXAMPLES = {
    "country": "A country is two capital letters, as in KR.",
    "relative": "A relative is a lower-case name, as in mother.",
    "procedure": 'A procedure is written in quotes, as in "north-visit-approval".',
}


# --- back to text ---------------------------------------------------------------------------------------------------


def unparse(expr: Expr) -> str:
    """Return the condition as an author could write it; resolving that text gives the same condition again.

    Counting rules and procedures are written by their full names.
    """
    match expr:
        case Ref(name, arguments):
            return f"{name}({', '.join(map(argument_text, arguments))})" if arguments else name
        case Not(Same(left, right)):
            return f"{argument_text(left)} != {argument_text(right)}"
        case Not(Member(argument, among)):
            return f"{argument_text(argument)} not in [{', '.join(map(argument_text, among))}]"
        case Not(operand):
            return f"not {operand_text(operand)}"
        case And(operands):
            return " and ".join(operand_text(operand) for operand in operands)
        case Or(operands):
            return " or ".join(operand_text(operand) for operand in operands)
        case Same(left, right):
            return f"{argument_text(left)} == {argument_text(right)}"
        case Member(argument, among):
            return f"{argument_text(argument)} in [{', '.join(map(argument_text, among))}]"
        case Each(quantifier, variable, domain, body, only):
            test = "" if only == Known(True) else f" if {unparse(only)}"
            return f"{quantifier}({unparse(body)} for {variable} in {PLURAL[domain]}{test})"
        case Held(fact, comparison, period):
            return f"{clock_text(fact, period)} {comparison} {period_text(fact, period)}"
        case Today(comparison, day):
            return f"today {comparison} date({day.year}, {day.month}, {day.day})"
        case Known(value):
            return "true" if value else "false"


def operand_text(expr: Expr) -> str:
    """Return the text of a part; what would bind less than `and`, `or` and `not` around it stands in brackets."""
    text = unparse(expr)
    loose = isinstance(expr, (And, Or)) or (isinstance(expr, Not) and not isinstance(expr.operand, (Same, Member)))
    return f"({text})" if loose or isinstance(expr, (Same, Member)) else text


def is_age(fact: Ref, period: Period) -> bool:
    return period.counting == AGE and fact.name in ("born", "born_of")


def clock_text(fact: Ref, period: Period) -> str:
    if is_age(fact, period):
        return f"age({argument_text(fact.arguments[0])})" if fact.arguments else "age"
    return f"held({unparse(fact)})"


def period_text(fact: Ref, period: Period) -> str:
    return str(period.count) if is_age(fact, period) else f'{period.unit}({period.count}, "{period.counting.name}")'


def argument_text(argument: str) -> str:
    if argument.startswith("$"):
        return argument[1:]
    return f'"{argument}"' if "." in argument else argument
