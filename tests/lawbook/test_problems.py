from safeconduct.lawbook.problems import CODES, Problem, close_to, expectation, in_order, render


def test_a_problem_is_shown_as_the_style_says():
    problem = Problem(
        "kr/procedures.yaml",
        41,
        14,
        20,
        "L302",
        "unknown authority 'moj-nationality-dept'",
        "A procedure names the authority that decides it.",
        "Close to it: 'moj-nationality-division'.",
        "procedure kr.naturalise (국적법 5)",
    )
    assert render(problem, "  authority: moj-nationality-dept") == (
        "kr/procedures.yaml:41:14: [L302] unknown authority 'moj-nationality-dept'\n"
        "   41 |   authority: moj-nationality-dept\n"
        "      |              ^^^^^^^^^^^^^^^^^^^^\n"
        "  in procedure kr.naturalise (국적법 5)\n"
        "  A procedure names the authority that decides it.\n"
        "  Close to it: 'moj-nationality-division'."
    )


def test_carets_stand_under_korean_text():
    shown = render(Problem("a", 1, 3, 2, "L304", "x"), "가나다라").split("\n")
    assert shown[2] == "      | " + " " * 4 + "^^^^"


def test_no_terminal_escape_or_turned_text_is_printed():
    shown = render(Problem("a\x1b[31m", 1, 1, 1, "L001", "found \u202e \x9b", repair="\x07"), "x\x1b]0;title\x07\u2066")
    assert not {"\x1b", "\u202e", "\x9b", "\x07", "\u2066"} & set(shown)


def test_a_long_line_is_shown_around_the_place():
    shown = render(Problem("a", 1, 5001, 3, "L101", "x"), "x" * 5000 + "yyy" + "z" * 5000).split("\n")
    assert len(shown[1]) < 200 and shown[2].count("^") == 3
    assert shown[1][shown[2].index("^")] == "y"


def test_a_place_past_the_end_of_the_line_is_still_shown():
    assert "^" in render(Problem("a", 1, 99, 3, "L101", "x"), "ab")


def test_problems_are_shown_once_and_in_the_order_of_the_file():
    late, early = Problem("a", 9, 1, 1, "L101", "x"), Problem("a", 2, 5, 1, "L101", "x")
    assert in_order([late, early, late]) == [early, late]


def test_close_names_are_named_in_a_steady_order():
    assert close_to("ministr", {"minister", "ministry", "mission"}) == "Close to it: 'ministry', 'minister'."
    assert close_to("x" * 500, ["x" * 499]) == ""


def test_every_code_says_in_one_sentence_what_is_expected():
    for code in CODES:
        assert expectation(code).endswith((".", ")"))
