"""Which role a document has: by its usual names, or as the configuration says."""

from __future__ import annotations

from pathlib import Path

import pytest
from configured import RULES, configured
from conftest import write

from crossref.config import load
from crossref.roles import role_of


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, which is the working directory."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


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
