"""Fuzzing: ``python fuzz/run.py`` feeds crossref what nobody would write."""
