"""What must not be on a page: secrets, inner addresses, lines of logs.

These block, and they read everything that readers would: quotes and code, too.
"""

import re
from functools import cache

from statuary.rules.case import Case
from statuary.rules.rule import Example, Family, Finds, Force, Found, Scope, rule

_DETECTORS = (
    *("artifactory", "aws", "azure_storage_key", "basic_auth", "cloudant", "discord", "github_token"),
    *("gitlab_token", "ibm_cloud_iam", "ibm_cos_hmac", "jwt", "mailchimp", "npm", "openai", "private_key"),
    *("pypi_token", "sendgrid", "slack", "softlayer", "square_oauth", "stripe", "telegram_token", "twilio"),
)
"""The detectors of detect-secrets that know a shape; entropy and key words would flag every other sentence."""
_MARKS = ("AKC", "eyJ", "PRIVATE KEY", "://", "assword", "asswort", "asswd", "pwd")
_UNLIKE_A_WORD = re.compile(r"\d|(?<=.)[A-Z]")
_LONG = 12
KEYS = (
    ("AWS access key", re.compile(r"\bA(?:KIA|SIA|BIA|CCA)[A-Z0-9]{16}\b")),
    ("GitHub token", re.compile(r"\bgh[oprsu]_[A-Za-z0-9]{36}|\bgithub_pat_[A-Za-z0-9_]{22}")),
    ("GitLab token", re.compile(r"\bgl(?:dt|ft|pat|rt)-[A-Za-z0-9_-]{20}")),
    ("Slack token", re.compile(r"\bxox[abeoprs]-[A-Za-z0-9-]{10}")),
    ("Stripe key", re.compile(r"\b[rs]k_live_[A-Za-z0-9]{20}")),
    ("Google key", re.compile(r"\bAIza[A-Za-z0-9_-]{35}")),
    ("key of an AI service", re.compile(r"\bsk-(?:ant|proj)-[A-Za-z0-9_-]{20}")),
    ("JSON Web Token", re.compile(r"\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8}")),
    ("private key", re.compile(r"-----BEGIN [A-Z ]{0,20}PRIVATE KEY")),
    (
        "password",
        re.compile(
            r"\b(?:[Pp]ass(?:word|wort|wd)|pwd)[ ]?[:=][ ]?(?!https?:)(?=\S{0,40}\d)(?=\S{0,40}[A-Za-z])\S{8}"
        ),
    ),
    ("password in an address", re.compile(r"\b[a-z]{2,9}://[^\s/:@]{1,64}:[^\s/:@]{1,64}@\w")),
)
"""The best-known shapes. The composer has them, too; whatever else detect-secrets knows, only `check` does."""


@cache
def _detectors() -> tuple[tuple[str, tuple[re.Pattern[str], ...]], ...]:
    """Names and patterns. Imported only for a text that may hold a secret: they bring a client for HTTP along."""
    from importlib import import_module

    from detect_secrets.plugins.base import RegexBasedDetector

    modules = [import_module(f"detect_secrets.plugins.{name}") for name in _DETECTORS]
    return tuple(
        (str(one.secret_type), tuple(vars(one)["denylist"]))
        for module in modules
        for one in vars(module).values()
        if isinstance(one, type) and issubclass(one, RegexBasedDetector) and one.__module__ == module.__name__
    )


@rule(
    "secret",
    Family.LEAK,
    Scope.UPDATE,
    force=Force.BLOCKS,
    waivable=False,
    sources="Statuary",
    rare=True,
    says="A key, a token or a private key stands in the words.",
    good=("We renewed our access keys.", "Use the option token=TOKEN of the program."),
    bad=(
        Example("The key AKIA" + "Z7QXWERTYUIOP123 was still cached."),
        Example("The key AKIA" + "QWERTYUIOPASDFGH is known to others."),
        Example("Use ghp_" + "a1B2c3D4e5" * 3 + "F6g7H8 for now."),
        Example("Sign in with password: hunter" + "2secret99 until then."),
    ),
)
def secret(case: Case) -> Finds:
    """As of every leak, the words themselves are not repeated: logs are read by many."""
    for line, text in case.lines if _may_hold_secret(case.all_text) else ():
        kind = _secret(text)
        if kind:
            hint = "take it out and revoke it: git keeps what was committed, and others may have read it"
            yield Found(line, f"this looks like a secret ({kind})", hint)


def _may_hold_secret(text: str) -> bool:
    """Whether it has what a secret with a shape must have; most texts do not, and need no detectors."""
    if any(mark in text for mark in _MARKS):
        return True
    return any(len(word) > _LONG and _UNLIKE_A_WORD.search(word) for word in text.split())


