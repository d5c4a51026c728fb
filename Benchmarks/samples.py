"""The rows of the tables that are measured, and a check that two results hold the same rows."""

from __future__ import annotations

import csv
import hashlib
import json
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Callable, Iterable, Iterator, List, NamedTuple, Optional, Sequence

COLUMNS = ["id", "name", "price", "note", "amount", "changed"]


class SampleRow(NamedTuple):
    """One row: a key, a text of 20 characters, a fraction, a text with quotes and beyond ASCII, a number that one row
    in five does not have, and an instant."""

    id: int
    name: str
    price: float
    note: str
    amount: Optional[int]
    changed: str


def sample_rows(count: int) -> Iterator[SampleRow]:
    """Rows with the numbers from 1, always the same."""
    start = datetime(2024, 1, 1)
    for number in range(1, count + 1):
        yield SampleRow(
            number, f"customer {number * 7919 % 10 ** 11:011}", number * 37 % 100_000 / 100,
            f'says "tea, please" № {number}: 茶, naïve', number * 31 % 1_000_003 if number % 5 else None,
            (start + timedelta(seconds=61 * number)).isoformat(" "))


def write_csv(file: Path, rows: Iterable[SampleRow]) -> None:
    """Rows without a head; a missing number is nothing at all."""
    with file.open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream, lineterminator="\n").writerows(rows)


def write_json(file: Path, rows: Iterable[SampleRow]) -> None:
    """Rows as objects in an array, each on a line."""
    with file.open("w", encoding="utf-8") as stream:
        separator = "["
        for row in rows:
            stream.write(separator + json.dumps(row._asdict(), ensure_ascii=False, separators=(",", ":")))
            separator = ",\n"
        stream.write("]\n")


@dataclass(frozen=True)
class Content:
    """What a result holds, whatever its form and order: how many rows, and the sum of their digests."""

    rows: int
    digest: str


def content_of(rows: Iterable[Sequence[object]]) -> Content:
    """Reads rows one at a time: to hold them would count as memory of the programs that run afterwards."""
    count, total = 0, 0
    for row in rows:
        digest = hashlib.blake2b(repr(_typed(row)).encode(), digest_size=8).digest()
        total = (total + int.from_bytes(digest, "big")) % (1 << 64)
        count += 1
    return Content(count, f"{total:016x}")


def json_rows(file: Path) -> Iterator[List[object]]:
    """The rows of JSON with one object a line, be it lines of JSON or an array."""
    with file.open(encoding="utf-8") as stream:
        for line in stream:
            row = json.loads(line.strip().lstrip("[").rstrip(",]"))
            if list(row) != COLUMNS:
                raise RuntimeError(f"{file} has the columns {list(row)}")
            yield list(row.values())


def csv_rows(file: Path) -> Iterator[List[str]]:
    """The rows of CSV below its head."""
    with file.open(newline="", encoding="utf-8") as stream:
        lines = csv.reader(stream)
        head = next(lines)
        if head != COLUMNS:
            raise RuntimeError(f"{file} has the columns {head}")
        yield from lines


def check_content(name: str, expected: Content, read: Callable[[], Iterable[Sequence[object]]]) -> None:
    """Fails when rows are not the expected ones."""
    found = content_of(read())
    if found != expected:
        raise RuntimeError(f"{name} gave {found} instead of {expected}")


def _typed(row: Sequence[object]) -> Sequence[object]:
    """A row as it was meant, from the values of JSON or the texts of CSV."""
    key, name, price, note, amount, changed = row
    return (
        int(str(key)), name, float(str(price)), note, None if amount in (None, "") else int(str(amount)),
        _instant(str(changed)))


def _instant(text: str) -> float:
    # PostgreSQL shortens a whole hour's zone, which not every Python reads. Without a zone it is UTC.
    moment = datetime.fromisoformat(text + ":00" if text[-3] in "+-" else text)
    return (moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)).timestamp()
