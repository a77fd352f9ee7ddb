"""What is taken out of a text: any secret in any form, what looks like a credential, and whoever is a person."""

import json
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Callable
from urllib.parse import quote, urlencode

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from wallboard.host.redaction import Names, forms_of_path, shortened, without, without_credentials, without_ids

ID = "6f0c1f2e-8a55-4a5e-9a43-1f7f0a8f2d10"
OTHER = "1f7f0a8f-4a5e-4a5e-9a43-6f0c1f2e8a55"
secrets = st.text(min_size=1, max_size=40).filter(lambda text: text.strip("*"))
words = st.text(max_size=60)


class TestSecrets:
    @given(words, st.lists(st.tuples(secrets, words), min_size=1, max_size=4))
    def test_none_survives_wherever_it_stands(self, before: str, parts: list[tuple[str, str]]) -> None:
        text = before + "".join(secret + after for secret, after in parts)
        left = without(text, [secret for secret, _ in parts])
        assert [secret for secret, _ in parts if secret in left] == []

    @pytest.mark.parametrize(
        "write",
        [
            json.dumps,
            lambda secret: json.dumps(secret, ensure_ascii=False),
            repr,
            lambda secret: urlencode({"client_secret": secret}),
            lambda secret: f"https://me:{quote(secret, safe='')}@host/",
            lambda secret: f"hex {secret.encode().hex()}",
        ],
    )
    @given(secret=st.text(st.characters(codec="utf-8"), min_size=6, max_size=40).filter(lambda text: text.strip("*")))
    def test_nor_as_others_write_it(self, write: Callable[[str], str], secret: str) -> None:
        text = write(secret)
        inside = text.strip("\"'")
        left = without(text, [secret])
        assert secret not in left
        assert inside not in left or not inside.strip("*")

    @given(st.text(min_size=0, max_size=7), st.text("abcdefgh/+-_0123456789", min_size=12, max_size=40), words)
    def test_nor_within_something_in_base64(self, before: str, secret: str, after: str) -> None:
        whole = f"{before}{secret}{after}".encode("utf-8", "surrogatepass")
        for encode in (b64encode, urlsafe_b64encode):
            left = without(encode(whole).decode(), [secret])
            assert "***" in left

    @given(words)
    def test_a_text_without_any_stays_as_it_is(self, text: str) -> None:
        assume("hush-hush" not in text)
        assert without(text, ["hush-hush"]) == text

    def test_stars_are_no_secret(self) -> None:
        assert without("a * b ** c", ["*", "**", ""]) == "a * b ** c"

    def test_the_longer_of_two_goes_first(self) -> None:
        assert without("hush-hush and hush", ["hush", "hush-hush"]) == "*** and ***"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("https://me:hush@proxy:8080/x", "https://***@proxy:8080/x"),
        ("http://me:hu@sh@proxy", "http://***@proxy"),
        ("Authorization: Bearer abcdefgh.ijkl-12_3", "Authorization: Bearer ***"),
        ("basic Y2xpZW50OnNlY3JldA==", "basic ***"),
        ("client_secret=hush&grant_type=x", "client_secret=***&grant_type=x"),
        ('{"access_token": "hush", "token_type": "bearer"}', '{"access_token": "***", "token_type": "bearer"}'),
        ("password = 'hush'", "password = '***'"),
        ("API-KEY=hush", "API-KEY=***"),
        ("password: hush-hush", "password: ***"),
        ("gave the password: hush-hush too", "gave the password: *** too"),
        ("with proxy_password: hush", "with proxy_password: ***"),
        ("Authorization: Bearer hush", "Authorization: Bearer ***"),
        ("Proxy-Authorization: hush", "Proxy-Authorization: ***"),
        ("proxyPassword=hush clientSecret=hush", "proxyPassword=*** clientSecret=***"),
        ("proxy_password=hu\\sh", "proxy_password=***"),
        (r'"{\"client_secret\": \"hush\"}"', r'"{\"client_secret\": \"***\"}"'),
        (r'"said client_secret=hush\", and"', r'"said client_secret=***\", and"'),
        ("password='not \\' so\", quiet' x", "password='***' x"),
        ('password="cut off; her', 'password="***'),
        ('"password":\n  "hush"', '"password":\n  "***"'),
    ],
)
def test_what_looks_like_a_credential_goes(text: str, left: str) -> None:
    assert without_credentials(text) == left


