"""What must not be on a page: secrets, inner addresses, lines of logs.

These block, and they read everything that readers would: quotes and code, too.
"""

import re
from collections.abc import Iterator
from functools import cache
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from statuary.rules.rule import Case, Example, Family, Finds, Force, Found, Scope, rule, words_of

_DETECTORS = (
    *("artifactory", "aws", "azure_storage_key", "basic_auth", "cloudant", "discord", "github_token"),
    *("gitlab_token", "ibm_cloud_iam", "ibm_cos_hmac", "jwt", "mailchimp", "npm", "openai", "private_key"),
    *("pypi_token", "sendgrid", "slack", "softlayer", "square_oauth", "stripe", "telegram_token", "twilio"),
)
"""The detectors of detect-secrets that know a shape; entropy and key words would flag every other sentence."""
_DIGIT = re.compile(r"\d")
_MARK = re.compile(r"AKC|eyJ|PRIVATE KEY|://")


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


def said(case: Case, *parts: str) -> Iterator[tuple[int, str]]:
    """Each line that readers get, with its number in the file; of texts that hold none of some parts, no line."""
    for number, text in words_of(case.incident, case.update):
        if not parts or any(part in text for part in parts):
            yield from enumerate(text.splitlines(), number)


@rule(
    "secret",
    Family.LEAK,
    Scope.UPDATE,
    force=Force.BLOCKS,
    sources="Statuary",
    rare=True,
    says="A key, a token or a private key stands in the words.",
    good=("We renewed our access keys.", "Use the option token=TOKEN of the program."),
    bad=(
        Example("The key AKIA" + "Z7QXWERTYUIOP123 was still cached."),
        Example("Use ghp_" + "a1B2c3D4e5" * 3 + "F6g7H8 for now."),
    ),
)
def secret(case: Case) -> Finds:
    """The words themselves are not repeated: logs are read by many."""
    for line, text in said(case):
        kind = _secret(text)
        if kind:
            hint = "take it out and revoke it: git keeps what was committed, and others may have read it"
            yield Found(line, f"this looks like a secret ({kind})", hint)


def _secret(text: str) -> str | None:
    if not _MARK.search(text) and not any(len(word) > 12 and _DIGIT.search(word) for word in text.split()):
        return None  # most texts have nothing that a secret with a shape must have, and need no detectors
    return next((name for name, patterns in _detectors() if any(one.search(text) for one in patterns)), None)


_ADDRESS = re.compile(
    r"(?<![\w.:/-])(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]{1,4}:[0-9a-f:]{3,38})(?![\w:-]|\.\d)", re.IGNORECASE
)
_STARTS = ("10.", "172.", "192.", "127.", "169.", "fc", "fd", "fe", "FC", "FD", "FE")
_VERSION = re.compile(
    r"\b(?:v|versions?|releases?|builds?|(?:up|down)grad\w+ (?:\w+ )?(?:to|from))\s*$", re.IGNORECASE
)
_INNER = [
    ip_network(one)
    for one in (
        *("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8", "169.254.0.0/16"),
        *("fc00::/7", "fe80::/10"),
    )
]  # fmt: skip


@rule(
    "private-address",
    Family.LEAK,
    Scope.UPDATE,
    force=Force.BLOCKS,
    sources="PagerDuty liaison training",
    rare=True,
    says="An address that exists only inside a network stands in the words.",
    good=("1.1.1.1 does not answer.", "We go back to version 10.2.3.4 of the app."),
    bad=("10.2.3.4 does not answer.", "The spare at fd12:3456:789a::1 has no route."),
)
def private_address(case: Case) -> Finds:
    """Public addresses and those of documents pass: readers may need them."""
    for line, text in said(case, *_STARTS):
        for match in _ADDRESS.finditer(text):
            if _is_inner(match.group()) and not _VERSION.search(text[: match.start()]):
                message = f"{match.group()} is an address inside a network"
                yield Found(line, message, "say what customers reach there: “sign-in”, “the API in Europe”")


def _is_inner(text: str) -> bool:
    try:
        address: IPv4Address | IPv6Address = ip_address(text)
    except ValueError:
        return False
    return any(address in network for network in _INNER if network.version == address.version)


_LOG_PARTS = (
    "at ",
    "File",
    "Traceback",
    "goroutine",
    "panic",
    "SELECT",
    "INSERT",
    "UPDATE",
    "ERR",
    "WARN",
    "INFO",
    "DEBUG",
)
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
    for line, text in said(case, *_LOG_PARTS):
        if _LOG.search(text):
            yield Found(line, "this looks like a line of a log", "say what customers see instead")
