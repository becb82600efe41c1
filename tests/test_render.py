"""Templates and filters: a value says what it says and does nothing else."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vaultnet import filters
from vaultnet.filters import Markdown
from vaultnet.hookspecs import Dashboard
from vaultnet.marks import finish, typed
from vaultnet.model import Source, Sourced
from vaultnet.problems import Problem
from vaultnet.render import FILTERS, environment, plain, render

TODAY = date(2026, 11, 20)

TEXT = [
    ("plain words, and (more)!", "plain words, and (more)!"),
    ("*bold* `code` ~no~", r"\*bold\* \`code\` \~no\~"),
    ("snake_case _stress_", r"snake_case \_stress\_"),
    ("[[Ada]] ![x](y)", r"\[\[Ada\]\] !\[x\](y)"),
    ("- item", r"\- item"),
    ("+ item", r"\+ item"),
    ("> quote", r"\> quote"),
    ("# heading", r"\# heading"),
    ("1. first", r"1\. first"),
    ("12) twelfth", r"12\) twelfth"),
    ("1.5 hours", "1.5 hours"),
    ("=== setext", r"\=\=\= setext"),
    ("| a | b |", "&#124; a | b |"),
    ("#tag and C#", r"\#tag and C#"),
    ("# not a tag", r"\# not a tag"),
    ("word ^block", r"word \^block"),
    ("2^10", "2^10"),
    ("%%hidden%% 5%", r"\%\%hidden\%\% 5%"),
    ("==marked== a=b", r"\=\=marked\=\= a=b"),
    ("due:: 2026", r"due\:\: 2026"),
    ("<b>x</b> <!-- c --> 1 < 2", "&lt;b>x&lt;/b> &lt;!-- c --> 1 < 2"),
    ("<% tp.now %>", "&lt;% tp.now %>"),
    ("&amp; A & B", "&amp;amp; A & B"),
    ("$5 and $6", r"\$5 and \$6"),
    ("back\\slash", r"back\\slash"),
    ("two\nlines\r\nthree\u2028four\tfive", "two lines three four five"),
    (" around ", " around "),
    ("  \n", ""),
    ("bell\x07 null\x00", "bell null"),
    ("left\u202eright\u2066!", "leftright!"),
    ("draft 📅 2026-11-19", "draft 2026-11-19"),
    ("✅ 2026-11-19 ✅ yes", "2026-11-19 ✅ yes"),
    ("lone \udcff", "lone ?"),
    ("👩‍🔬 ok", "👩‍🔬 ok"),
]


@pytest.mark.parametrize(("raw", "shown"), TEXT)
def test_text(raw: str, shown: str) -> None:
    assert filters.text(raw) == shown
    assert filters.text(filters.text(raw)) == shown


def test_text_of_other_values() -> None:
    assert filters.text(5) == "5"


PROSE = [
    ("Send [[Ada]] the draft", "Send [[Ada]] the draft"),
    ("[[People/Ada|Ada]], [[Grace#Work]]", "[[People/Ada|Ada]], [[Grace#Work]]"),
    ("see ![[picture.png]] *now*", "see [[picture.png]] now"),
    ("[[Ada|a*b]] and [[x`y]]", r"a\*b and x\`y"),
    ("[[Ada|%%x]]", r"\%\%x"),
    ("**Send** ==it== _soon_ [here](https://x.example)", "Send it soon here"),
    ("- [[Ada]]", r"\- [[Ada]]"),
    ("[[ ]]", ""),
    ("a [[b", r"a \[\[b"),
]


@pytest.mark.parametrize(("raw", "shown"), PROSE)
def test_prose(raw: str, shown: str) -> None:
    assert filters.prose(raw) == shown


QUOTES = [
    ("Start with *one* [[Ada|friend]].", '*"Start with one friend."*'),
    ("word " * 40, f'*"{"word " * 19}word…"*'),
    ("x" * 200, f'*"{"x" * 99}…"*'),
    ("[[Folder/Ada]] said 2*3*4", '*"Ada said 234"*'),
    ("#tag first", '*"first"*'),
]


@pytest.mark.parametrize(("raw", "shown"), QUOTES)
def test_quote(raw: str, shown: str) -> None:
    assert filters.quote(raw) == shown


CODE = [
    ("a/b.md", "`a/b.md`"),
    ("a`b", "``a`b``"),
    ("`a", "`` `a ``"),
    ("two\nlines", "`two lines`"),
    ("", "` `"),
]


@pytest.mark.parametrize(("raw", "shown"), CODE)
def test_code(raw: str, shown: str) -> None:
    assert filters.code(raw) == shown


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Ada", '"Ada"'),
        ("Siobhán O'Dwyer", '"Siobhán O\'Dwyer"'),
        ("$(touch x)", "'$(touch x)'"),
        ("`touch x`", "'`touch x`'"),
        ('say "no"', "'say \"no\"'"),
        ("wow!", "'wow!'"),
        ("back\\slash", "'back\\slash'"),
        ("it's $5", "'it'\"'\"'s $5'"),
        ("two\nlines", '"two lines"'),
    ],
)
def test_typed(name: str, shown: str) -> None:
    assert filters.typed(name) == shown


@given(st.text())
def test_a_shell_takes_what_is_typed_as_one_word(name: str) -> None:
    (word,) = shlex.split(filters.typed(name))
    assert word == " ".join(word.split())
    assert not {*"$`\\!"} & {*filters.typed(name)} or filters.typed(name).startswith("'")


def test_cell() -> None:
    assert filters.cell("a | b\nc") == r"a \| b c"
    assert filters.cell(Markdown("[[A|b]]")) == r"[[A\|b]]"
    assert filters.cell(filters.cell(Markdown("[[A|b]]"))) == r"[[A\|b]]"


NAMES = {"People/Ada.md": "Ada", "Old/Ada.md": "Old/Ada", "Odd/a]b.md": "a]b"}
LINKS = [
    ("People/Ada.md", "", "[[Ada]]"),
    ("People/Ada.md", "Ada", "[[Ada]]"),
    ("People/Ada.md", "17 October", "[[Ada|17 October]]"),
    ("Old/Ada.md", "", "[[Old/Ada|Ada]]"),
    ("New/Grace.md", "", "[[New/Grace|Grace]]"),
    ("Odd/a]b.md", "", "[a&#93;b](Odd/a%5Db.md)"),
    ("C# people.md", "", "[C# people](C%23%20people.md)"),
    ("a|b.md", "", "[a|b](a%7Cb.md)"),
    ("100%% sure.md", "", r"[100\%\% sure](100%25%25%20sure.md)"),
    ("two\nlines.md", "", "[two lines](two%0Alines.md)"),
    ("a\u202eb.md", "", "[[a\u202eb|ab]]"),
    ("caf\udcff.md", "", "[caf?](caf%FF.md)"),
    ("half\ud83d.md", "", "[half?](half%3F.md)"),
    ("People/Ada.md", "the [one]", "[the &#91;one&#93;](People/Ada.md)"),
    ("People/Ada.md", "a | b", "[a | b](People/Ada.md)"),
    ("😀.md", "", "[[😀]]"),
    ('say "hi".md', "", '[[say "hi"]]'),
]


@pytest.mark.parametrize(("path", "alias", "shown"), LINKS)
def test_link(path: str, alias: str, shown: str) -> None:
    assert filters.link(path, alias, NAMES) == shown


@pytest.mark.parametrize(
    ("found", "shown"),
    [
        (filters.day("2026-10-17", TODAY), "17 October"),
        (filters.day(date(2025, 10, 17), TODAY), "17 October 2025"),
        (filters.long_day(TODAY), "Friday, 20 November 2026"),
        (filters.weekday_day("2026-11-22"), "Sun\u00a022"),
        (filters.plural(1, "promise"), "1 promise"),
        (filters.plural(2, "promise"), "2 promises"),
        (filters.plural(0, "person", "people"), "0 people"),
        (filters.noun(2, "person", "people"), "people"),
        (filters.in_words(3), "three"),
        (filters.in_words(13), "13"),
        (filters.join(["a*", Markdown("*b*")]), r"a\*, *b*"),
        (filters.join_words([]), ""),
        (filters.join_words(["a"]), "a"),
        (filters.join_words(["a", "b_"]), r"a and b\_"),
        (filters.join_words(["a", "b", "c"], "or"), "a, b or c"),
        (filters.links([{"path": "People/Ada.md"}, {"path": "x.md"}], NAMES), "[[Ada]] and [[x]]"),
        (filters.capital("ada Lovelace"), "Ada Lovelace"),
        (filters.capital(Markdown("*x*")), "*x*"),
        (filters.capital(""), ""),
        (filters.yaml('a "b": c'), '"a \\"b\\": c"'),
        (filters.markdown("*b*"), "*b*"),
        (filters.words("#waiting #x **Ask** [[Ada|her]]"), "Ask her"),
        (filters.clip("short", 10), "short"),
    ],
)
def test_small_filters(found: str, shown: str) -> None:
    assert found == shown


HOSTILE = st.text(
    st.one_of(st.sampled_from("[]|#^*_`~=%:<>-+1. \n\r\\$&!📅\u202e\u2028"), st.characters()), max_size=30
)


@settings(max_examples=150, deadline=None)
@given(HOSTILE)
def test_no_text_breaks_out_of_its_line(raw: str) -> None:
    for shown in (
        filters.text(raw),
        filters.prose(raw),
        filters.quote(raw),
        filters.cell(raw),
        filters.code(raw),
    ):
        assert "\n" not in shown
        assert shown == "" or len(f"x{shown}x".splitlines()) == 1
        assert "📅" not in shown
        shown.encode()
    line = filters.text(raw)
    assert not re.search(r"%%|==|::|(?<!\\)(?:\\\\)*[\[\]`*]|<[a-zA-Z!/%]", line)
    assert not re.match(r" ?(?:[-+>#=|]|\d+[.)](?:\s|$))", line)


@settings(max_examples=150, deadline=None)
@given(HOSTILE.filter(lambda name: name.strip()), HOSTILE)
def test_no_name_breaks_a_link_or_a_table(name: str, alias: str) -> None:
    shown = filters.cell(filters.link(f"People/{name}.md", alias))
    assert len(f"| {shown} |".splitlines()) == 1
    assert not re.search(r"(?<!\\)(?:\\\\)*\|", shown)
    wiki = re.fullmatch(r"\[\[([^\[\]|#^]+?)(?:\\\|([^\[\]|]+))?\]\]", shown)
    markdown = re.fullmatch(r"\[((?:[^\[\]\\]|\\.)*)\]\([\w.~%/-]+\)", shown)
    assert wiki or markdown


# --- templates -------------------------------------------------------------------------------------


def dashboard(file: str = "Network X.md") -> Dashboard:
    return Dashboard("X", file, "dashboards/X.md.jinja", "", lambda inputs: None)


def rendered(folder: Path, template: str, **context: Any) -> str | Problem:
    """Render a template of the vault's own, from scratch."""
    place = folder / "_vaultnet/templates/dashboards"
    place.mkdir(parents=True, exist_ok=True)
    (place / "X.md.jinja").write_text(template, encoding="utf-8")
    env = environment([folder / "_vaultnet/templates"], None, folder)
    return render(dashboard(), context, TODAY, env, NAMES)


