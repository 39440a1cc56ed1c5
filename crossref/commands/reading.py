"""How a command reads documents: what is remembered and where, and who reads the rest."""

from __future__ import annotations

from msgspec import Struct

from crossref.cache import Cache, cache_file, key_of
from crossref.commands.sets import DocumentSet
from crossref.executors import Cluster, Executor, Processes
from crossref.extract import parser_name
from crossref.extract.fingerprint import fingerprint
from crossref.model import Config, CrossrefError


class ReadingOptions(Struct, frozen=True):
    """What the flags say of reading."""

    workers: str | None = None
    scheduler: str | None = None
    no_cache: bool = False
    cache_dir: str | None = None
    by_hash: bool = False


def executor(options: ReadingOptions) -> Executor:
    """Who reads; raises ``CrossrefError`` where the flags make no sense."""
    if options.workers is not None and options.scheduler is not None:
        raise CrossrefError(
            "--workers and --scheduler exclude each other; leave out --workers, a scheduler has its own"
        )
    if options.scheduler is not None:
        return Cluster(options.scheduler)
    if options.workers is not None and not (
        options.workers.isascii() and options.workers.isdigit() and int(options.workers)
    ):
        raise CrossrefError(f"--workers: `{options.workers}` is no number of processes; write 1 or more")
    return Processes(int(options.workers) if options.workers else None)


def cache(options: ReadingOptions, found: DocumentSet) -> Cache | None:
    """What is remembered of a set; None if nothing is to be."""
    return cache_of(options, found.config)


def cache_of(options: ReadingOptions, config: Config) -> Cache | None:
    """What is remembered of the set of a configuration; None if nothing is to be."""
    if options.no_cache:
        return None
    file = cache_file(options.cache_dir, config.project_root)
    key = key_of(config.profile, fingerprint(), parser_name())
    return Cache(file, config.project_root, key, by_hash=options.by_hash) if file else None
