"""The command `qianyue`: reads articles into a graph, asks it, serves it."""

from __future__ import annotations

import argparse
import io
import os
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from api.settings import DEFAULT_STORE, Settings, read_setting, settings_table
from graph.errors import QianyueError
from graph.ontology import ClaimType, EntityType, Level, Status
from graph.store import MAX_LIMIT, Access

if TYPE_CHECKING:
    from api.tables import Columns
    from graph.answers import ClaimFilter, Page
    from graph.model import Reading
    from graph.store import Store
    from ingest.sources import Unreadable

T = TypeVar("T")

_ESCAPED = re.compile("[\udc80-\udcff]")

FINE, UNREAD, REFUSED, INTERRUPTED, PIPE_CLOSED = 0, 1, 2, 130, 141


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit status.

    0: fine. 1: something could not be read; everything else was kept. 2: the command makes no sense or cannot be done.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        given = _parser().parse_args(arguments)
        status: int = given.run(given)
        sys.stdout.flush()
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else REFUSED
    except QianyueError as error:
        _say(f"qianyue: {error}")
        return REFUSED
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has enough; the interpreter must not try to flush the rest at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPE_CLOSED
    return status


def _say(line: str) -> None:
    """Print a line to people; standard output is for answers."""
    from api.tables import visible

    print(visible(line), file=sys.stderr)


def _open(given: argparse.Namespace, create: bool = False) -> Store:
    from api.opening import open_graph

    access = Access(*(read_setting(f"store_{name}") for name in ("user", "password", "database")))
    return open_graph(given.store or read_setting("store"), read_setting("query_timeout"), create, access)


def _write(given: argparse.Namespace, value: object, columns: Columns[T], things: Sequence[T], text: str) -> int:
    from api.tables import BYTE_ORDER_MARK, csv_text, json_text

    match given.format:
        case "json":
            sys.stdout.write(json_text(value))
        case "csv":
            sys.stdout.write((BYTE_ORDER_MARK if given.bom else "") + csv_text(columns, things))
        case _:
            sys.stdout.write(text)
    return FINE


def _say_page(what: str, page: Page[T]) -> None:
    shown = len(page.results)
    if not page.total:
        _say(f"no {what}")
    elif not shown:
        _say(f"no {what} so far on: there are {page.total} (--offset)")
    elif shown < page.total:
        _say(f"{what} {page.offset + 1}–{page.offset + shown} of {page.total} (--limit, --offset)")


def _where(given: argparse.Namespace, store: Store, **more: Any) -> ClaimFilter:
    from api.questions import claim_filter

    return claim_filter(
        store,
        types=given.type,
        statuses=given.status,
        since=given.since,
        until=given.until,
        min_amount=given.min_amount,
        max_amount=given.max_amount,
        currency=given.currency,
        min_confidence=given.min_confidence,
        **more,
    )


def _say_unreadable(unreadable: Sequence[Unreadable]) -> int:
    if not unreadable:
        return FINE
    _say(f"not read ({len(unreadable)}):")
    for missed in unreadable:
        _say(f"  {missed.name}: {missed.reason}")
    return UNREAD


def _ingest(given: argparse.Namespace) -> int:
    from importlib.resources import as_file, files

    from ingest.extraction import Extractor
    from ingest.jobs import Report, ingest

    watched = sys.stderr.isatty()

    def progress(report: Report) -> None:
        if watched:
            print(
                f"\r{report.articles} articles, {len(report.unreadable)} not read", end="", file=sys.stderr, flush=True
            )

    if not (given.samples or given.paths):
        _say("qianyue ingest: name a file or folder to read, or --samples")
        return REFUSED
    with _open(given, create=True) as store, as_file(files("ingest").joinpath("samples")) as samples:
        paths = [*([samples] if given.samples else []), *given.paths]
        report = ingest(store, paths, Extractor(), progress, given.max_bytes)
    if watched:
        print("\r\x1b[K", end="", file=sys.stderr)
    print(
        f"{report.articles} articles: {report.added} added, {report.replaced} replaced, {report.unchanged} unchanged, "
        f"{report.addresses} at new addresses; {report.removed} removed; "
        f"{report.characters:,} characters in {report.seconds:.1f} s"
    )
    return _say_unreadable(report.unreadable)


def _extract(given: argparse.Namespace) -> int:
    from api.extracts import Extracts, extract
    from api.tables import json_text
    from ingest.extraction import as_json

    def say(read: Reading) -> None:
        sys.stdout.write(json_text(as_json(read), indent=None))

    keep = Extracts(given.out).write if given.out else say
    return _say_unreadable(extract(given.paths, keep, given.max_bytes))


def _search(given: argparse.Namespace) -> int:
    from api.columns import ENTITIES
    from api.tables import table

    with _open(given) as store:
        page = store.search(given.text, frozenset(given.type), given.limit, given.offset)
    _say_page("entities", page)
    return _write(given, page, ENTITIES, page.results, table(ENTITIES, page.results))


