"""Texts as people really have them, what is in each, and what must not survive."""

# ruff: noqa: E501 - the texts are as people have them

from __future__ import annotations

from typing import NamedTuple

from neo_tui.domain.pasted.pasted import Dropped
from neo_tui.domain.pasted.read import OTHER_ENDPOINT

EU = "eu.api.capillarytech.com"
PATH = "/x/neo/pointsAllocation/event"
QUERY = "entity_id=890697432&customer_id=566135941&event_type_id=15"
URL = f"https://{EU}{PATH}?{QUERY}"
PAIR = "dGlsbC4wMTo1ZjRkY2MzYjVhYTc2NWQ2MWQ4MzI3ZGViODgyY2Y5OQ=="
COOKIE = "_cfuvid=Xk3nQ9canary-cookie"
TOKEN = "eyJhbGciOiJIUzI1NiJ9.canaryclaims.canarysignature"
WORD = "Hunter2-canary!"
SECRETS = (PAIR, COOKIE, "Xk3nQ9canary-cookie", TOKEN, "canaryclaims", WORD, "canary")
"""Whatever of these stands in a text must not stand in what is read out of it."""


class Shape(NamedTuple):
    """A text; what is read out of it, or why nothing is."""

    name: str
    text: str
    fields: dict[str, str] = {}  # noqa: RUF012 - never changed
    dropped: tuple[Dropped, ...] = ()
    says: str = ""
    """Part of the problem, or of a note."""


FULL = {"host": EU, "customer": "566135941", "entity": "890697432", "event": "TransactionAdd"}
ASKED = {name: value for name, value in FULL.items() if name != "host"}
AUTHORIZATION, COOKIES, CREDENTIALS = Dropped.AUTHORIZATION, Dropped.COOKIES, Dropped.CREDENTIALS
BROWSER = (AUTHORIZATION, COOKIES)

