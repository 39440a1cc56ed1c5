"""crossref finds where linked Markdown documents break."""
