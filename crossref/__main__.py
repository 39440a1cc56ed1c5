"""``python -m crossref``: the same as ``crossref``."""

from crossref.cli import main

if __name__ == "__main__":
    main()