def body(page: str | Problem) -> str:
    """What a template made, without its marks."""
    assert isinstance(page, str), page
    text = page.removeprefix("---\nvaultnet: X\nfor: 2026-11-20\n---\n").rpartition("\n<!--")[0]
    assert page == finish(text, "X", TODAY)
    return text.removesuffix("\n")


# title, template, context, result
TEMPLATES: list[tuple[str, str, Mapping[str, Any], str]] = [
    ("values are escaped", "{{ name }}", {"name": "*a*"}, r"\*a\*"),
    ("the template's own Markdown is not", "*{{ name }}*", {"name": "a"}, "*a*"),
    ("filters make Markdown", "{{ path | link }}", {"path": "People/Ada.md"}, "[[Ada]]"),
    ("another name for a link", "{{ path | link('her') }}", {"path": "People/Ada.md"}, "[[Ada|her]]"),
    ("a table's cell", "| {{ path | link('her') | cell }} |", {"path": "People/Ada.md"}, r"| [[Ada\|her]] |"),
    (
        "macros are not escaped twice",
        "{% macro m(x) %}**{{ x }}**{% endmacro %}{{ m('a*') }}",
        {},
        r"**a\***",
    ),
    ("nor are blocks that were set", "{% set b %}**x**{% endset %}{{ b }}", {}, "**x**"),
    ("a list of links", "{{ notes | links }}", {"notes": [{"path": "People/Ada.md"}]}, "[[Ada]]"),
    ("joined Markdown", "{{ [a, b] | select | join(' · ') }}", {"a": "", "b": "x*"}, r"x\*"),
    ("space around is kept", "a{{ ', ' if on }}b", {"on": True}, "a, b"),
    ("None says nothing", "a{{ none }}b", {"none": None}, "ab"),
    ("days", "{{ d | day }}, {{ today | long_day }}", {"d": TODAY}, "20 November, Friday, 20 November 2026"),
    ("sources are gone", "{{ n + 1 }}", {"n": Sourced(1, (Source("a.md", 1),))}, "2"),
    ("falsy values are false", "{{ 'yes' if n else 'no' }}", {"n": Sourced(0, ())}, "no"),
    ("empty lines are one", "a\n\n\n{% if x %}\nb\n{% endif %}\n\n\nc\n", {"x": False}, "a\n\nc"),
    ("blocks leave no lines", "{% for x in xs %}\n- {{ x }}\n{% endfor %}\n", {"xs": ["a", "b"]}, "- a\n- b"),
    ("a comment at the top", "{# about #}\n# X", {}, "# X"),
    ("the dashboard's name", "{{ dashboard }}", {}, "X"),
    (
        "loops know their place",
        "{% for x in 'abc' %}{{ loop.index }}/{{ loop.length }}{% endfor %}",
        {},
        "1/32/33/3",
    ),
    (
        "loops with a test",
        "{% for x in [1, 2, 3] if x > 1 %}{{ loop.last }}{% else %}-{% endfor %}",
        {},
        "FalseTrue",
    ),
    ("loops into the depth", "{% for x in [[[]], []] recursive %}({{ loop(x) }}){% endfor %}", {}, "(())()"),
    (
        "sums",
        "{{ 2 + 3 * 4 }}, {{ 2 ** 10 }}, {{ 7 % 4 }}, {{ 1.5 * 2 }}, {{ 2 ** 0.5 > 1 }}",
        {},
        "14, 1024, 3, 3.0, True",
    ),
    (
        "texts",
        "{{ 'a' + 'b' ~ 3 * 'c' }}, {{ '%03d' % 7 }}, {{ '{:,}'.format(5000000) }}, {{ 'x' | center(3) }}.",
        {},
        "abccc, 007, 5,000,000,  x .",
    ),
    ("parts of a day", "{{ today.year }}-{{ today.isoformat() }}", {}, "2026-2026-11-20"),
]


