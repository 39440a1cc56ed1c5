"""What is wrong with a configuration, in one line that names the place in its text."""

from __future__ import annotations

from pathlib import Path

import pytest
from configured import RULES, message
from conftest import write
from hypothesis import given
from hypothesis import strategies as st

from crossref import tomlfile
from crossref.config import ConfigError, Overrides, load


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, which is the working directory."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


# -- what is wrong with it -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("toml", "expected"),
    [
        ('root = "."\n\ninclde = ["a"]', 'crossref.toml:3: unknown key "inclde"; did you mean "include"?'),
        ('fail_on = "error"', 'crossref.toml:1: unknown key "fail_on"; did you mean "fail-on"?'),
        ('[sevrity]\nXR1 = "off"', 'crossref.toml:1: unknown key "sevrity"; did you mean "severity"?'),
        ('basline = "b.json"', 'crossref.toml:1: unknown key "basline"; did you mean "baseline"?'),
        ('xyz = "b.json"', 'crossref.toml:1: unknown key "xyz"; known keys: root, extend, include, '),
        ("baseline = 1", "crossref.toml:1: baseline: expected a string, found an integer"),
        ('baseline = "../b.json"', 'crossref.toml:1: baseline: "../b.json" leads outside the project root'),
        ("[[entry]]\nid = 1", "crossref.toml:1: [[entry]]: every table needs an id"),
        ("[role-names]\na = 1", "crossref.toml:2: role-names: a: expected a list of strings, found an integer"),
        (
            'include = "docs"',
            "crossref.toml:1: include: expected a list of strings, found a string; put it in brackets",
        ),
        ("include = [1]", "crossref.toml:1: include: expected a list of strings, found an integer in it"),
        ("root = true", "crossref.toml:1: root: expected a string, found a boolean"),
        ("root = 1979-05-27", "crossref.toml:1: root: expected a string, found a date or time"),
        ("roles = []", "crossref.toml:1: roles: expected a table of lists of strings, found a list"),
        (
            '\n[roles]\na = ["x"]\nb = "y"',
            "crossref.toml:4: roles: b: expected a list of strings, found a string; put it in brackets",
        ),
        ("[severity]\nXR1 = 1", "crossref.toml:2: severity: XR1: expected a string, found an integer"),
        ("dialect = []", "crossref.toml:1: dialect: expected a string, found a list"),
        ('dialect = "gihub"', 'crossref.toml:1: dialect: unknown dialect "gihub"; did you mean "github"?'),
        ('dialect = "rst"', 'crossref.toml:1: dialect: unknown dialect "rst"; one of github, gitlab, '),
        ('fail-on = "off"', 'crossref.toml:1: fail-on: unknown level "off"; one of error, warning, info, never'),
        ('[severity]\nXR1 = "warn"', 'crossref.toml:2: severity: XR1: unknown level "warn"; one of error, '),
        (
            '[severity]\n"broken-ancor" = "off"',
            'crossref.toml:2: severity: unknown rule "broken-ancor"; did you mean "broken-anchor"?',
        ),
        ('severity.XR9 = "off"', 'crossref.toml:1: severity: unknown rule "XR9"; `crossref rules` lists them'),
        ('select = [\n  "XR1",\n  "XRX",\n]', 'crossref.toml:3: select: unknown rule "XRX"'),
        ('ignore = ["orphans"]', 'crossref.toml:1: ignore: unknown rule "orphans"'),
        (
            '[per-file-ignores]\n"a.md" = ["XR1"]\n"b.md" = [\n"broken-lnk"]',
            'crossref.toml:4: per-file-ignores: unknown rule "broken-lnk"; did you mean "broken-link"?',
        ),
        (
            'extend = "five-documnts"',
            'crossref.toml:1: extend: no profile "five-documnts"; did you mean "five-documents"?',
        ),
        ('extend = "x"', 'crossref.toml:1: extend: no profile "x"; shipped profiles: five-documents, plain'),
        ('extend = "../x.toml"', 'crossref.toml:1: extend: "../x.toml" leads outside the project root'),
        ('extend = "/etc/x.toml"', 'crossref.toml:1: extend: "/etc/x.toml" leads outside the project root'),
        ('extend = "out/x.toml"', 'crossref.toml:1: extend: "out/x.toml" leads outside the project root'),
        ('extend = "./x.toml"', 'crossref.toml:1: extend: no file "./x.toml"'),
        ('include = ["~/x.md"]', 'crossref.toml:1: include: "~/x.md" leads outside the project root'),
        ('include = ["{docs,..}/*.md"]', 'crossref.toml:1: include: "{docs,..}/*.md" leads outside the project root'),
        (
            'include = ["{docs,/etc}/*.md"]',
            'crossref.toml:1: include: "{docs,/etc}/*.md" leads outside the project root',
        ),
        (
            '[[count]]\nnoun = "ADR"\nfiles = "../*.md"',
            'crossref.toml:3: count: files: "../*.md" leads outside the project root',
        ),
        (
            '[[count]]\nnoun = "ADR"\nfiles = "out/*.md"',
            'crossref.toml:3: count: files: "out/*.md" leads outside the project root',
        ),
        ("root = " + "[" * 5000, "crossref.toml: not valid TOML: values are nested too deeply"),
        ("root = " + "9" * 5000, "crossref.toml: not valid TOML: Exceeds the limit"),
        ('root = "doc"', 'crossref.toml:1: root: no folder "doc"; did you mean "docs"?'),
        ('root = "docs/a.md"', 'crossref.toml:1: root: no folder "docs/a.md"'),
        ('root = "../x"', 'crossref.toml:1: root: "../x" leads outside the project root'),
        ('root = "/tmp"', 'crossref.toml:1: root: "/tmp" leads outside the project root'),
        ('root = "out"', 'crossref.toml:1: root: "out" leads outside the project root'),
        ('link-root = "docs/../.."', 'crossref.toml:1: link-root: "docs/../.." leads outside the project root'),
        ('include = ["a",\n"../b/**"]', 'crossref.toml:2: include: "../b/**" leads outside the project root'),
        ('include = ["out/*.md"]', 'crossref.toml:1: include: "out/*.md" leads outside the project root'),
        ('exclude = ["C:/x"]', 'crossref.toml:1: exclude: "C:/x" leads outside the project root'),
        (
            '[roles]\ntesting = ["docs/*/../../../x.md"]',
            'crossref.toml:2: roles: testing: "docs/*/../../../x.md" leads outside the project root',
        ),
        ('[per-file-ignores]\n"/a" = []', 'crossref.toml:2: per-file-ignores: /a: "/a" leads outside the project root'),
        (f'include = ["{"{a/,b/,c/}" * 9}"]', "crossref.toml:1: include: the braces of "),
        ("root = ", "crossref.toml:1: not valid TOML: Invalid value"),
        ("a = 1\n\n= 2", "crossref.toml:3: not valid TOML: "),
        ("a = 1\na = 2", "crossref.toml:2: not valid TOML: Cannot overwrite a value"),
        ('\n\na = """', "crossref.toml:3: not valid TOML: "),
        ("a = " + "[" * 5000, "crossref.toml: not valid TOML: "),
        ("a = " + "9" * 5000, "crossref.toml: not valid TOML: "),
    ],
)
def test_mistakes(folder: Path, toml: str, expected: str) -> None:
    write(folder, {"docs/a.md": ""})
    (folder / "out").symlink_to(folder.parent)
    assert message(folder, toml)[: len(expected)] == expected


