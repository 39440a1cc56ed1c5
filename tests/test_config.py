"""From a configuration file, its profiles and flags to a Config, or to one line that says what is wrong."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from conftest import write
from hypothesis import given
from hypothesis import strategies as st

from crossref import layers, tomlfile
from crossref.config import ConfigError, Overrides, load, profile_folder, shipped
from crossref.model import Config, Severity, Site, Span
from crossref.roles import role_of

RULES = {
    "XR101": "broken-link",
    "XR102": "broken-anchor",
    "XR205": "orphan-document",
    "XR301": "conflicting-claim",
    "XR303": "conflicting-count",
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, which is the working directory."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def configured(folder: Path, toml: str, overrides: Overrides = Overrides()) -> Config:  # noqa: B008 - frozen
    write(folder, {"crossref.toml": toml})
    return load(folder, RULES, overrides)


def message(folder: Path, toml: str, overrides: Overrides = Overrides()) -> str:  # noqa: B008 - frozen
    with pytest.raises(ConfigError) as caught:
        configured(folder, toml, overrides)
    text = str(caught.value)
    assert "\n" not in text
    return text


# -- where the configuration and the documents are -----------------------------------------------------------------


def test_without_anything_the_path_is_the_project_root(folder: Path) -> None:
    config = load(folder, RULES)
    assert (config.project_root, config.root, config.file) == (str(folder), "", None)
    assert (config.fail_on, config.include, config.select, dict(config.severity)) == (Severity.ERROR, (), (), {})
    assert config.profile.dialect == "github"
    assert not config.profile.required_roles


@pytest.mark.parametrize("git", ["directory", "file"])
def test_without_a_file_the_project_root_is_where_git_is(folder: Path, git: str) -> None:
    write(folder, {"docs/adr/1.md": "", **({".git": "gitdir: /elsewhere"} if git == "file" else {".git/HEAD": ""})})
    config = load(folder / "docs/adr", RULES)
    assert (config.project_root, config.root) == (str(folder), "docs/adr")
    config = load(folder / "docs/adr/1.md", RULES)
    assert (config.project_root, config.root) == (str(folder), "")


def test_a_file_without_git_or_configuration_stands_for_its_folder(folder: Path) -> None:
    write(folder, {"docs/a.md": ""})
    config = load(folder / "docs/a.md", RULES)
    assert (config.project_root, config.root) == (str(folder / "docs"), "")


def test_the_configuration_is_found_upwards(folder: Path) -> None:
    write(folder, {".git/HEAD": "", "set/crossref.toml": "", "set/docs/adr/1.md": ""})
    for path, root in (("set", ""), ("set/docs/adr", "docs/adr"), ("set/docs/adr/1.md", ""), ("set/x/../docs", "docs")):
        config = load(folder / path, RULES)
        assert (config.project_root, config.file, config.root) == (str(folder / "set"), "crossref.toml", root)


def test_the_root_that_a_configuration_names_is_the_root(folder: Path) -> None:
    write(folder, {"crossref.toml": 'root = "./docs/"', "docs/adr/1.md": ""})
    assert load(folder / "docs/adr", RULES).root == "docs"


def test_a_pyproject_counts_with_a_table_and_gives_way_to_a_crossref_toml(folder: Path) -> None:
    write(folder, {"pyproject.toml": '[tool.other]\nname = "crossref"'})
    assert load(folder, RULES).file is None
    write(folder, {"pyproject.toml": '[tool.crossref]\nfail-on = "info"'})
    config = load(folder, RULES)
    assert (config.file, config.fail_on) == ("pyproject.toml", Severity.INFO)
    write(folder, {"crossref.toml": 'fail-on = "warning"'})
    config = load(folder, RULES)
    assert (config.file, config.fail_on) == ("crossref.toml", Severity.WARNING)


def test_a_file_given_by_hand_stands_where_it_lies(folder: Path) -> None:
    write(
        folder,
        {"a/crossref.toml": 'fail-on = "info"', "b/x.toml": 'fail-on = "never"', "a/b/c.md": "", ".git/HEAD": ""},
    )
    config = load(folder / "a", RULES, file=folder / "b/x.toml")
    assert (config.project_root, config.root, config.file) == (str(folder), "a", "b/x.toml")
    assert config.fail_on == Severity.OFF
    config = load(folder / "a/b", RULES, file=folder / "a/crossref.toml")
    assert (config.project_root, config.root, config.file) == (str(folder / "a"), "b", "crossref.toml")


def test_paths_that_are_not_there(folder: Path) -> None:
    with pytest.raises(ConfigError, match=r"^gone: no such file or folder; check the path$"):
        load(Path("gone"), RULES)
    with pytest.raises(
        ConfigError,
        match=r"^gone\.toml: cannot be read: No such file or directory; check the path and its permissions$",
    ):
        load(folder, RULES, file=Path("gone.toml"))


# -- what it says ----------------------------------------------------------------------------------------------------


def test_every_key(folder: Path) -> None:
    write(folder, {"docs/x.md": "", "assets/x.png": ""})
    config = configured(
        folder,
        """
