"""The commands, one file each: arguments in, text and exit code out.

What only some runs need (the engine, a format, rich) is imported inside the functions: start-up time counts.
"""
