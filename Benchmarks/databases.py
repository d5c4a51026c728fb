"""Reading tables and adding rows, against the shells of the databases."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Callable, Dict, Iterable, List, Sequence, Set, Tuple

from bench import Bench, found, server_variable, text_of
from processes import Command, Runs, interleaved, plain_environment, run
from report import MIB, memory_row, time_row
from samples import (
    COLUMNS, Content, check_content, content_of, csv_rows, json_rows, sample_rows, write_csv, write_json,
)

SQLITE_GOAL = 1.0
POSTGRESQL_READING_GOAL = 1.0
POSTGRESQL_ADDING_GOAL = 1.5
READING_MEMORY_GOAL = 64 * MIB

SQLITE_TABLE = "(id INTEGER PRIMARY KEY, name TEXT, price REAL, note TEXT, amount INTEGER, changed TEXT)"
POSTGRESQL_TABLE = (
    "(id bigint PRIMARY KEY, name text, price double precision, note text, amount integer, changed timestamptz)"
)
QUERY = "SELECT * FROM t"

Reader = Callable[[Path], Iterable[Sequence[object]]]
# oint's name of a form, the other side's words for it, and what reads it.
Form = Tuple[str, List[str], Reader]


def measure_databases(bench: Bench) -> None:
    """SQLite, then PostgreSQL: the same rows and the same work."""
    expected = content_of(sample_rows(bench.sizes.rows))
    added = content_of(sample_rows(bench.sizes.added_rows))
    write_json(bench.scratch / "rows.json", sample_rows(bench.sizes.added_rows))
    write_csv(bench.scratch / "rows.csv", sample_rows(bench.sizes.added_rows))
    sqlite = _SQLite(bench)
    sqlite.measure_reading(expected)
    sqlite.measure_adding(added)
    postgresql = _PostgreSQL(bench)
    postgresql.measure_reading(expected)
    postgresql.measure_adding(added)


def measure_reading(
    bench: Bench, subject: str, other: str, commands: Dict[str, Command], read: Reader, expected: Content, goal: float
) -> None:
    """Compares two commands that give the same rows, oint into `out` and the other to its standard output.

    What they give is checked once beforehand, outside the time that is taken.
    """
    out, output = bench.scratch / "out", bench.scratch / "output"

    def clean(name: str) -> None:
        out.unlink(missing_ok=True)
        bench.remove_output()

    for name, command in commands.items():
        run(command, bench.scratch)
        check_content(f"{subject}: {name}", expected, partial(read, out if name == "oint" else output))
        clean(name)
    runs = interleaved(commands, bench.sizes.database_rounds, bench.scratch, after=clean)
    bench.rows.append(time_row(subject, runs["oint"], runs[other], other, goal))
    bench.rows.append(memory_row(f"{subject}: peak memory", runs["oint"], runs[other], other, READING_MEMORY_GOAL))
    _note_load(bench, subject, runs["oint"], runs[other], other)


class _SQLite:
    """The measurements of SQLite, against its shell."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._shell = found("sqlite3", "Benchmarks/setup.sh")
        self._database = bench.scratch / "read.db"
        with closing(sqlite3.connect(self._database)) as database, database:
            database.execute(f"CREATE TABLE t {SQLITE_TABLE}")
            database.executemany("INSERT INTO t VALUES (?, ?, ?, ?, ?, ?)", sample_rows(bench.sizes.rows))
        theirs = text_of([self._shell, "--version"]).split()[0]
        ours = text_of([bench.oint, "sqlite", "ExecuteSQLQuery", "--sql", "SELECT sqlite_version()", "--format", "csv"])
        bench.notes.append(f"SQLite: oint has {ours.split()[-1]} in it, the shell {theirs}.")

    def measure_reading(self, expected: Content) -> None:
        """All rows of a table into a file."""
        shell = partial(self._theirs, self._database)
        forms: Dict[str, Form] = {
            "JSON": ("ndjson", [".mode json"], json_rows),
            "CSV": ("csv", [".mode csv", ".headers on"], csv_rows),
        }
        for form, (ours, theirs, read) in forms.items():
            commands = {
                "oint": self._bench.ours(
                    "sqlite", "ExecuteSQLQuery", "--db", str(self._database), "--sql", QUERY, "--format", ours,
                    "--out", str(self._bench.scratch / "out")),
                "sqlite3": shell(*theirs, QUERY),
            }
            subject = f"SQLite, {self._bench.sizes.rows:,} rows as {form}"
            measure_reading(self._bench, subject, "sqlite3", commands, read, expected, SQLITE_GOAL)

    def measure_adding(self, added: Content) -> None:
        """Rows of a file into an empty table.

        The goal is by the quickest way that the shell has: it imports CSV, where it makes a text of what is missing,
        which has to be mended. The way that reads the same JSON as oint is shown beside it.
        """
        scratch = self._bench.scratch
        empty = scratch / "empty.db"
        with closing(sqlite3.connect(empty)) as database, database:
            database.execute(f"CREATE TABLE t {SQLITE_TABLE}")
        files = {name: scratch / f"{number}.db" for number, name in enumerate(["oint", "csv", "json"])}
        values = ", ".join(f"value ->> '{column}'" for column in COLUMNS)
        commands = {
            "oint": self._bench.ours(
                "sqlite", "AddRecords", "--db", str(files["oint"]), "--table", "t", "--rows",
                str(scratch / "rows.json")),
            "csv": self._theirs(
                files["csv"], "BEGIN", f".import --csv '{scratch / 'rows.csv'}' t",
                "UPDATE t SET amount = NULL WHERE amount = ''", "COMMIT"),
            "json": self._theirs(
                files["json"], f"INSERT INTO t SELECT {values} FROM json_each(readfile('{scratch / 'rows.json'}'))"),
        }
        subject = f"SQLite, {added.rows:,} rows added"
        checked: Set[str] = set()

        def check(name: str) -> None:
            with closing(sqlite3.connect(files[name])) as database:
                if name not in checked:
                    check_content(f"{subject}: {name}", added, partial(database.execute, QUERY))
                    checked.add(name)
            shutil.copyfile(empty, files[name])

        for file in files.values():
            shutil.copyfile(empty, file)
        runs = interleaved(commands, self._bench.sizes.database_rounds, scratch, after=check)
        ways = {"csv": ("sqlite3 .import", SQLITE_GOAL), "json": ("sqlite3 json_each", None)}
        for name, (other, goal) in ways.items():
            self._bench.rows.append(time_row(subject, runs["oint"], runs[name], other, goal))
        self._bench.rows.append(
            memory_row(f"{subject}: peak memory", runs["oint"], runs["csv"], "sqlite3 .import", None))
        _note_load(self._bench, subject, runs["oint"], runs["csv"], "sqlite3")

    def _theirs(self, database: Path, *words: str) -> Command:
        return Command([self._shell, "-batch", "-init", "/dev/null", str(database), *words], plain_environment())


