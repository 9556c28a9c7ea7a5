"""The summary of the checks in words: the worst first, nothing left out, calm when there is nothing."""

from __future__ import annotations

from neo_tui.domain.checks.catalogue import CHECKS, found
from neo_tui.domain.checks.check import Finding
from neo_tui.presentation.checks import MOST, by_check, check_lines, explained, summary, title
from neo_tui.presentation.text import cell_width, plain
from tests.domain.rows import MISSING, fresh, view

VIEW = view()
ODD = [
    fresh(id=1, original_customer_id=5),
    fresh(id=2, redeemed_exclusive_value=101),
    fresh(id=2, status="ON_HOLD", note=1),
    fresh(id=3, status="ON_HOLD", till_id=MISSING),
]


def findings() -> list[Finding]:
    return found(ODD, VIEW)


def test_one_line_counts_what_was_found_by_how_bad_it_is() -> None:
    assert summary(findings()) == "! 1 error, 4 warnings, 2 notices"
    assert summary(found(ODD[:1], VIEW)) == "1 notice"
    assert summary([]) == ""


def test_the_worst_stands_first_and_what_found_nothing_last() -> None:
    checked = by_check(findings())
    assert [each.check.name for each in checked[:7]] == [
        "balance-negative",
        "unknown-status",
        "duplicate-id",
        "missing-field",
        "merged-customer",
        "unknown-field",
        "status-contradicts-amounts",
    ]
    assert {each.check for each in checked} == set(CHECKS)
    assert sum(len(each.findings) for each in checked) == len(findings()) == 7


def test_the_heading_says_how_many_found_how_much_in_how_many_rows() -> None:
    told = title(by_check(findings()), 4, "of 40 loaded", complete=False)
    assert told == "7 findings by 6 of 19 checks in 4 rows of 40 loaded (more may exist)"
    assert title(by_check([]), 1, "", complete=True) == "No findings by 19 checks in 1 row"
    assert title(by_check([]), 3, "of status:EXPIRED", complete=True).endswith("3 rows of status:EXPIRED")


def test_each_check_has_a_line_that_fits_and_stands_in_line() -> None:
    for width in (40, 60, 80, 140):
        lines = [plain(line) for line in check_lines(by_check(findings()), width)]
        assert len(lines) == len(CHECKS)
        assert all(cell_width(line) <= max(width, 46) for line in lines)
    lines = [plain(line) for line in check_lines(by_check(findings()), 140)]
    assert lines[0] == "! error    balance-negative            1  More points are gone than the entry awarded."
    assert lines[4].startswith("  notice   merged-customer             1  ")
    assert lines[6].startswith("  nothing  status-contradicts-amounts  –  ")


def test_a_check_is_explained_with_its_first_findings() -> None:
    told = "\n".join(plain(line) for line in explained(by_check(findings())[0], 100))
    assert told.startswith("balance-negative  error\nMore points are gone than the entry awarded.\n⌁ ")
    assert "1 finding ─" in told
    assert "entry 2: 100 awarded, 101 redeemed, expired or returned: −1 left." in told
    many = found([fresh(id=number, status="ON_HOLD") for number in range(MOST + 3)], VIEW)
    told = "\n".join(plain(line) for line in explained(by_check(many)[0], 100))
    assert told.count("No document lists ON_HOLD.") == MOST
    assert "… 3 more" in told
    assert "It finds nothing in these rows." in plain(explained(by_check([])[0], 100)[-1])
