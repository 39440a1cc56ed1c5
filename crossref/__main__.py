"""``python -m crossref``: the same as ``crossref``."""

from crossref.cli import run

if __name__ == "__main__":
    run()