def _secret(text: str) -> str | None:
    known = next((name for name, pattern in KEYS if pattern.search(text)), None)
    others = ((name, patterns) for name, patterns in (() if known else _detectors()))
    return known or next(
        (name for name, patterns in others if any(one.search(text) for one in patterns)), None
    )


_BYTE = r"(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)"
_GROUP = r"[0-9A-Fa-f]{1,4}"
PRIVATE = re.compile(
    r"(?:(?<![\w.:/-])|(?<=://)|(?<=@))(?:"
    rf"(?:(?:10|127)\.{_BYTE}|172\.(?:1[6-9]|2\d|3[01])|192\.168|169\.254)\.{_BYTE}\.{_BYTE}(?![\w-]|\.\d)"
    rf"|[Ff](?:[CDcd][0-9A-Fa-f]|[Ee][89ABab])[0-9A-Fa-f](?:(?::{_GROUP}){{7}}|(?::{_GROUP}){{0,5}}::(?:{_GROUP}(?::{_GROUP}){{0,5}})?)"
    r"(?![\w:-]|\.\d))"
)
"""RFC 1918, loopback, link-local, and what IPv6 has of the kind; alone, in an address, with a port."""
_STARTS = re.compile(r"1(?:0|27|69|72|92)\.|[Ff][CDEcde][0-9A-Fa-f]{2}:")
VERSION = re.compile(
    r"\b(?:v|versions?|releases?|builds?|(?:up|down)grad\w+ (?:\w+ )?(?:to|from))\s*$", re.IGNORECASE
)
"""Before what looks like an address: then it is none."""


@rule(
    "private-address",
    Family.LEAK,
    Scope.UPDATE,
    force=Force.BLOCKS,
    sources="PagerDuty liaison training",
    rare=True,
    says="An address that exists only inside a network stands in the words.",
    good=(
        "1.1.1.1 does not answer.",
        "We go back to version 10.2.3.4 of the app.",
        "See https://example.com/10.2.3.4/notes.",
    ),
    bad=(
        "10.2.3.4 does not answer.",
        "10.2.3.4: no answer.",
        "The host 192.168.4.12:8080 is down.",
        "See http://10.0.0.5/health.",
        "The spare at fd12:3456:789a::1 has no route.",
    ),
)
def private_address(case: Case) -> Finds:
    """Public addresses and those of documents pass: readers may need them."""
    for line, text in case.lines_with(_STARTS):
        for match in PRIVATE.finditer(text):
            if not VERSION.search(text[: match.start()]):
                message = "an address that exists only inside a network"
                yield Found(line, message, "say what customers reach there: “sign-in”, “the API in Europe”")


_LOG_MARK = re.compile(
    r"at [a-z]\w*\.\w|\.(?:java|kt|scala|groovy|js|ts|cs|py|rb|go|php):\d|Exception|Error|File \"|Traceback|goroutine"
    r"|panic:|ERROR|WARN|INFO|DEBUG|FATAL|SELECT|INSERT|UPDATE"
)
"""One of these has every such line."""
_LOG = re.compile(
    r"^\s*at [\w.$<>/]{3,200}\([\w$]+\.(?:java|kt|scala|groovy|js|ts|cs|py|rb|go|php):\d+\)"
    r"|\bat (?:[a-z]\w*\.){2,8}[A-Z][\w$]*\.[\w$<>]+:\d+"
    r"|^\s*File \"[^\"]+\", line \d+, in "
    r"|^Traceback \(most recent call last\)|^goroutine \d+ \[|^panic: \S"
    r"|^\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d\S*\]? +\[?(?:ERROR|WARN(?:ING)?|INFO|DEBUG|FATAL)\b"
    r"|\b(?:[a-z]\w*\.){2,8}[A-Z]\w*(?:Exception|Error)\b.* at "
    r"|\bSELECT\b.{1,200}\bFROM \w+ WHERE\b"
    r"|\bINSERT INTO \w+ ?\([^)]{1,200}\) ?VALUES\b|\bUPDATE \w+ SET \w+ ?=",
    re.MULTILINE,
)


@rule(
    "log-line",
    Family.LEAK,
    Scope.UPDATE,
    force=Force.BLOCKS,
    sources="Statuary",
    rare=True,
    says="A line of a log, a stack trace or a query stands in the words.",
    good=("You see “failed to fetch” when you sign in.", "Select a file from the list where it says Open."),
    bad=(
        "Orders fail: java.sql.SQLException at com.acme.shop.Pay.charge(Pay.java:88)",
        "2026-11-22 10:04:07,123 ERROR no connection left",
    ),
)
def log_line(case: Case) -> Finds:
    """Only hard shapes: messages that customers see are welcome."""
    for line, text in case.lines_with(_LOG_MARK):
        if _LOG.search(text):
            yield Found(line, "this looks like a line of a log", "say what customers see instead")
