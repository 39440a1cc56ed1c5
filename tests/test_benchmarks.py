"""The comparison with other tools runs and counts what they find; what it measures is no matter here."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from conftest import write

_SCRIPT = Path(__file__).parents[1] / "benchmarks" / "peers.py"


def test_tools_are_run_cold_and_warm_and_their_findings_counted(tmp_path: Path) -> None:
    tree, told, plot = tmp_path / "tree", tmp_path / "told.json", tmp_path / "plot.svg"
    tree.mkdir()
    write(tree, {"a.md": "# A\n\n[b](b.md) [gone](gone.md) [a](b.md#c)\n", "b.md": "# B\n"})
    command = [sys.executable, str(_SCRIPT), str(tree), "--only", "crossref", "--runs", "1"]
    done = subprocess.run(
        [*command, "--json", str(told), "--svg", str(plot)], capture_output=True, text=True, check=True
    )
    results = json.loads(told.read_text())
    assert results["tree"].startswith("tree: 2 documents")
    assert [(row["tool"], row["mode"], row["findings"], row["ratio"]) for row in results["results"]] == [
        ("crossref", "cold", 2, 1.0),
        ("crossref", "warm", 2, 1.0),
    ]
    assert "| crossref " in done.stdout
    assert plot.read_text().count("<rect ") == 3
