"""Take out of a text what must not leave this machine: secrets, credentials, the ids of people. Pure.

The last line of defence, not the first: nothing secret is written in the first place. Used by host.logs for every
line, and by poller.diagnostics for every file.
"""

import json
import re
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Iterable, Mapping
from urllib.parse import quote, quote_plus

MASK = "***"
_SHORTEST_FORM = 4  # letters; fewer are found everywhere
_SHORTEST_NAME = 3

_USER_IN_URL = re.compile(r"(?<=://)[^\s'\"<>]*@")
_HEADER = re.compile(r"(?i)\b(bearer|basic)\s+[\w.~+/=-]{8,}")
_NAMES = r"client[_-]?secret|secret|password|passwd|access[_-]?token|token|api[_-]?key|authorization"
_BARE = r"""(?: [^\s"',;&}\\] | \\(?!\\*["']) )+"""
_SCHEME = r"(?: (?:bearer|basic)[ \t]+ )?"
# As code, JSON or an address has it, also within a text that is quoted itself (\"secret\": \"…\"), and at the end of a
# longer name (proxyPassword). In quotes it goes on to their end, and where that is missing to the line's. What JSON has
# for a quoted name without quotes, null or a number, is no secret.
_NAMED = re.compile(
    rf"""(?imx) ({_NAMES}) (?:
      (?P<is> (?:\\*["'])? \s*[=:]\s* (?P<quote>\\*["']) (?!(?P=quote)) ) .+? (?P<end> (?<!\\)(?P=quote) | $ ) |
      (?P<bare> (?:\\*["'])? \s*=\s* {_SCHEME} ) {_BARE}
    )"""
)
# As a header has it. Neither "/oauth/token: cannot be reached" nor "the password: it opens the keyring" is one.
_TOLD = rf"[\w-]*? (?:{_NAMES}) [ \t]*:[ \t]* {_SCHEME}"
_HEADED = re.compile(rf"(?imx) (?<![\w/-]) ( (?<!\w[ ]) {_TOLD} | {_TOLD} (?! [^\W\d_]+[ \t] ) ) {_BARE}")
_WORD = re.compile(r"\w+")
_ID = re.compile(r"(?<![0-9a-fA-F])[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}(?![0-9a-fA-F])")
# What an id may follow: these name no person. Any other may be a person's.
_OF_NOBODY = (
    *("contextId ", '"context_id": "', '"context_id":"', "--client-id ", "client "),
    *("groups/", "teams/", "queues/", "divisions/"),
)


def without_credentials(text: str) -> str:
    """Without what looks like a credential, whoever wrote it: in a URL, in a header, beside a telling name.

    >>> without_credentials("by http://me:hush@proxy:8080, Bearer abcdefgh12, token=hush")
    'by http://***@proxy:8080, Bearer ***, token=***'
    """
    text = _USER_IN_URL.sub(f"{MASK}@", text)
    text = _HEADER.sub(rf"\1 {MASK}", text)
    text = _HEADED.sub(rf"\1{MASK}", text)
    return _NAMED.sub(lambda found: f"{found[1]}{found['is'] or found['bare']}{MASK}{found['end'] or ''}", text)


def without_ids(text: str) -> str:
    """Without the ids of people: every id but those of groups, teams, queues, divisions, clients and answers."""
    return _ID.sub(lambda found: found[0] if text.endswith(_OF_NOBODY, 0, found.start()) else "{id}", text)


def without(text: str, secrets: Iterable[str]) -> str:
    """Without each of these, in every form in which a text of ours may hold it."""
    # What consists of stars alone is a mask already, and no secret.
    forms = sorted({form for one in secrets if one.strip("*") for form in _forms(one)}, key=len, reverse=True)
    while any(form in text for form in forms):  # a mask may stand beside a letter and make up another one
        for form in forms:
            text = text.replace(form, MASK)
    return text


class Names:
    """Names and ids of people, thousands of them, found in a text in one pass."""

    def __init__(self, names: Iterable[str]) -> None:
        self._by_first_word: dict[str, list[str]] = {}
        for name in sorted(set(names), key=len, reverse=True):
            first = _WORD.match(name)
            if first is not None and len(name) >= _SHORTEST_NAME:
                self._by_first_word.setdefault(first[0], []).append(name)

    def without(self, text: str) -> str:
        """The text with "{name}" in the place of each."""
        kept, end = [], 0
        for word in _WORD.finditer(text):
            if word.start() < end:
                continue
            for name in self._by_first_word.get(word[0], ()):
                after = word.start() + len(name)
                if text.startswith(name, word.start()) and not _WORD.match(text, after):
                    kept += [text[end : word.start()], "{name}"]
                    end = after
                    break
        return "".join([*kept, text[end:]])


def shortened(text: str, names: Mapping[str, str]) -> str:
    """With each of these texts replaced by what stands for it, the longest first."""
    for name in sorted(names, key=len, reverse=True):
        if name:
            text = text.replace(name, names[name])
    return text


def forms_of_path(path: str) -> set[str]:
    """A path as it is, as JSON and Python write it, and with the slashes of an address."""
    return {path, *_quoted(path), path.replace("\\", "/")}


def _quoted(text: str) -> set[str]:
    return {json.dumps(text)[1:-1], json.dumps(text, ensure_ascii=False)[1:-1], repr(text)[1:-1]}


def _forms(secret: str) -> Iterable[str]:
    """As it is, as JSON, Python and an address write it, in hexadecimal digits, and within something in base64."""
    yield secret
    plain = secret.encode("utf-8", "surrogatepass")
    written = _quoted(secret)
    written |= {quote(plain, safe=""), quote(plain), quote_plus(plain), plain.hex(), plain.hex().upper()}
    for shift in range(3):  # it can lie there in three ways; what stands before and after touches both ends
        written |= {encode(bytes(shift) + plain)[4:-4].decode() for encode in (b64encode, urlsafe_b64encode)}
    yield from (form for form in written if len(form) >= _SHORTEST_FORM and form.strip("*"))
