"""From a configuration file, its profiles and flags to a Config."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from configured import RULES, configured, message
from conftest import write

from crossref import layers
from crossref.config import ConfigError, Overrides, load, profile_folder, shipped
from crossref.model import Severity, Site, Span
from crossref.roles import role_of


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, which is the working directory."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


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


# -- sites -----------------------------------------------------------------------------------------------------------


def test_a_site_sets_the_dialect_unless_the_configuration_does(folder: Path) -> None:
    write(folder, {"mkdocs.yml": "site_name: x\n", "docs/a.md": ""})
    assert load(folder, RULES).profile.sites == (Site("mkdocs", "docs", "python-markdown", "docs", routes=True),)
    config = configured(folder, 'dialect = "gitlab"\nlink-root = "./assets"')
    assert config.profile.sites == (Site("mkdocs", "docs", "gitlab", "assets", routes=True),)
    assert config.link_root == "assets"