def _entity(given: argparse.Namespace) -> int:
    from api.columns import ARTICLES, CLAIM_RECORDS, CLAIMS, ENTITIES
    from api.questions import find_entity
    from api.tables import plain, table

    with _open(given) as store:
        entity = find_entity(store, given.entity)
        claims = store.claims(_where(given, store, entity=entity.id), given.limit, given.offset)
        articles = store.articles(entity.id, given.limit)
    _say_page("claims", claims)
    text = "\n".join((table(ENTITIES, [entity]), table(CLAIMS, claims.results), table(ARTICLES, articles.results)))
    value = {"entity": plain(entity), "claims": plain(claims), "articles": plain(articles)}
    return _write(given, value, CLAIM_RECORDS, claims.results, text)


def _links(given: argparse.Namespace) -> int:
    return _pair(given) if given.other else _city(given)


def _city(given: argparse.Namespace) -> int:
    from api.columns import CLAIM_RECORDS, CLAIMS, LINKS, figures_line
    from api.questions import city_links
    from api.tables import table

    with _open(given) as store:
        # One list is paged, the one that `--rows` names; of the other the beginning is shown.
        links_offset, claims_offset = (given.offset, 0) if given.rows == "links" else (0, given.offset)
        where = _where(given, store)
        answer = city_links(
            store, given.city, given.level, where, given.limit, links_offset, given.limit, claims_offset
        )
    _say_page("links", answer.links)
    _say_page("claims", answer.claims)
    heading = f"{answer.city.name} ({answer.level}): {figures_line(answer.figures, answer.unplaced)}\n"
    text = "\n".join((heading, table(LINKS, answer.links.results), table(CLAIMS, answer.claims.results)))
    if given.rows == "claims":
        return _write(given, answer, CLAIM_RECORDS, answer.claims.results, text)
    return _write(given, answer, LINKS, answer.links.results, text)


def _pair(given: argparse.Namespace) -> int:
    from api.columns import CLAIM_RECORDS, CLAIMS, figures_line
    from api.questions import pair_links
    from api.tables import table

    with _open(given) as store:
        where = _where(given, store)
        answer = pair_links(store, given.city, given.other, given.level, where, given.limit, given.offset)
    _say_page("claims", answer.claims)
    names = f"{answer.city.name}–{answer.other.name}"
    heading = f"{names} ({answer.level}): {figures_line(answer.figures, answer.unplaced)}\n"
    text = "\n".join((heading, table(CLAIMS, answer.claims.results)))
    return _write(given, answer, CLAIM_RECORDS, answer.claims.results, text)


def _article(given: argparse.Namespace) -> int:
    from api.columns import ARTICLES, CLAIM_RECORDS, CLAIMS, MENTIONS
    from api.tables import table, visible

    with _open(given) as store:
        answer = store.article(given.id)
    lines = (visible(line) for start, end in answer.spans for line in answer.text[start:end].splitlines())
    body = "".join(f"{line}\n" for line in lines if line)
    text = "\n".join(
        (table(ARTICLES, [answer.ref]), body, table(MENTIONS, answer.mentions), table(CLAIMS, answer.claims))
    )
    return _write(given, answer, CLAIM_RECORDS, answer.claims, text)


def _stats(given: argparse.Namespace) -> int:
    from api.columns import COUNTS, counts
    from api.tables import table

    with _open(given) as store:
        stats = store.stats()
    rows = list(counts(stats))
    return _write(given, stats, COUNTS, rows, table(COUNTS, rows))


def _serve(given: argparse.Namespace) -> int:
    from api.server import has_display, serve

    settings = Settings.from_environment(store=given.store, host=given.host, port=given.port)

    def announce(address: str) -> None:
        print(f"签约 Qianyue: {address} (Ctrl-C stops it)", flush=True)

    serve(settings, announce, browser=not given.no_browser and has_display())
    return FINE


def _checked(check: Callable[[str], T]) -> Callable[[str], T]:
    """Make a check of ours tell argparse its reason."""

    def convert(text: str) -> T:
        # Under LANG=C the bytes of a Chinese argument come as surrogate escapes.
        given = os.fsencode(text).decode("utf-8", "surrogateescape") if _ESCAPED.search(text) else text
        try:
            return check(given)
        except ValueError as error:
            raise argparse.ArgumentTypeError(f"{text!r} {error}") from None

    return convert


def _number(low: int, high: int) -> Callable[[str], int]:
    def check(text: str) -> int:
        number = int(text) if text.isascii() and text.isdigit() and len(text) < 20 else -1
        if not low <= number <= high:
            raise ValueError(f"is no whole number from {low} to {high}")
        return number

    return _checked(check)


def _share(text: str) -> float:
    try:
        share = float(text)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise ValueError("is no number from 0 to 1")
    return share


def _currency(text: str) -> str:
    if not (len(text) == 3 and text.isascii() and text.isalpha()):
        raise ValueError("is no currency such as CNY")
    return text


