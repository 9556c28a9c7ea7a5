"""Adds questions to a case, as one of several programs: `python -m tests.storage.case_child FILE WHO TIMES`."""

from __future__ import annotations

import sys
from dataclasses import replace

from neo_tui.storage.casefile import CaseFiles
from tests.cases import NOW, TOOL, answer, asked

if __name__ == "__main__":
    path, who, times = sys.argv[1:]
    for number in range(int(times)):
        key = f"{int(who):08x}{number:08x}"
        body = b'[{"id":%d}]' % number + b" " * 100_000
        CaseFiles(TOOL).add(path, [asked(key), replace(answer(body, key=key))], NOW)
        sys.stdout.write(f"{key}\n")
        sys.stdout.flush()