_CURL_LINES = (
    Shape("a bare line", f"curl '{URL}'", FULL),
    Shape(
        "the documents' example",
        f"curl --location '{URL}' \\\n--header 'x-cap-neo-dag-scope: global' \\\n"
        f"--header 'Authorization: Basic {PAIR}' \\\n--header 'Cookie: {COOKIE}'",
        FULL,
        BROWSER,
    ),
    Shape(
        "line ends of Windows",
        f"curl -L \\\r\n  '{URL}' \\\r\n  -H 'Authorization: Basic {PAIR}'\r\n",
        FULL,
        (AUTHORIZATION,),
    ),
    Shape("line ends of a terminal", f"curl -L \\\r  '{URL}' \\\r  -b '{COOKIE}'", FULL, (COOKIES,)),
    Shape("spaces behind the backslash", f"curl \\  \n -u till.01:{WORD} \\ \n '{URL}'", FULL, (CREDENTIALS,)),
    Shape("no quotes around the URL", f"curl -u till.01:{WORD} {URL}", FULL, (CREDENTIALS,)),
    Shape("double quotes", f'curl -u "till.01:{WORD}" "{URL}"', FULL, (CREDENTIALS,)),
    Shape("user with =", f"curl --user=till.01:{WORD} --url={URL}", FULL, (CREDENTIALS,)),
    Shape("user in the word", f"curl -sSutill.01:{WORD} --url '{URL}'", FULL, (CREDENTIALS,)),
    Shape("user as a variable", f'curl -u "$NEO_TUI_USER:$NEO_TUI_PASSWORD" "{URL}"', FULL),
    Shape("a key with an empty password", f"curl -u {WORD}: '{URL}'", FULL, (CREDENTIALS,)),
    Shape(
        "-G with data",
        f"curl -G https://{EU}{PATH} -d entity_id=890697432 -d customer_id=566135941 --data-urlencode event_type_id=15",
        FULL,
    ),
    Shape(
        "-G with data in one word, and what needs encoding",
        f"curl -sG 'https://{EU}{PATH}' --data 'customer_id=5&event_type_id=90' --data-urlencode 'entity_id=a+b/c='",
        {"host": EU, "customer": "5", "entity": "a+b/c=", "event": "90"},
    ),
    Shape(
        "--get with part in the URL",
        f"curl --get '{URL}' --data-raw 'page=3&count=50'",
        {**FULL, "page": "3", "count": "50"},
    ),
    Shape("data from a file", f"curl -G '{URL}' -d @more.txt", FULL, says="from a file"),
    Shape("GET said aloud", f"curl -X GET '{URL}' -d ''", FULL),
    Shape(
        "--request GET of Postman",
        f"curl --location --request GET '{URL}' --header 'Authorization: Basic {PAIR}'",
        FULL,
        (AUTHORIZATION,),
    ),
    Shape("parameters in a body", f"curl -XGET https://{EU}{PATH} -d customer_id=5", {"host": EU}, says="in a body"),
    Shape(
        "options nobody knows", f"curl --brand-new --other 7 --compressed --max-time 10 -k '{URL}' -o out.json", FULL
    ),
    Shape("a referer is not asked", f"curl -e https://example.com/page '{URL}' -A 'Mozilla/5.0 (X11)'", FULL),
    Shape(
        "through a proxy",
        f"curl -x http://me:{WORD}@proxy.example:8080 -U me:{WORD} '{URL}'",
        FULL,
        (Dropped.IN_URL, Dropped.PASSWORD),
    ),
    Shape("an OAuth token", f"curl '{URL}' -H 'X-CAP-API-OAUTH-TOKEN: {TOKEN}'", FULL, (Dropped.TOKEN,)),
    Shape("a bearer option", f"curl --oauth2-bearer {TOKEN} '{URL}'", FULL, (Dropped.TOKEN,)),
    Shape("an API key", f"curl '{URL}' -H 'x-api-key: {WORD}'", FULL, (Dropped.API_KEY,)),
    Shape(
        "a gap in the header", f"curl '{URL}' -H 'Authorization: Basic <base64 of user:secret>' -H 'Cookie: ****'", FULL
    ),
    Shape("user information in the URL", f"curl 'https://till.01:{WORD}@{EU}{PATH}?{QUERY}'", FULL, (Dropped.IN_URL,)),
    Shape("a prompt before it", f"user@host:~$ curl '{URL}' -b '{COOKIE}'", FULL, (COOKIES,)),
    Shape("prose before it", f"This is what I ran: curl '{URL}' and nothing came", FULL),
    Shape("into jq", f"curl -s '{URL}' | jq '.[] | .id'", FULL),
    Shape("a secret set before", f"export PASSWORD={WORD}\ncurl -u till:$PASSWORD '{URL}'", FULL, (Dropped.PASSWORD,)),
    Shape(
        "typographic quotes of a ticket",
        f"curl —location “{URL}” —header “Authorization: Basic {PAIR}”",
        FULL,
        (AUTHORIZATION,),
    ),
    Shape(
        "the token first, then the question",
        f'curl -X POST https://{EU}/v3/oauth/token/generate -d \'{{"key":"k","secret":"{WORD}"}}\'\ncurl \'{URL}\'',
        FULL,
        (Dropped.PASSWORD,),
    ),
    Shape("--next", f"curl -X POST https://{EU}/v2/login --next '{URL}'", FULL),
    Shape("two questions", f"curl '{URL}'\ncurl '{URL}0'", FULL, says="2 requests"),
    Shape(
        "a gap for the customer",
        f"curl 'https://{EU}{PATH}?entity_id=1&customer_id={{{{id}}}}&event_type_id=15'",
        {"host": EU, "entity": "1", "event": "TransactionAdd"},
        says="gap to fill in",
    ),
    Shape("a gap for the host", f"curl 'https://{{{{host}}}}{PATH}?{QUERY}'", ASKED),
    Shape("http to elsewhere", f"curl 'http://{EU}{PATH}?{QUERY}'", ASKED, says="this machine only"),
    Shape(
        "http to this machine",
        f"curl 'http://127.0.0.1:8080{PATH}?{QUERY}'",
        {**ASKED, "host": "http://127.0.0.1:8080"},
    ),
    Shape(
        "ANSI-C quotes",
        rf"curl $'https://{EU}{PATH}?entity_id=it\'s\u0021&customer_id=\x35&event_type_id=15' -H $'Cookie: {COOKIE}'",
        {"host": EU, "customer": "5", "entity": "it's!", "event": "TransactionAdd"},
        (COOKIES,),
    ),
)

