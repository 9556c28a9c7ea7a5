"""The questions worth trying, each with its story; the form of `neo-tui demo` lists them."""

from __future__ import annotations

from typing import NamedTuple

from neo_tui.demo.rows import BULK_ALLOCATE, DELAYED_ACCRUAL, SAMPLE_CUSTOMER, SAMPLE_ENTITY, SAMPLE_TYPE


class Story(NamedTuple):
    """One question to try.

    Attributes:
        title: What it is about; at most 34 characters.
        customer_id: The customer to ask for.
        entity_id: The event's id.
        event_type_id: Its type.
        note: What to look for; one line.
    """

    title: str
    customer_id: int
    entity_id: str
    event_type_id: int
    note: str


_ADD, _DELAYED, _BULK, _UNKNOWN = SAMPLE_TYPE, DELAYED_ACCRUAL, BULK_ALLOCATE, 90

_ROWS = (
    Story("The documented sample row", SAMPLE_CUSTOMER, SAMPLE_ENTITY, _ADD, "50 points, valid for a day, all expired"),
    Story("Spent to the last point", 410000101, "rDm0fAll01", _ADD, "a bill whose 240 points were all redeemed"),
    Story("Partly spent, still good", 410000114, "hAlfUs0015", _ADD, "what is left and until when"),
    Story("Half returned", 410000102, "pRtRet0002", _ADD, "100 given, 50 taken back by a return"),
    Story("Returned in full", 410000112, "rEtAll0013", _ADD, "the purchase was taken back"),
    Story("Part spent, part expired", 410000111, "cOnsum0012", _ADD, "CONSUMED: 60 redeemed, 40 expired"),
    Story("Expired, job still pending", 410000103, "pEndJob003", _ADD, "past its expiry, AVAILABLE until the job runs"),
    Story("Expired, job overdue", 410000121, "oVerdu0022", _ADD, "days past its expiry, and still AVAILABLE"),
    Story("Expired too early", 410000122, "eArlyX0023", _ADD, "EXPIRED years before its expiry date"),
    Story("Valid for hours", 410000123, "hOurs00024", _ADD, "expired at the end of the day of its award"),
    Story("Available, but nothing left", 410000132, "zEroLf0029", _ADD, "AVAILABLE, though all of it is spent"),
    Story("Never expires", 410000113, "nEverX0014", _ADD, "an expiry a hundred years away"),
    Story("A merged customer", 410000104, "mErGed0004", _ADD, "earned on another account"),
    Story("Promised points, before", 410000105, "cOnvrt0005", _ADD, "converted: the promised entry is consumed"),
    Story("Promised points, after", 410000105, "cOnvrt0006", _DELAYED, "the new entry that can be spent"),
    Story("Promised, half returned, converted", 410000133, "rTconv0030", _ADD, "50 taken back, the other 50 converted"),
    Story("Promised, not yet theirs", 410000115, "fUture0016", _ADD, "an award date that lies ahead"),
    Story("One bill, several programmes", 410000106, "mUltiP0007", _ADD, "4 entries, 3 programmes, 2 categories"),
    Story("237 entries", 410000107, "bUlk237008", _BULK, "pages: ] and [ turn them, # goes to one"),
    Story("Two full pages", 410000116, "fUll200017", _BULK, "20 rows: the next page is empty"),
    Story("Rows that move", 410000117, "mOving0018", _BULK, "a row seen on two pages"),
    Story("No rows", 410000118, "nOthng0019", _ADD, "what an empty answer may mean"),
    Story("Spent while you watch", 410000126, "wAtch00027", _ADD, "every ten seconds 20 points go, and more"),
    Story("Two connections differ", 410000127, "tWocon0028", _ADD, "demo-copy has what was there last night"),
    Story("It does not add up", 410000108, "bAdSum0009", _ADD, "balances and statuses that contradict each other"),
    Story("Rows of others", 410000124, "oThers0025", _ADD, "another customer, event type and organisation"),
    Story("Odd values", 410000109, "oDdVal0010", _ADD, "long ids, text for numbers, gaps, strange dates"),
    Story("Which event type was it?", 410000131, "sWeep00022", _DELAYED, "neo-tui sweep finds two, past a 429"),
    Story("An event type nobody lists", 410000120, "uNknwn0021", _UNKNOWN, "type 90 is asked for all the same"),
    Story("Hostile text", 410000110, "hOstil0011", _ADD, "markup and control characters, shown letter for letter"),
    Story("Rows in an envelope", 410000119, "eNvlop0020", _ADD, "not the documented shape, read all the same"),
)

_ERRORS = (
    Story("Error 400", 400400400, "eRr4000000", _ADD, "the API rejects the question"),
    Story("Error 401", 400401401, "eRr4010000", _ADD, "the credentials are refused"),
    Story("Error 403", 400403403, "eRr4030000", _ADD, "access denied"),
    Story("Error 404", 400404404, "eRr4040000", _ADD, "not found"),
    Story("Error 429", 400429429, "eRr4290000", _ADD, "too many requests, with Retry-After"),
    Story("Error 500", 400500500, "eRr5000000", _ADD, "the dataflow fails"),
    Story("Error 503", 400503503, "eRr5030000", _ADD, "maintenance, as a web page"),
    Story("Error inside 200", 400200200, "eRr2000000", _ADD, "an error object in an answer that says OK"),
    Story("Merged away, code 8069", 400806900, "eRr8069000", _ADD, "the id belongs to an account merged away"),
    Story("A login page", 400200201, "pOrtal0000", _ADD, "HTML where JSON is due"),
    Story("A redirect", 400302302, "rEdir00000", _ADD, "points elsewhere; not followed"),
    Story("A redirect for good", 400301301, "rEdir30100", _ADD, "301 to another host; not followed"),
    Story("A redirect that keeps the method", 400307307, "rEdir30700", _ADD, "307 to another port; not followed"),
    Story("A redirect to plain http", 400302080, "rEdirHttp0", _ADD, "302 without TLS; not followed"),
    Story("Two seconds", 400000002, "sLow020000", _ADD, "an answer that takes a moment"),
    Story("Twenty seconds", 400000020, "sLow200000", _ADD, "an answer that takes its time; esc cancels"),
    Story("A minute", 400000060, "sLow600000", _ADD, "longer than anybody should wait"),
    Story("Cut off", 400000001, "cUtOff0000", _ADD, "the connection breaks inside the answer"),
    Story("Drip by drip", 400000003, "dRip000000", _ADD, "a byte a second"),
    Story("Broken JSON", 400000004, "bRoken0000", _ADD, "the answer stops in the middle"),
    Story("Nothing at all", 400000005, "eMpty00000", _ADD, "an empty body, marked OK"),
    Story("An empty object", 400000006, "eMptyO0000", _ADD, "{} where an array is due"),
)

STORIES: tuple[Story, ...] = _ROWS + _ERRORS
"""In the order a newcomer would try them: what happens to points, then paging, then oddities, then errors."""