root = "docs"
include = ["docs/**", "README.md"]
exclude = ["archive/**"]
dialect = "gitlab"
link-root = "."
fail-on = "never"
allowed-links = ["generated/**", "../other/**"]
select = ["XR1", "orphan-document"]
ignore = ["xr102"]
[roles]
security = ["docs/security.md"]
architecture = ["docs/a.md", "docs/b/*.md"]
testing = []
[severity]
XR3 = "off"
"conflicting-count" = "warning"
[per-file-ignores]
"docs/adr/**" = ["XR102", "orphan-document"]
[vocabulary]
postgresql = ["postgres", "pg"]
""",
    )
    assert config.root == "docs"
    assert config.include == ("docs/**", "README.md")
    assert config.exclude == ("archive/**",)
    assert config.link_root == ""
    assert config.fail_on == Severity.OFF
    assert config.allowed_links == ("generated/**", "../other/**")
    assert (config.select, config.ignore) == (("XR1", "orphan-document"), ("xr102",))
    assert config.severity == {"XR301": Severity.OFF, "XR303": Severity.WARNING}
    assert config.per_file_ignores == {"docs/adr/**": ("XR102", "orphan-document")}
    profile = config.profile
    assert profile.dialect == "gitlab"
    assert list(profile.roles) == ["security", "architecture", "testing"]
    assert profile.roles["architecture"] == ("docs/a.md", "docs/b/*.md")
    assert {"decisions", "deployment", "api-contracts"} < set(profile.role_names)
    assert profile.required_roles == {"security": Span(12, 1, 12, 9), "architecture": Span(13, 1, 13, 13)}
    assert profile.vocabulary["postgresql"] == ("postgres", "pg")
    assert "see also" in profile.vocabulary["related documentation"]


def test_the_narrower_selector_decides_whatever_comes_first(folder: Path) -> None:
    config = configured(folder, '[severity]\nbroken-link = "info"\nXR = "off"\nXR1 = "warning"')
    assert config.severity["XR101"] == Severity.INFO
    assert config.severity["XR102"] == Severity.WARNING
    assert config.severity["XR301"] == Severity.OFF


def test_flags_go_before_the_file(folder: Path) -> None:
    toml = 'fail-on = "info"\nselect = ["XR1"]\nignore = ["XR102"]\nexclude = ["a"]\n[severity]\nbroken-link = "off"'
    flags = Overrides(
        select=("XR3",),
        ignore=("XR303",),
        severity=(("XR1", "info"), ("XR102", "warning")),
        exclude=("b",),
        fail_on="never",
    )
    config = configured(folder, toml, flags)
    assert config.select == ("XR3",)
    assert config.ignore == ("XR102", "XR303")
    assert config.exclude == ("a", "b")
    assert config.fail_on == Severity.OFF
    assert config.severity == {"XR101": Severity.INFO, "XR102": Severity.WARNING}
    assert configured(folder, toml, Overrides(select=())).select == ("XR1",)


# -- profiles --------------------------------------------------------------------------------------------------------


def test_a_file_wins_over_the_profile_it_extends_key_by_key(folder: Path) -> None:
    write(
        folder,
        {
            "base/team.toml": """