class TestBesideATellingName:
    NAMES = st.sampled_from(["password", "client_secret", "clientSecret", "proxyPassword", "X-Api-Key", "ACCESS_TOKEN"])
    # The end of a value that ends with this one is not found: what follows goes as well.
    VALUES = st.text(st.characters(codec="utf-8"), min_size=1, max_size=30).filter(lambda text: text[-1] != "\\")

    @pytest.mark.parametrize(
        "write",
        [
            json.dumps,
            lambda content: json.dumps(content, ensure_ascii=False),
            lambda content: json.dumps(json.dumps(content)),
            lambda content: json.dumps({"body": json.dumps({"body": json.dumps(content)})}),
            repr,
            lambda content: "\n".join(f"{name} = {value!r}" for name, value in content.items()),
        ],
    )
    @given(name=NAMES, value=VALUES)
    def test_a_value_in_quotes_goes_to_its_end_and_no_further(
        self, write: Callable[[dict[str, str]], str], name: str, value: str
    ) -> None:
        text = write({"who": "Ada", name: value, "next": "is there; still"})
        left = without_credentials(text).replace('"***"', "'***'")  # repr chooses the quotes by what is in them
        assert left == write({"who": "Ada", name: "***", "next": "is there; still"}).replace('"***"', "'***'")

    @given(
        name=NAMES,
        between=st.sampled_from(["=", ": ", ":", " = ", "= "]),
        value=st.from_regex(r"[\w!$%/()?+*~#|<>^.-]+", fullmatch=True),
        after=st.sampled_from(["", " then", "&then=1", ", then", "; then", '"', "\n", "}"]),
    )
    def test_one_without_quotes_goes_to_its_end(self, name: str, between: str, value: str, after: str) -> None:
        assert without_credentials(f"POST: {name}{between}{value}{after}") == f"POST: {name}{between}***{after}"


@pytest.mark.parametrize(
    "text",
    [
        "poll.bad cause=wrong_secret reason=https://login.mypurecloud.ie rejects the client secret",
        "The keyring holds no client secret for this client: run login",
        "ok       token        the client signs in",
        "setup.needed needs=secret why=locked",
        '{"client_secret": null, "password" : 5}',
        "2026-11-23T14:20:00 WARNING secret.missing store=token_store token.renewed",
        "password='' token=\"\" secret:\nnext",
        "poll.bad cause=proxy reason=/oauth/token: the proxy refuses it, or /oauth/token: http://proxy:1 does",
        "Sign in to this session with the password: it opens the keyring.",
        "instead='Wrong client secret: ask IT to run wallboard-poller login'",
        '{"cause": {"code": "wrong_secret", "token_type": "bearer"}}',
    ],
)
def test_words_about_credentials_stay(text: str) -> None:
    assert without_credentials(text) == text


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (f"agent {ID} stands twice", "agent {id} stands twice"),
        (f"GET /api/v2/users/{ID}: 404", "GET /api/v2/users/{id}: 404"),
        (f"GET /api/v2/groups/{ID}/members/{OTHER}", f"GET /api/v2/groups/{ID}/members/{{id}}"),
        (f"{ID},{OTHER.upper()}", "{id},{id}"),
        (f"failed (contextId {ID})", f"failed (contextId {ID})"),
        (f'"context_id": "{ID}"', f'"context_id": "{ID}"'),
        (f"wallboard-poller login --client-id {ID}", f"wallboard-poller login --client-id {ID}"),
        (f"{ID}0", f"{ID}0"),
    ],
)
def test_ids_go_but_for_those_of_nobody(text: str, left: str) -> None:
    assert without_ids(text) == left


class TestNames:
    def test_whole_names_go_and_parts_of_words_stay(self) -> None:
        names = Names(["Tova Levi", "Tova", "a0007", "Li", ""])
        told = names.without("Tova Levi (a0007), Tova; Tovah Levi a00071, Li")
        assert told == "{name} ({name}), {name}; Tovah Levi a00071, Li"

    def test_names_of_any_script(self) -> None:
        assert Names(["טובה לוי", "Zoë Müller-Lüd"]).without("טובה לוי, Zoë Müller-Lüd.") == "{name}, {name}."

    @given(st.lists(st.from_regex(r"\A[A-Z][a-z]{2,8} [A-Z][a-z]{2,8}\Z"), min_size=1, max_size=20), words)
    def test_none_of_many_is_left(self, names: list[str], between: str) -> None:
        text = f" {between} ".join(names)
        left = Names(names).without(f" {text} ")
        assert [name for name in names if f" {name} " in left] == []


def test_what_has_a_stand_in_is_replaced_by_it() -> None:
    home = {"/srv/ada": "~", "/srv/ada/deep": "~~", "": "never"}
    assert shortened("/srv/ada/deep/x /srv/ada/y", home) == "~~/x ~/y"


def test_a_path_is_known_as_others_write_it() -> None:
    home = r"C:\Users\märz"
    assert forms_of_path(home) == {home, r"C:\\Users\\märz", r"C:\\Users\\m\u00e4rz", "C:/Users/märz"}
    assert forms_of_path("/srv/ada") == {"/srv/ada"}