class _PostgreSQL:
    """The measurements of PostgreSQL, against psql; both find the server by the same variables, without TLS."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._psql = _psql()
        names = ["HOST", "PORT", "USER", "PASSWORD", "DATABASE"]
        self._variables = {f"PG{name}": server_variable(f"OINT_TEST_POSTGRESQL_{name}") for name in names}
        self._variables.update(PGSSLMODE="disable", PGTZ="UTC", PGCLIENTENCODING="UTF8")
        table = bench.scratch / "table.csv"
        write_csv(table, sample_rows(bench.sizes.rows))
        self._ask("DROP TABLE IF EXISTS t, added", f"CREATE TABLE t {POSTGRESQL_TABLE}", f"\\copy t from '{table}' csv")
        self._ask("VACUUM ANALYZE t", f"CREATE TABLE added {POSTGRESQL_TABLE}")
        table.unlink()
        version = self._ask("SHOW server_version").split()[0]
        bench.notes.append(f"PostgreSQL: the server is {version}; oint and psql use TCP without TLS.")

    def measure_reading(self, expected: Content) -> None:
        """All rows of a table into a file."""
        forms: Dict[str, Form] = {
            "JSON": ("ndjson", ["-At", "-c", "SELECT row_to_json(t) FROM t"], json_rows),
            "CSV": ("csv", ["--csv", "-c", QUERY], csv_rows),
        }
        for form, (ours, theirs, read) in forms.items():
            commands = {
                "oint": self._bench.ours(
                    "postgres", "ExecuteSQLQuery", "--sql", QUERY, "--format", ours,
                    "--out", str(self._bench.scratch / "out"), **self._variables),
                "psql": self._theirs(*theirs),
            }
            subject = f"PostgreSQL, {self._bench.sizes.rows:,} rows as {form}"
            measure_reading(self._bench, subject, "psql", commands, read, expected, POSTGRESQL_READING_GOAL)

    def measure_adding(self, added: Content) -> None:
        """Rows of a file into an empty table: of JSON by oint, of CSV by psql."""
        scratch = self._bench.scratch
        commands = {
            "oint": self._bench.ours(
                "postgres", "AddRecords", "--table", "added", "--rows", str(scratch / "rows.json"), **self._variables),
            "psql": self._theirs("-c", f"\\copy added from '{scratch / 'rows.csv'}' csv"),
        }
        subject = f"PostgreSQL, {added.rows:,} rows added"
        checked: Set[str] = set()

        def check(name: str) -> None:
            if name not in checked:
                run(self._theirs("-At", "-c", "SELECT row_to_json(added) FROM added"), scratch)
                check_content(f"{subject}: {name}", added, partial(json_rows, scratch / "output"))
                checked.add(name)
            self._ask("TRUNCATE added")

        runs = interleaved(commands, self._bench.sizes.database_rounds, scratch, after=check)
        self._bench.rows.append(time_row(subject, runs["oint"], runs["psql"], "psql \\copy", POSTGRESQL_ADDING_GOAL))
        self._bench.rows.append(memory_row(f"{subject}: peak memory", runs["oint"], runs["psql"], "psql \\copy", None))
        _note_load(self._bench, subject, runs["oint"], runs["psql"], "psql")

    def _theirs(self, *words: str) -> Command:
        return Command([self._psql, "-X", *words], plain_environment(**self._variables))

    def _ask(self, *commands: str) -> str:
        words = [word for command in commands for word in ("-c", command)]
        return text_of([self._psql, "-X", "-q", "-At", "-v", "ON_ERROR_STOP=1", *words], **self._variables)


def _psql() -> str:
    """Debian's own psql is a script that looks for the newest program first; here it is the program."""
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin/psql"), key=lambda path: float(path.parts[-3]))
    return str(programs[-1]) if programs else found("psql")


def _note_load(bench: Bench, subject: str, ours: Runs, theirs: Runs, other: str) -> None:
    bench.notes.append(f"{subject}: oint kept {ours.load:.2f} processors busy, {other} {theirs.load:.2f}.")