_COPIED = (
    Shape(
        "browser, copy as cURL (bash)",
        f"curl '{URL}' \\\n  -H 'accept: */*' \\\n  -H 'authorization: Basic {PAIR}' \\\n  -b '{COOKIE}' \\\n"
        '  -H \'sec-ch-ua: "Chromium";v="131"\' \\\n  --compressed',
        FULL,
        BROWSER,
    ),
    Shape(
        "browser, copy as cURL (cmd)",
        f'curl ^"https://{EU}{PATH}?entity_id=890697432^&customer_id=566135941^&event_type_id=15^" ^\r\n'
        f'  -H ^"accept: */*^" ^\r\n  -H ^"authorization: Basic {PAIR}^" ^\r\n  -b ^"{COOKIE}^" ^\r\n'
        '  -H ^"sec-ch-ua: ^\\^"Chromium^\\^";v=^\\^"131^\\^"^"',
        FULL,
        BROWSER,
    ),
    Shape(
        "older browser, cmd",
        f'curl "https://{EU}{PATH}?entity_id=890697432^&customer_id=566135941^&event_type_id=15" ^\n -H "Cookie: {COOKIE}" --compressed',
        FULL,
        (COOKIES,),
    ),
    Shape("PowerShell lines", f'curl.exe `\r\n  -u "till:{WORD}" `\r\n  "{URL}"', FULL, (CREDENTIALS,)),
    Shape(
        "browser, copy as PowerShell",
        "$session = New-Object Microsoft.PowerShell.Commands.WebRequestSession\n"
        f'$session.Cookies.Add((New-Object System.Net.Cookie("_cfuvid", "Xk3nQ9canary-cookie", "/", ".x.com")))\n'
        f'Invoke-WebRequest -UseBasicParsing -Uri "{URL}" `\n-WebSession $session `\n-Headers @{{\n"authorization"="Basic {PAIR}"\n}}',
        FULL,
        BROWSER,
    ),
    Shape(
        "browser, copy as fetch",
        f'fetch("{URL}", {{\n  "headers": {{\n    "authorization": "Basic {PAIR}",\n    "cookie": "{COOKIE}"\n  }},\n'
        '  "body": null,\n  "method": "GET",\n  "mode": "cors"\n});',
        FULL,
        BROWSER,
    ),
    Shape("a fetch that writes", f'fetch("{URL}", {{"body": "{{}}", "method": "POST"}});', says="with POST"),
    Shape(
        "browser, request headers",
        f":authority: {EU}\n:method: GET\n:path: {PATH}?{QUERY}\n:scheme: https\nauthorization: Basic {PAIR}\ncookie: {COOKIE}",
        FULL,
        BROWSER,
    ),
    Shape(
        "Postman, HTTP",
        f"GET {PATH}?{QUERY} HTTP/1.1\nHost: {EU}\nAuthorization: Basic {PAIR}\nCookie: {COOKIE}",
        FULL,
        BROWSER,
    ),
    Shape(
        "Postman, wget",
        f"wget --no-check-certificate --quiet \\\n  --method GET \\\n  --timeout=0 \\\n  --header 'Authorization: Basic {PAIR}' \\\n   '{URL}'",
        FULL,
        (AUTHORIZATION,),
    ),
    Shape("wget by hand", f"wget -qO- --user till --password {WORD} '{URL}'", FULL, (CREDENTIALS, Dropped.PASSWORD)),
    Shape(
        "Postman, HTTPie",
        f"http --follow --timeout 3600 GET '{URL}' \\\n  Authorization:'Basic {PAIR}' \\\n  Cookie:'{COOKIE}'",
        FULL,
        BROWSER,
    ),
    Shape(
        "HTTPie by hand",
        f"https -v -a till:{WORD} {EU}{PATH} entity_id==890697432 customer_id==566135941 event_type_id==15",
        FULL,
        (CREDENTIALS,),
    ),
    Shape("HTTPie that writes", f"http {EU}{PATH} customer_id=5", says="with POST"),
    Shape(
        "Postman, Python",
        f"import requests\n\nurl = \"{URL}\"\n\npayload = {{}}\nheaders = {{\n  'Authorization': 'Basic {PAIR}',\n"
        f"  'Cookie': '{COOKIE}'\n}}\n\nresponse = requests.request(\"GET\", url, headers=headers, data=payload)\nprint(response.text)",
        FULL,
        BROWSER,
    ),
    Shape(
        "Python by hand",
        f'requests.get("https://{EU}{PATH}", params={{"entity_id": "890697432", "customer_id": 566135941, "event_type_id": 15}}, '
        f'auth=("till", "x"), cookies={{"_cfuvid": "Xk3nQ9canary-cookie"}})',
        FULL,
        (CREDENTIALS, COOKIES),
    ),
    Shape("Python that writes", f'requests.post("{URL}")', says="with POST"),
    Shape(
        "Postman, Python http.client",
        f"conn = http.client.HTTPSConnection(\"{EU}\")\nheaders = {{'Authorization': 'Basic {PAIR}'}}\n"
        f'conn.request("GET", "{PATH}?{QUERY}", \'\', headers)',
        FULL,
        (AUTHORIZATION,),
    ),
    Shape(
        "an entry of a HAR",
        f'{{"request": {{"method": "GET", "url": "{URL}", "headers": [{{"name": "Authorization", "value": "Basic {PAIR}"}}]}}}}',
        FULL,
        (AUTHORIZATION,),
    ),
)