@pytest.mark.parametrize(
    ("flags", "expected"),
    [
        (Overrides(select=("XR7",)), '--select: unknown rule "XR7"; `crossref rules` lists them'),
        (Overrides(ignore=("broken-lnk",)), '--ignore: unknown rule "broken-lnk"; did you mean "broken-link"?'),
        (Overrides(severity=(("nope", "off"),)), '--severity: unknown rule "nope"; `crossref rules` lists them'),
        (Overrides(severity=(("XR1", "eror"),)), '--severity: unknown level "eror"; did you mean "error"?'),
        (
            Overrides(exclude=("{a,b}" * 11,)),
            f'--exclude: the braces of "{"{a,b}" * 11}" stand for more than 1000 patterns; write fewer',
        ),
        (Overrides(fail_on="off"), '--fail-on: unknown level "off"; one of error, warning, info, never'),
    ],
)
def test_mistakes_in_flags(folder: Path, flags: Overrides, expected: str) -> None:
    assert message(folder, "", flags) == expected


def test_a_file_that_is_not_utf_8(folder: Path) -> None:
    (folder / "crossref.toml").write_bytes(b'root = "."\n# caf\xe9\n')
    with pytest.raises(ConfigError, match=r"^crossref\.toml:2: not UTF-8; save the file as UTF-8$"):
        load(folder, RULES)


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(folder: Path) -> None:
    (folder / "crossref.toml").write_bytes(b'\xef\xbb\xbf# x\r\ninclde = "a"\r\n')
    with pytest.raises(ConfigError, match=r'^crossref\.toml:2: unknown key "inclde"'):
        load(folder, RULES)