@pytest.mark.parametrize(
    ("template", "context", "result"), [pytest.param(*c[1:], id=c[0]) for c in TEMPLATES]
)
def test_templates(tmp_path: Path, template: str, context: Mapping[str, Any], result: str) -> None:
    assert body(rendered(tmp_path, template, **context)) == result


# title, template, line, words of the message
FAILURES = [
    ("an unknown name", "a\n{{ nobody }}\n", 2, "'nobody' is undefined"),
    ("an unknown key", "a\n\n{{ person.nmae }}\n", 3, "nothing here is called “nmae”"),
    ("an unknown filter", "{{ person | lnik }}", 1, "No filter named 'lnik'"),
    ("broken syntax", "a\n{% if %}\n", 2, "Expected an expression"),
    ("an unclosed block", "{% if person %}\na\n", 2, "Unexpected end of template"),
    ("a wrong value", "a\n{{ 'soon' | day }}", 2, "Invalid isoformat string"),
    ("a division by zero", "a\n{{ 1 / 0 }}", 2, "division by zero"),
    ("the clock", "{{ today.today() }}", 1, "unsafe"),
    ("the locale", "{{ today.strftime('%A') }}", 1, "unsafe"),
    ("the insides", "{{ person.__class__.__mro__ }}", 1, "unsafe"),
    ("changing what it got", "{{ people.append(1) }}", 1, "nothing here is called “append”"),
    ("chance", "{{ [1, 2] | random }}", 1, "No filter named 'random'"),
    ("filler", "{{ lipsum() }}", 1, "'lipsum' is undefined"),
    ("all link texts", "{{ names }}", 1, "'names' is undefined"),
    ("a long text", "a\n{{ 'x' * 10**9 }}", 2, "longer than 4,000,000"),
    ("a long text, the other way round", "a\n{{ 10**9 * 'x' }}", 2, "longer than 4,000,000"),
    ("a large power", "a\n{{ 10**9999 }}", 2, "bits"),
    ("a large product", "{% set n = 10**1000 %}\n{{ n * n * n }}", 2, "bits"),
    (
        "a text that doubles",
        "a\n{% set n = namespace(x='ab') %}\n{% for i in range(99) %}\n"
        "{% set n.x = n.x ~ n.x %}\n{% endfor %}",
        4,
        "longer than 4,000,000",
    ),
    (
        "a sum that doubles",
        "a\n{% set n = namespace(x=[1]) %}\n{% for i in range(99) %}\n"
        "{% set n.x = n.x + n.x %}\n{% endfor %}",
        4,
        "longer than 4,000,000",
    ),
    (
        "a long page",
        "a\n{% for i in range(99999) %}\n" + "x" * 99 + "{{ i }}\n{% endfor %}",
        2,
        "longer than 4,000,000",
    ),
    (
        "a long macro",
        "{% macro m() %}\n{% for i in range(99999) %}\n" + "x" * 99 + "\n{% endfor %}\n{% endmacro %}\n"
        "{{ m() }}",
        2,
        "longer than 4,000,000",
    ),
    (
        "loops in loops",
        "a\n{% for i in range(99999) %}\n{% for j in range(99999) %}\n{% endfor %}\n{% endfor %}",
        3,
        "4,000,000 turns",
    ),
    (
        "loops with a test",
        "{% for i in range(99999) %}\n{% for j in range(99999) if j < 0 %}\n{% endfor %}{% endfor %}",
        2,
        "4,000,000 turns",
    ),
    (
        "macros in macros",
        "{% macro m(n) %}\n{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}\n{% endmacro %}\n{{ m(99) }}",
        2,
        "4,000,000 turns",
    ),
    ("a wide filter", "{{ 'x' | center(10**9) }}", 1, "longer than 4,000,000"),
    ("a wide method", "{{ 'x'.ljust(10**9) }}", 1, "longer than 4,000,000"),
    ("a wide format", "{{ '%999999999d' % 1 }}", 1, "width"),
    ("a wide format filter", "{{ '%999999999d' | format(1) }}", 1, "width"),
    ("a wide text format", "{{ '{:999999999}'.format(1) }}", 1, "width"),
]


