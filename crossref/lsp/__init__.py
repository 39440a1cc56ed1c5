"""A language server: the same engine, fed by an editor.

``server`` speaks the protocol and is thin. What it answers is worked out by pure modules, in the project's own words:
spans of code points with 1-based lines. ``convert`` turns these into the protocol's.
"""
