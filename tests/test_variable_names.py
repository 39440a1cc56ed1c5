"""Which names of environment variables are the same, near, or the system's own."""

from __future__ import annotations

import pytest

from crossref.counterparts.variable_names import covers, is_own, key_of, longer, near


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("DB_POOL_SIZE", "DATABASE_POOL_SIZE", True),
        ("SMTP_PASS", "SMTP_PASSWORD", True),
        ("MAX_CONNECTIONS", "MAX_CONNECTION", True),
        ("SESSION_TIMEOUT", "SESION_TIMEOUT", True),
        ("ACCOUNT_ID_MAIN", "MAIN_CLOUD_ACCOUNT_ID", True),
        ("QUEUE_URL", "TASK_QUEUE_URL", False),
        ("READ_URL", "WRITE_URL", False),
        ("MAIL_HOST", "MAIL_PORT", False),
        ("S3_KEY", "S4_KEY", False),
    ],
)
def test_near_names(left: str, right: str, same: bool) -> None:
    assert near(left, ["OTHER_THING", right]) == ((right,) if same else ())
    assert near(right, [left, right]) == ((left,) if same else ())


def test_several_near_names_are_all_told() -> None:
    assert near("POSTGRES_POOL_SIZE", ["DB_POOL_SIZE", "DATABASE_POOL_SIZE", "X_Y"]) == (
        "DB_POOL_SIZE",
        "DATABASE_POOL_SIZE",
    )


@pytest.mark.parametrize(
    ("name", "others", "expected"),
    [
        ("QUEUE_URL", ["TASK_QUEUE_URL"], "TASK_QUEUE_URL"),
        ("TASK_QUEUE_URL", ["QUEUE_URL"], "QUEUE_URL"),
        ("QUEUE_URL", ["TASK_QUEUE_URL", "MAIL_QUEUE_URL"], ""),
        ("QUEUE_URL", ["QUEUE_URL_OLD", "MY_TASK_QUEUE_URL"], ""),
        ("MAIN_URL", ["URL"], ""),
        ("PORT", ["MAIL_PORT"], ""),
    ],
)
def test_a_name_with_one_more_word_in_front(name: str, others: list[str], expected: str) -> None:
    assert longer(name, others) == expected


@pytest.mark.parametrize(
    ("name", "own"),
    [
        ("MAIL_HOST", True),
        ("POSTGRES_HOST", True),
        ("POSTGRES_USER", False),
        ("GITHUB_TOKEN", False),
        ("DOCKER_HOST", False),
        ("E2E_BASE_URL", False),
        ("APP_DEBUG", False),
        ("PORT", False),
        ("MAIL_*", False),
    ],
)
def test_whose_variable_a_name_is(name: str, own: bool) -> None:
    assert is_own(name) is own


@pytest.mark.parametrize(
    ("family", "name", "covered"),
    [
        ("MAIL_*", "MAIL_HOST", True),
        ("*_URL", "CACHE_URL", True),
        ("MAIL_*_URL", "MAIL_API_URL", True),
        ("MAIL_*", "MAIL_", False),
        ("MAIL_*", "MAILER_HOST", False),
        ("VITE_*", "VITE_API_URL", False),
    ],
)
def test_families(family: str, name: str, covered: bool) -> None:
    assert covers(family, name) is covered


def test_spellings_of_one_name_share_a_key() -> None:
    assert key_of("DATABASE_PASS") == key_of("DB_PASSWORD") == "DB_PASSWORD"