def test_a_broken_pyproject_is_an_error_only_if_it_is_ours(folder: Path) -> None:
    write(folder, {"pyproject.toml": "[tool.other]\ncrossref ="})
    assert load(folder, RULES).file is None
    write(folder, {"pyproject.toml": "[tool.crossref]\nroot ="})
    with pytest.raises(ConfigError, match=r"^pyproject\.toml:2: not valid TOML"):
        load(folder, RULES)


def test_places_in_a_pyproject(folder: Path) -> None:
    write(folder, {"pyproject.toml": '[project]\nname = "x"\n[tool.crossref]\nrots = "a"\n'})
    with pytest.raises(ConfigError, match=r'^pyproject\.toml:4: unknown key "rots"; did you mean "root"\?$'):
        load(folder, RULES)


def test_a_file_elsewhere_is_named_from_its_project_root(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(folder, {"a/crossref.toml": "x = 1", "b/c.md": ""})
    with pytest.raises(ConfigError, match=r"^a/crossref\.toml:1: "):
        load(folder / "a", RULES)
    monkeypatch.chdir(folder / "b")
    with pytest.raises(ConfigError, match=r"^crossref\.toml:1: "):
        load(folder / "a", RULES)


# -- places in a TOML text -------------------------------------------------------------------------------------------

TEXT = '''# root = 1
root = "[include]"
text = """
include = 1
[roles]
""" # include = 2
"quo ted" = [ # roles
    "exclude", ["}"],
]
a.b . "c" = 1
inline = { one = ["x"], "two" = { three = "y" } }

[roles] # the roles
architecture = [
    "a.md",
    'b.md',
]
[ other . "roles" ]
testing = 1
[[entry]]
id = 1
'''


@pytest.mark.parametrize(
    ("keys", "item", "line", "written"),
    [
        (("root",), None, 2, "root"),
        (("quo ted",), None, 7, '"quo ted"'),
        (("quo ted",), "exclude", 8, '"exclude"'),
        (("a", "b", "c"), None, 10, '"c"'),
        (("inline",), None, 11, "inline"),
        (("inline", "one"), None, 11, "one"),
        (("inline", "two", "three"), None, 11, "three"),
        (("inline", "two"), "y", 11, '"y"'),
        (("roles",), None, 13, "roles"),
        (("roles", "architecture"), None, 14, "architecture"),
        (("roles", "architecture"), "b.md", 16, "'b.md'"),
        (("roles", "architecture"), "c.md", 14, "architecture"),
        (("roles", "gone"), None, 13, "roles"),
        (("other", "roles", "testing"), None, 19, "testing"),
        (("entry",), None, 20, "entry"),
        (("entry", "id"), None, 21, "id"),
        (("gone",), None, 1, ""),
    ],
)
def test_the_place_of_a_key(keys: tuple[str, ...], item: str | None, line: int, written: str) -> None:
    start, end = tomlfile.place_of(TEXT, keys, item)
    assert (TEXT.count("\n", 0, start) + 1, TEXT[start:end]) == (line, written)


@given(st.text(alphabet="ab=\"'[]{}#.\n \\", max_size=60))
def test_looking_for_a_key_ends(text: str) -> None:
    start, end = tomlfile.place_of(text, ("a", "b"), "b")
    assert 0 <= start <= end <= len(text)
