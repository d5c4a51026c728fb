"""The table of results: comparisons, goals, and whether they were met."""

from __future__ import annotations

from dataclasses import dataclass
from typing import List, Optional, Sequence

from processes import Runs

MIB = 1 << 20


@dataclass(frozen=True)
class Row:
    """One comparison as it is shown."""

    subject: str
    ours: str
    theirs: str
    ratio: str
    goal: str = ""
    is_met: Optional[bool] = None

    @property
    def cells(self) -> List[str]:
        """The row's texts, in the order of the columns."""
        verdict = {True: "met", False: "MISSED", None: ""}[self.is_met]
        return [self.subject, self.ours, self.theirs, self.ratio, self.goal, verdict]


COLUMNS = ["", "oint", "the other", "ratio", "goal", ""]


def time_row(subject: str, ours: Runs, theirs: Runs, other: str, limit: Optional[float]) -> Row:
    """Compares wall times; the goal is a ratio of medians that is not exceeded, or None."""
    ratio = ours.median / theirs.median
    return Row(
        subject, _milliseconds(ours), f"{other} {_milliseconds(theirs)}", _pair(ratio, ours.best / theirs.best),
        goal="" if limit is None else f"≤ {limit:.2f}", is_met=None if limit is None else ratio <= limit,
    )


def throughput_row(subject: str, ours: Runs, theirs: Runs, other: str, size: int, limit: Optional[float]) -> Row:
    """Compares bytes per second; the goal is a ratio of medians that is reached, or None."""
    ratio = theirs.median / ours.median
    return Row(
        subject, _speed(ours, size), f"{other} {_speed(theirs, size)}", _pair(ratio, theirs.best / ours.best),
        goal="" if limit is None else f"≥ {limit:.2f}", is_met=None if limit is None else ratio >= limit,
    )


def rate_row(subject: str, ours: Runs, theirs: Runs, other: str, count: int, limit: Optional[float]) -> Row:
    """Compares calls per second; the goal is a ratio of medians that is reached, or None."""
    ratio = theirs.median / ours.median
    return Row(
        subject, _calls(ours, count), f"{other} {_calls(theirs, count)}", _pair(ratio, theirs.best / ours.best),
        goal="" if limit is None else f"≥ {limit:.2f}", is_met=None if limit is None else ratio >= limit,
    )


def memory_row(subject: str, ours: Runs, theirs: Runs, other: str, limit: Optional[int]) -> Row:
    """Compares peaks of memory; the goal is a number of bytes that is not exceeded, or None."""
    return Row(
        subject, _memory(ours.peak), f"{other} {_memory(theirs.peak)}", f"{ours.peak / theirs.peak:.2f}",
        goal="" if limit is None else f"≤ {limit / MIB:.0f} MiB",
        is_met=None if limit is None else ours.peak <= limit,
    )


def table(rows: Sequence[Row]) -> str:
    """The rows in columns, for a terminal."""
    lines = [COLUMNS] + [row.cells for row in rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(COLUMNS))]
    lines.insert(1, ["-" * width for width in widths])
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(line, widths)).rstrip() for line in lines)


def markdown_table(rows: Sequence[Row]) -> str:
    """The rows as a table of Markdown."""
    lines = [COLUMNS, ["---"] * len(COLUMNS)] + [row.cells for row in rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def summary(rows: Sequence[Row]) -> str:
    """Which goals were met."""
    judged = [row for row in rows if row.is_met is not None]
    missed = [row.subject for row in judged if not row.is_met]
    text = f"{len(judged) - len(missed)} of {len(judged)} goals met"
    return text + (". Missed: " + "; ".join(missed) + "." if missed else ".")


def _pair(first: float, second: float) -> str:
    return f"{first:.2f} ({second:.2f})"


def _milliseconds(runs: Runs) -> str:
    return f"{runs.median * 1000:.1f} ({runs.best * 1000:.1f}) ms"


def _speed(runs: Runs, size: int) -> str:
    return f"{size / runs.median / MIB:.0f} ({size / runs.best / MIB:.0f}) MiB/s"


def _calls(runs: Runs, count: int) -> str:
    return f"{count / runs.median:.0f} ({count / runs.best:.0f}) calls/s"


def _memory(size: int) -> str:
    return f"{size / MIB:.1f} MiB"
