"""GitHub's `${{ … }}`, as much of it as our workflows use: properties, literals, ==, !=, !, &&, ||, functions."""

import re
from collections.abc import Callable, Mapping
from typing import Any

_TOKEN = re.compile(r"\s*(?:(?P<op>==|!=|&&|\|\||[!().])|(?P<text>'(?:[^']|'')*')|(?P<word>[\w*-]+))")
_PLACE = re.compile(r"\$\{\{(.*?)\}\}", re.DOTALL)


class Expressions:
    """Evaluates in the light of contexts (`github`, `inputs`, `steps` …) and functions (`cancelled()` …)."""

    def __init__(self, contexts: Mapping[str, Any], functions: Mapping[str, Callable[[], bool]]) -> None:
        self._contexts, self._functions = contexts, functions

    def filled(self, value: Any) -> str:
        """A value of the YAML with every place filled in, as text, like the runner does before a step begins."""
        if isinstance(value, bool):
            return _as_text(value)
        return _PLACE.sub(lambda found: _as_text(self.value(found[1])), str(value))

    def holds(self, condition: Any) -> bool:
        """Whether an `if:` holds; without a status function in it, only after success, as GitHub has it."""
        text = str(condition)
        found = _PLACE.fullmatch(text.strip())
        inner = found[1] if found else text
        result = _truth(self.value(inner))
        named = re.search(r"\b(always|cancelled|failure|success)\(\)", inner)
        return result if named else result and self._functions["success"]()

    def value(self, text: str) -> Any:
        """The value of an expression without its braces."""
        parser = _Parser(text, self._contexts, self._functions)
        result = parser.either()
        assert parser.at_end, f"this harness does not know all of: {text}"
        return result


def _as_text(value: Any) -> str:
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _truth(value: Any) -> bool:
    return value not in (None, "", False, 0)


class _Parser:
    def __init__(
        self, text: str, contexts: Mapping[str, Any], functions: Mapping[str, Callable[[], bool]]
    ) -> None:
        self._contexts, self._functions = contexts, functions
        self._tokens: list[tuple[str, str]] = []
        place, text = 0, text.rstrip()
        while place < len(text):
            found = _TOKEN.match(text, place)
            assert found is not None, f"not an expression: {text[place:]}"
            kind = str(found.lastgroup)
            self._tokens.append((kind, found[kind]))
            place = found.end()

    @property
    def at_end(self) -> bool:
        return not self._tokens

    def _take(self, *operators: str) -> str | None:
        if self._tokens and self._tokens[0] in [("op", one) for one in operators]:
            return self._tokens.pop(0)[1]
        return None

    def either(self) -> Any:
        left = self._both()
        while self._take("||"):
            right = self._both()
            left = left if _truth(left) else right
        return left

    def _both(self) -> Any:
        left = self._comparison()
        while self._take("&&"):
            right = self._comparison()
            left = right if _truth(left) else left
        return left

    def _comparison(self) -> Any:
        left = self._single()
        while operator := self._take("==", "!="):
            same = _as_text(left).lower() == _as_text(self._single()).lower()
            left = same if operator == "==" else not same
        return left

    def _single(self) -> Any:
        if self._take("!"):
            return not _truth(self._single())
        if self._take("("):
            inner = self.either()
            assert self._take(")")
            return inner
        kind, token = self._tokens.pop(0)
        if kind == "text":
            return token[1:-1].replace("''", "'")
        if self._take("("):
            assert self._take(")"), "functions with arguments are not known here"
            return self._functions[token]()
        return self._property(token)

    def _property(self, name: str) -> Any:
        if name in ("true", "false"):
            return name == "true"
        assert name in self._contexts, f"unknown context {name}"
        value = self._contexts[name]
        while self._take("."):
            key = self._tokens.pop(0)[1]
            value = value.get(key) if isinstance(value, Mapping) else None
        return value