@pytest.mark.parametrize(
    ("template", "line", "words"), [pytest.param(*case[1:], id=case[0]) for case in FAILURES]
)
def test_a_template_that_fails_is_a_problem_with_its_line(
    tmp_path: Path, template: str, line: int, words: str
) -> None:
    problem = rendered(tmp_path, template, person={"name": "Ada"}, people=())
    assert isinstance(problem, Problem)
    assert problem.path == "_vaultnet/templates/dashboards/X.md.jinja"
    assert (problem.line, problem.code, problem.severity) == (line, "template-failed", "error")
    assert problem.message.startswith("Network X.md was not written: ")
    assert words in problem.message
    assert problem.hint


def test_a_template_that_is_not_text(tmp_path: Path) -> None:
    (tmp_path / "dashboards").mkdir()
    (tmp_path / "dashboards/X.md.jinja").write_bytes(b"\xff\xfe")
    problem = render(dashboard(), {}, TODAY, environment([tmp_path]))
    assert isinstance(problem, Problem)
    assert (problem.path, problem.line, problem.code) == ("dashboards/X.md.jinja", 0, "template-failed")


def test_a_template_that_is_not_there(tmp_path: Path) -> None:
    problem = render(dashboard(), {}, TODAY, environment([tmp_path]))
    assert isinstance(problem, Problem)
    assert (problem.path, problem.line, problem.code) == ("dashboards/X.md.jinja", 0, "template-missing")


