"""Layers of settings: whoever is highest and says anything has it, whatever the others say."""

from itertools import permutations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from wallboard.host.layers import Layer, Rank, Table, merged


def layer(rank: Rank, **table: object) -> Layer:
    return Layer(rank, rank.name.lower(), table)


POLICY = layer(Rank.POLICY, genesys={"region": "mypurecloud.de"}, boards=[{"id": "all"}])
MACHINE = layer(Rank.MACHINE, genesys={"lag": 40, "client_id": "the machine's"}, screen={"theme": "light"})
USER = layer(
    Rank.USER,
    genesys={"region": "mypurecloud.ie", "lag": 50, "client_id": "mine", "poll_interval": 60},
    boards=[{"id": "mine"}, {"id": "too"}],
)
DEFAULT = layer(Rank.POLICY_DEFAULT, genesys={"poll_interval": 90}, screen={"motion": "off"}, history={"days": 7})


@pytest.mark.parametrize("order", list(permutations([POLICY, MACHINE, USER, DEFAULT])))
def test_the_highest_counts_in_whatever_order_they_are_read(order: list[Layer]) -> None:
    found = merged(order)
    assert found.table == {
        "genesys": {"region": "mypurecloud.de", "lag": 40, "client_id": "the machine's", "poll_interval": 60},
        "boards": [{"id": "all"}],
        "screen": {"theme": "light", "motion": "off"},
        "history": {"days": 7},
    }
    assert {key: one.rank for key, one in found.sources.items()} == {
        "genesys.region": Rank.POLICY,
        "genesys.lag": Rank.MACHINE,
        "genesys.client_id": Rank.MACHINE,
        "genesys.poll_interval": Rank.USER,
        "boards": Rank.POLICY,
        "screen.theme": Rank.MACHINE,
        "screen.motion": Rank.POLICY_DEFAULT,
        "history.days": Rank.POLICY_DEFAULT,
    }


@pytest.mark.parametrize(
    ("key", "rank"),
    [
        ("genesys.region", Rank.POLICY),
        ("[genesys]", Rank.POLICY),
        ("boards[0].scenes[1].seconds", Rank.POLICY),
        ("boards", Rank.POLICY),
        ("screen.theme", Rank.MACHINE),
        ("screen.logo", None),
        ("rehearsal.origin", None),
    ],
)
def test_whose_word_a_key_is(key: str, rank: Rank | None) -> None:
    found = merged([POLICY, MACHINE, USER, DEFAULT]).source_of(key)
    assert (None if found is None else found.rank) == rank


@pytest.mark.parametrize(("above", "below"), [("region", "base_url"), ("base_url", "region")])
def test_a_region_sets_an_address_below_it_aside_and_the_other_way_round(above: str, below: str) -> None:
    found = merged([layer(Rank.POLICY, genesys={above: "a"}), layer(Rank.USER, genesys={below: "b"})])
    assert found.table == {"genesys": {above: "a"}}
    assert list(found.sources) == [f"genesys.{above}"]


@pytest.mark.parametrize("proxy", ["system", "none", "http://proxy:8080"])
def test_a_proxy_sets_aside_who_signs_in_to_another_below_it(proxy: str) -> None:
    mine = layer(Rank.USER, network={"proxy": "http://mine:8080", "proxy_user": "ada", "ca_file": "/etc/ca.pem"})
    assert merged([mine]).table["network"]["proxy_user"] == "ada"
    found = merged([layer(Rank.POLICY, network={"proxy": proxy}), mine])
    assert found.table == {"network": {"proxy": proxy, "ca_file": "/etc/ca.pem"}}
    proposed = merged(
        [layer(Rank.POLICY_DEFAULT, network={"proxy": proxy}), layer(Rank.USER, network={"proxy_user": "a"})]
    )
    assert proposed.table == {"network": {"proxy": proxy, "proxy_user": "a"}}


def test_both_in_one_place_are_left_for_the_check_to_refuse() -> None:
    both = {"region": "a", "base_url": "b"}
    assert merged([layer(Rank.USER, genesys=both)]).table == {"genesys": both}


def test_an_empty_section_takes_nothing_away_and_is_there() -> None:
    above = layer(Rank.POLICY, screen={}, rehearsal={})
    found = merged([above, layer(Rank.USER, screen={"theme": "light"})])
    assert found.table == {"screen": {"theme": "light"}, "rehearsal": {}}


def test_a_value_in_the_place_of_a_section_counts_as_the_highest_says_it() -> None:
    section, value = {"genesys": {"lag": 40}}, {"genesys": 3}
    assert merged([layer(Rank.POLICY, **value), layer(Rank.USER, **section)]).table == value
    assert merged([layer(Rank.POLICY, **section), layer(Rank.USER, **value)]).table == section


names = st.sampled_from("abc")
leaves = st.one_of(st.integers(), st.text(max_size=2), st.lists(st.integers(), max_size=2))
tables = st.dictionaries(names, leaves | st.dictionaries(names, leaves, max_size=3), max_size=3)


def flat(table: Table, path: tuple[str, ...] = ()) -> dict[tuple[str, ...], object]:
    found: dict[tuple[str, ...], object] = {}
    for key, value in table.items():
        if isinstance(value, dict):
            found |= flat(value, (*path, key))
        else:
            found[(*path, key)] = value
    return found


def overlap(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return all(a == b for a, b in zip(one, other, strict=False))


@given(st.dictionaries(st.sampled_from(list(Rank)), tables))
@example({Rank.POLICY_DEFAULT: {"a": {"a": 0, "b": 1}}, Rank.USER: {"a": 2}, Rank.MACHINE: {"a": {"a": 3}}})
def test_precedence_holds_for_any_layers(said: dict[Rank, Table]) -> None:
    layers = [Layer(rank, rank.name, table) for rank, table in said.items()]
    found = merged(layers)
    values = flat(found.table)
    by_rank = sorted(((rank, flat(table)) for rank, table in said.items()), reverse=True)
    wanted: dict[tuple[str, ...], tuple[object, Rank]] = {}
    for rank, one in by_rank:  # from the highest on, each takes the places that are free still
        taken = list(wanted)
        wanted |= {path: (value, rank) for path, value in one.items() if not any(overlap(path, p) for p in taken)}
    assert values == {path: value for path, (value, _) in wanted.items()}
    for path, (_, rank) in wanted.items():
        source = found.source_of(".".join(path))
        assert source is not None
        assert source.rank is rank