def _add_filters(parser: argparse.ArgumentParser) -> None:
    from api.questions import MAX_AMOUNT, partial_date

    add = parser.add_argument_group("which claims").add_argument
    amount = _number(0, MAX_AMOUNT)
    add("--type", action="append", default=[], type=ClaimType, choices=list(ClaimType), help="may be repeated")
    add("--status", action="append", default=[], type=Status, choices=list(Status), help="may be repeated")
    add("--since", metavar="DATE", type=_checked(partial_date), help="dated on or after a day, month or year")
    add("--until", metavar="DATE", type=_checked(partial_date), help="dated on or before a day, month or year")
    add("--min-amount", metavar="N", type=amount, help="of at least this amount, in whole units of its currency")
    add("--max-amount", metavar="N", type=amount, help="of at most this amount")
    add("--currency", metavar="CODE", type=_checked(_currency), help="with an amount in this currency (ISO 4217)")
    add("--min-confidence", metavar="P", type=_checked(_share), default=0.0, help="read with at least this confidence")


def _parser() -> argparse.ArgumentParser:
    from api.questions import MAX_OFFSET, readable, searchable

    parser = argparse.ArgumentParser(
        prog="qianyue", description="Who signs with, visits, funds and works with whom across China's cities."
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    text = _checked(readable)

    def command(
        name: str, run: Callable[[argparse.Namespace], int], help_: str, **more: Any
    ) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=help_, description=help_[0].upper() + help_[1:] + ".", **more)
        added.set_defaults(run=run)
        return added

    def with_store(added: argparse.ArgumentParser) -> argparse.ArgumentParser:
        added.add_argument("--store", metavar="URL", help=f"the graph (default: $QIANYUE_STORE or {DEFAULT_STORE})")
        return added

    def question(name: str, run: Callable[[argparse.Namespace], int], help_: str) -> argparse.ArgumentParser:
        added = with_store(command(name, run, help_))
        added.add_argument("--format", choices=("table", "json", "csv"), default="table", help="default: table")
        added.add_argument("--bom", action="store_true", help="begin CSV with a byte order mark, for Excel")
        return added

    def paged(added: argparse.ArgumentParser) -> argparse.ArgumentParser:
        added.add_argument(
            "--limit", metavar="N", type=_number(1, MAX_LIMIT), default=20, help="most rows (default: 20)"
        )
        added.add_argument("--offset", metavar="N", type=_number(0, MAX_OFFSET), default=0, help="rows to pass over")
        return added

    def bounded(added: argparse.ArgumentParser) -> None:
        added.add_argument(
            "--max-bytes",
            metavar="N",
            type=_number(1, 10**9),
            default=1_000_000,
            help="most bytes that one article's text may take (default: 1000000)",
        )

    ingest = with_store(command("ingest", _ingest, "read articles into the graph"))
    ingest.add_argument(
        "paths", metavar="PATH", nargs="*", type=Path, help="file or folder: .txt .md .html .pdf .jsonl"
    )
    ingest.add_argument("--samples", action="store_true", help="read the articles that come with qianyue")
    bounded(ingest)

    extract = command("extract", _extract, "print what articles say as JSON, one a line, and keep nothing")
    extract.add_argument("paths", metavar="PATH", nargs="+", type=Path, help="file or folder, as for ingest")
    extract.add_argument("--out", metavar="DIR", type=Path, help="write a file for each article into a folder instead")
    bounded(extract)

    variables = "\n".join(f"  {name}: {meaning} (default: {default})" for name, default, meaning in settings_table())
    serve = with_store(
        command(
            "serve",
            _serve,
            "serve the graph on the web",
            epilog=f"settings from the environment:\n{variables}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
    )
    serve.add_argument("--host", help="address to listen on (default: 127.0.0.1)")
    serve.add_argument("--port", type=_number(0, 65535), help="port to listen on (default: 8000; 0 takes a free one)")
    serve.add_argument("--no-browser", action="store_true", help="do not open a browser")

    search = paged(question("search", _search, "find entities by any part of a name"))
    search.add_argument("text", type=_checked(searchable), help="part of a name or alias, such as 西安")
    search.add_argument("--type", action="append", default=[], type=EntityType, choices=list(EntityType))

    entity = paged(question("entity", _entity, "show an entity with its claims and articles"))
    entity.add_argument("entity", type=text, help="its id or its exact name, such as 西安市")
    _add_filters(entity)

    links = paged(question("links", _links, "show what ties a city to others, or two cities to each other"))
    links.add_argument("city", type=text, help="name or GB/T 2260 code, such as 肇庆市 or 441200")
    links.add_argument("--other", metavar="CITY", type=text, help="the other of two cities")
    links.add_argument("--level", type=Level, choices=list(Level), help="default: the city's, for a county prefecture")
    links.add_argument(
        "--rows",
        choices=("links", "claims"),
        default="links",
        help="of one city: what --offset passes over and CSV holds: its links, or the claims behind them",
    )
    _add_filters(links)

    article = question("article", _article, "show an article with what was read in it")
    article.add_argument("id", type=text)

    question("stats", _stats, "count what the graph holds")
    return parser


if __name__ == "__main__":
    sys.exit(main())