def test_an_included_template_that_is_not_there(tmp_path: Path) -> None:
    problem = rendered(tmp_path, "a\n{% include 'nowhere.jinja' %}")
    assert isinstance(problem, Problem)
    assert (problem.path, problem.line, problem.code) == (
        "_vaultnet/templates/dashboards/X.md.jinja",
        2,
        "template-missing",
    )
    assert "“nowhere.jinja”" in problem.message


def test_the_first_folder_wins_and_errors_name_the_right_one(tmp_path: Path) -> None:
    own, shipped = tmp_path / "vault/_vaultnet/templates", tmp_path / "shipped"
    for folder, text in ((own, "{% include 'part.jinja' %}"), (shipped, "shipped")):
        (folder / "dashboards").mkdir(parents=True)
        (folder / "dashboards/X.md.jinja").write_text(text)
    (shipped / "part.jinja").write_text("own\n{{ nobody }}")
    env = environment([own, shipped], None, tmp_path / "vault")
    problem = render(dashboard(), {}, TODAY, env)
    assert isinstance(problem, Problem)
    assert (problem.path, problem.line) == ("part.jinja", 2)
    (own / "dashboards/X.md.jinja").unlink()
    assert body(render(dashboard(), {}, TODAY, env)) == "shipped"


def test_compiled_templates_are_kept_and_give_the_same(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    cache.mkdir()
    (tmp_path / "dashboards").mkdir()
    template = tmp_path / "dashboards/X.md.jinja"
    template.write_text("{{ name }}{{ 'a*' }}")
    pages = [render(dashboard(), {"name": "_x"}, TODAY, environment([tmp_path], cache)) for _ in range(2)]
    assert len(list(cache.iterdir())) == 1
    assert pages[0] == pages[1]
    assert body(pages[0]) == r"\_xa\*"
    template.write_text("changed")
    assert body(render(dashboard(), {}, TODAY, environment([tmp_path], cache))) == "changed"


def test_a_base_has_the_marks_of_a_base(tmp_path: Path) -> None:
    (tmp_path / "dashboards").mkdir()
    (tmp_path / "dashboards/X.md.jinja").write_text("views: []\n")
    page = render(dashboard("Network X.base"), {}, TODAY, environment([tmp_path]))
    assert isinstance(page, str)
    assert page.startswith("views: []\n# vaultnet 1 ")


def test_plain_strips_sources_at_any_depth() -> None:
    leaf = Sourced("x", (Source("a.md", 1),))
    assert plain({"a": (leaf, {"b": [leaf]}), "c": None}) == {"a": ("x", {"b": ("x",)}), "c": None}


@settings(max_examples=50, deadline=None)
@given(st.lists(HOSTILE, max_size=5))
def test_whatever_is_rendered_has_nothing_typed_in_it(values: list[str]) -> None:
    page = finish(
        "\n".join(f"- {filters.text(value)} {filters.quote(value)}" for value in values), "X", TODAY
    )
    assert typed(page) == ()
    assert page.count("<!-- vaultnet") == 1


def test_every_filter_is_documented() -> None:
    docs = (Path(__file__).parent.parent / "docs/templates.md").read_text(encoding="utf-8")
    missing = [name for name in FILTERS if not re.search(rf"\\\| {name}\b", docs)]
    assert missing == []