_OTHER = (
    Shape("a fence of a chat", f"```bash\ncurl -G \\\n '{URL}' -b '{COOKIE}'\n```", FULL, (COOKIES,)),
    Shape("a fence of a ticket", f"{{code:bash}}curl '{URL}' -b '{COOKIE}'{{code}}", FULL, (COOKIES,)),
    Shape("copied out of a web page", f"curl '{URL.replace('&', '&amp;')}'", FULL),
    Shape("shouted", URL.replace("https", "HTTPS").replace(EU, EU.upper()), FULL),
    Shape("SQL", "WHERE customer_id = 566135941 AND entity_id = '890697432' AND event_type_id=15", ASKED),
    Shape(
        "code that signs in first",
        f"t = requests.post('https://{EU}/v3/oauth/token/generate', json={{'secret': '{WORD}'}})\nr = requests.get('{URL}')",
        FULL,
        (Dropped.PASSWORD,),
    ),
    Shape(
        "axios",
        f"axios.get('https://{EU}{PATH}', {{ params: {{ entity_id: '890697432', customer_id: 566135941, event_type_id: 15 }},"
        f" headers: {{ 'X-CAP-API-OAUTH-TOKEN': '{TOKEN}' }} }})",
        FULL,
        (Dropped.TOKEN,),
    ),
    Shape("axios that writes", f"axios({{ method: 'post', url: '{URL}' }})", says="with POST"),
    Shape("a piece of the API's answer in a log", f'rows for {URL}: [{{"customer_id":566135941}}]', FULL),
    Shape("a URL", URL, FULL),
    Shape("a URL in brackets", f"<{URL}>", FULL),
    Shape("a URL without its scheme", URL.removeprefix("https://"), FULL),
    Shape("a URL with a token", f"{URL}&access_token={TOKEN}", FULL, (Dropped.TOKEN,)),
    Shape(
        "encoded parameters",
        f"https://{EU}{PATH}?entity_id=a%2Fb%3D&customer_id=5&event_type_id=15#top",
        {"host": EU, "customer": "5", "entity": "a/b=", "event": "TransactionAdd"},
    ),
    Shape("only a host", f"https://{EU}/", {"host": EU}),
    Shape(
        "one customer twice",
        f"https://{EU}{PATH}?customer_id=5&customer_id=6&entity_id=7&event_type_id=15",
        {"host": EU, "entity": "7", "event": "TransactionAdd"},
        says="Several values of the customer id",
    ),
    Shape("a log line with a URL", f"2026-11-23T09:00:01Z INFO outgoing GET {URL} 200 35ms user=till", FULL),
    Shape(
        "an access log",
        f'10.0.0.1 - till [23/Nov/2026:09:00:01 +0000] "GET {PATH}?{QUERY} HTTP/1.1" 200 512 "-" "curl/8.5.0"',
        ASKED,
    ),
    Shape(
        "an access log of a POST", f'10.0.0.1 - - [23/Nov/2026] "POST {PATH}?{QUERY} HTTP/1.1" 405 0', says="with POST"
    ),
    Shape(
        "a JSON log line",
        f'{{"level":"info","event":"http","url":"https:\\/\\/{EU}{PATH}?entity_id=890697432\\u0026customer_id=566135941\\u0026event_type_id=15"}}',
        FULL,
    ),
    Shape("names with =", "customer=566135941 entity=890697432 event=15", ASKED),
    Shape(
        "names as in code",
        "customerId: 566135941, entityId: 890697432, eventTypeId: 15, page: 2",
        {**ASKED, "page": "2"},
    ),
    Shape("names of the API", "customer_id=566135941, entity_id=890697432, event_type_id=15", ASKED),
    Shape(
        "lines of a ticket",
        "Customer ID: 566135941\nEntity id: 890697432\nEvent type: TransactionAdd\nPassword: " + WORD,
        ASKED,
        (Dropped.PASSWORD,),
    ),
    Shape("cells of a sheet", "customer id\t566135941\nentity id\t890697432\nevent type\t15", ASKED),
    Shape(
        "digits in groups",
        "customer: 566,135,941 entity: 890697432 event: 15",
        {"entity": "890697432", "event": "TransactionAdd"},
        says="digits only",
    ),
    Shape(
        "a question as JSON",
        '{"customerId": 566135941, "entityId": "890697432", "eventTypeId": 15, "count": 50}',
        {**ASKED, "count": "50"},
    ),
    Shape(
        "a row as JSON",
        '{"event_log_id": 1, "customer_id": 566135941, "event_type_id": 15, "points_value": 5}',
        {"customer": "566135941", "event": "TransactionAdd"},
        says="which entity",
    ),
    Shape(
        "rows as JSON",
        '[{"till_id":1,"customer_id":5,"event_type_id":15},{"till_id":1,"customer_id":6,"event_type_id":15}]',
        {"event": "TransactionAdd"},
        says="Several values of the customer id",
    ),
    Shape(
        "our own command",
        "neo-tui get --profile eu-prod --customer 566135941 --entity=890697432 --event TransactionAdd --filter 'left>0'",
        {**ASKED, "profile": "eu-prod"},
        says="not taken over",
    ),
    Shape(
        "our own command with variables",
        f"NEO_TUI_PASSWORD={WORD} neo-tui get --customer 566135941 --entity 890697432 --event 15 --count 20",
        {**ASKED, "count": "20"},
        (Dropped.PASSWORD,),
    ),
    Shape("a curl line that writes", f"curl -X POST '{URL}' -u till:{WORD}", dropped=(CREDENTIALS,), says="with POST"),
    Shape("a curl line with a body", f"curl '{URL}' -d a=b", says="with POST"),
    Shape("a curl line for the head", f"curl -I '{URL}'", says="with HEAD"),
    Shape(
        "another endpoint", f"curl 'https://{EU}/v2/customers/5' -b '{COOKIE}'", dropped=(COOKIES,), says=OTHER_ENDPOINT
    ),
    Shape(
        "a neighbour of the endpoint", f"https://{EU}/x/neo/pointsAllocation/dateRange?entity_id=5", says=OTHER_ENDPOINT
    ),
    Shape(
        "a token call",
        f'curl -X POST https://{EU}/v3/oauth/token/generate -d \'{{"secret":"{WORD}"}}\'',
        dropped=(Dropped.PASSWORD,),
        says=OTHER_ENDPOINT,
    ),
    Shape("the endpoint without a question", f"https://{EU}{PATH}", {"host": EU}),
)

SHAPES = (*_CURL_LINES, *_COPIED, *_OTHER)