extend = "plain"
fail-on = "warning"
exclude = ["old"]
dialect = "gitlab"
[roles]
architecture = ["team.md"]
security = ["security.md"]
[severity]
broken-link = "off"
XR102 = "off"
""",
        },
    )
    config = configured(
        folder, 'extend = "base/team.toml"\nexclude = []\n[severity]\nXR1 = "info"\n[roles]\nsecurity = ["s.md"]'
    )
    assert config.fail_on == Severity.WARNING
    assert config.exclude == ()
    assert config.severity == {"XR101": Severity.INFO, "XR102": Severity.INFO}
    assert config.profile.dialect == "gitlab"
    assert config.profile.roles == {"security": ("s.md",), "architecture": ("team.md",)}
    assert list(config.profile.required_roles) == ["security"]


def test_a_profile_of_ones_own_rests_on_the_default_one(folder: Path) -> None:
    write(folder, {"team.toml": ""})
    assert role_of("docs/testing.md", configured(folder, 'extend = "./team.toml"').profile) == "testing"
    assert role_of("docs/testing.md", configured(folder, 'extend = "plain"').profile) is None


def test_a_circle_of_profiles_is_an_error(folder: Path) -> None:
    write(folder, {"a.toml": '\nextend = "b.toml"', "b.toml": 'extend = "./crossref.toml"'})
    assert (
        message(folder, 'extend = "a.toml"')
        == 'b.toml:1: extend: "./crossref.toml" leads in a circle; take it out of one of the files'
    )
    assert message(folder, '\nextend = "crossref.toml"').startswith("crossref.toml:2: extend")


def test_a_mistake_in_a_profile_is_reported_there(folder: Path) -> None:
    write(folder, {"team.toml": 'fail-on = "error"\n[severity]\n"broken-lnik" = "off"'})
    assert message(folder, 'extend = "team.toml"').startswith('team.toml:3: severity: unknown rule "broken-lnik"')


def test_shipped_profiles_are_sound(folder: Path) -> None:
    assert shipped() == ("five-documents", "plain")
    for name in shipped():
        # As a file of one's own a profile is checked in full.
        shutil.copy(profile_folder() / f"{name}.toml", folder / "crossref.toml")
        assert load(folder, RULES).profile.vocabulary["key files"]


def test_profiles_are_found_in_a_package_too(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(profile_folder(), folder / "crossref/profiles")
    monkeypatch.setattr(layers, "__file__", str(folder / "crossref/layers.py"))
    assert profile_folder() == folder / "crossref/profiles"
    assert load(folder, RULES).profile.role_names


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


# -- roles -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "paths"),
    [
        (
            "architecture",
            "architecture.md ARCHITECTURE.md docs/01-architecture.md docs/system-architecture.md docs/System_Architecture.MD"
            " docs/architecture/overview.md docs/architecture/README.md docs/technical/architecture.md docs/hld.md docs/design.md"
            " architecture/components.md documentation/architektur.md docs/architecture.mdx docs/02_system_design.md",
        ),
        (
            "decisions",
            "decisions.md docs/DECISIONS.md docs/decision-log.md adr/0001-use-x.md docs/adr/1.md doc/adr/0001.md"
            " docs/ADR/README.md"
            " docs/architecture/decisions/0001-x.md docs/architecture/ADR-001-x.md docs/ARCHITECTURE_DECISIONS.md"
            " docs/architecture-decision-records/x.md docs/07-decision-log.md decisions/2024/x.md docs/decisiones/01-x.md",
        ),
        (
            "deployment",
            "DEPLOYMENT.md deploy.md docs/deployment-guide.md docs/05-deployment-guide.md docs/deployment/cloud.md docs/ops.md"
            " docs/operations/README.md docs/operations/deployment.md infrastructure.md docs/runbook.md"
            " docs/architecture/deploy.md",
        ),
        (
            "api-contracts",
            "API.md api.md docs/api-contracts.md docs/04-api-reference.md docs/API_REFERENCE.md docs/api/index.md"
            " docs/api/README.md docs/api/v1/users.md docs/reference/api.md openapi.md docs/endpoints.md docs/rest-api.md",
        ),
        (
            "testing",
            "testing.md TESTING.md docs/test-strategy.md docs/06-testing-strategy.md docs/test-plan.md docs/qa.md"
            " docs/testing/flows.md docs/backend/testing/API_TESTING.md docs/quality/testing.md docs/tests/README.md",
        ),
        (
            None,
            "README.md CHANGELOG.md DESIGN.md docs/README.md api/README.md src/api/users.md packages/web/testing.md test.md"
            " docs/security/architecture.md docs/_legacy/architecture.md docs/adr/template.md docs/adr/templates/adr-0001.md"
            " docs/integrations/01-connector-architecture.md docs/prd/03-information-architecture.md docs/api-mapping.md"
            " docs/guides/operations.md docs/CONTRIBUTING.md handbook/architecture.md docs/architecture.txt",
        ),
    ],
)
def test_usual_names_have_roles(folder: Path, role: str | None, paths: str) -> None:
    profile = load(folder, RULES).profile
    names = paths.split()
    assert {path: role_of(path, profile) for path in names} == dict.fromkeys(names, role)


def test_the_document_root_is_a_folder_of_documents(folder: Path) -> None:
    write(folder, {".git/HEAD": "", "hand/book/x/architecture.md": "", "docs/a.md": ""})
    profile = load(folder / "hand/book", RULES).profile
    assert role_of("hand/book/x/architecture.md", profile) == "architecture"
    assert role_of("hand/book/adr/1.md", profile) == "decisions"
    assert role_of("docs/testing.md", profile) == "testing"
    assert role_of("hand/x/architecture.md", profile) is None


def test_the_first_role_that_fits_wins_and_ones_own_come_first(folder: Path) -> None:
    profile = configured(
        folder, '[roles]\nsecurity = ["**/security-*.md", "!docs/x/**"]\ndeployment = ["DEPLOY.md"]'
    ).profile
    assert role_of("docs/architecture/security-model.md", profile) == "security"
    assert role_of("docs/x/security-model.md", profile) is None
    assert role_of("deploy.md", profile) == "deployment"
    assert role_of("docs/deployment.md", profile) is None


def test_a_role_that_is_given_files_has_no_usual_names(folder: Path) -> None:
    profile = configured(folder, '[roles]\ntesting = []\narchitecture = ["docs/deployment.md"]').profile
    assert role_of("docs/testing.md", profile) is None
    assert role_of("docs/architecture.md", profile) is None
    assert role_of("docs/deployment.md", profile) == "architecture"
    assert role_of("deployment.md", profile) == "deployment"
    assert list(profile.required_roles) == ["architecture"]


def test_usual_names_may_be_added_and_replaced_role_by_role(folder: Path) -> None:
    profile = configured(
        folder,
        '[role-names]\narchitecture = ["Big Picture.md"]\nsecurity = ["security/", "./SECURITY.md", "adr/sec-#*"]\nnone = ["x/"]',
    ).profile
    assert list(profile.role_names)[:3] == ["security", "none", "decisions"]
    assert not profile.required_roles
    assert role_of("docs/a/02_big-picture.md", profile) == "architecture"
    assert role_of("docs/architecture.md", profile) is None
    assert role_of("docs/security/testing.md", profile) == "security"
    assert role_of("docs/adr/SEC-12-keys.md", profile) == "security"
    assert role_of("docs/adr/sec-keys.md", profile) == "decisions"
    assert role_of("Security.md", profile) == "security"
    assert role_of("docs/a/security.md", profile) is None
    assert role_of("src/security/a.md", profile) is None
    assert role_of("docs/x/testing.md", profile) is None
    assert role_of("docs/archive/testing.md", profile) == "testing"


def test_a_project_may_be_a_folder_of_documents_itself(folder: Path) -> None:
    write(folder, {"docs/crossref.toml": ""})
    assert role_of("backend/testing.md", load(folder / "docs", RULES).profile) == "testing"
    assert role_of("backend/testing.md", load(folder, RULES).profile) is None


# -- sites -----------------------------------------------------------------------------------------------------------


def test_a_site_sets_the_dialect_unless_the_configuration_does(folder: Path) -> None:
    write(folder, {"mkdocs.yml": "site_name: x\n", "docs/a.md": ""})
    assert load(folder, RULES).profile.sites == (Site("mkdocs", "docs", "python-markdown", "docs", routes=True),)
    config = configured(folder, 'dialect = "gitlab"\nlink-root = "./assets"')
    assert config.profile.sites == (Site("mkdocs", "docs", "gitlab", "assets", routes=True),)
    assert config.link_root == "assets"
