"""A set that an editor opens."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from conftest import write
from editor import Editor, position
from lsprotocol import types

ARCHITECTURE = """# Architecture

## Core Components

### Order Service

Takes orders. See [the rollback](deployment.md#rollback) and ADR-007.

### Billing Service

The Order Service calls it. Access tokens expire after 15 minutes.

## Related

- [Deployment](deployment.md)
- [Decisions](decisions.md)
"""
DEPLOYMENT = """# Deployment

## Rollback

Restart the Order Service, then the Billing Service.

## Settings

| Variable | Value |
| --- | --- |
| `ORDER_TIMEOUT` | 30 s |
"""
DECISIONS = """# Decisions

## ADR-007: Use queues

- **Status**: Accepted

See [architecture](architecture.md).
"""
FILES = {"architecture.md": ARCHITECTURE, "deployment.md": DEPLOYMENT, "decisions.md": DECISIONS}


def started() -> Iterator[Editor]:
    """A client with a server that ends well."""
    editor = Editor()
    yield editor
    assert editor.close_down() == 0


def opened(editor: Editor, folder: Path) -> Iterator[Path]:
    """The set, in a workspace folder of its own."""
    write(folder, FILES)
    editor.add(folder)
    assert [each["documents"] for each in editor.status()] == [3]
    yield folder
    editor.remove(folder)


def hovering(editor: Editor, path: Path, part: str, offset: int = 1) -> types.HoverParams:
    return types.HoverParams(editor.named(path), position(path.read_text(), part, offset))
