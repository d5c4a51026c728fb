#!/usr/bin/env bash
# Moves what changed from CHANGELOG.d into CHANGELOG.md, for a release.
#
#   Scripts/changelog.sh            puts it under "Unreleased", and removes the files
#   Scripts/changelog.sh --check    only checks that the files can be put there
#
# Each change has a file of its own, so that the work of many hands does not collide: CHANGELOG.d/NAME.md with one or more
# bullets for users.
set -euo pipefail
cd "$(dirname "$0")/.."

python3 - "$@" <<'PYTHON'
import pathlib, re, sys

files = sorted(path for path in pathlib.Path("CHANGELOG.d").glob("*.md") if path.name != "README.md")
lines = []
for file in files:
    own = file.read_text("utf-8").rstrip("\n").split("\n")
    for number, line in enumerate(own, 1):
        if not re.match(r"- \S|  \S", line) or (number == 1 and not line.startswith("- ")):
            sys.exit(f"{file}:{number}: a change is a bullet, '- …', and goes on behind two blanks")
        if len(line) > 130:
            sys.exit(f"{file}:{number}: the line has {len(line)} characters, more than 130")
    lines += own
if sys.argv[1:] == ["--check"] or not lines:
    sys.exit()
changelog = pathlib.Path("CHANGELOG.md")
head, title, rest = changelog.read_text("utf-8").partition("## Unreleased\n\n")
if not title:
    head, rest = head.rstrip("\n") + "\n\n", ""
    before, mark, older = head.partition("\n## ")
    head, title, rest = before.rstrip("\n") + "\n\n", "## Unreleased\n\n", mark.lstrip("\n") + older
bullets, gap, older = rest.partition("\n\n## ")
changelog.write_text(head + title + "\n".join([bullets.rstrip("\n"), *lines]).lstrip("\n") + ("\n" if not gap else gap + older), "utf-8")
for file in files:
    file.unlink()
PYTHON
