"""The settings of a machine's files and policy together: what counts, who is named for what is wrong, what is odd."""

import os
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallboard.host import configuration, paths, policy
from wallboard.host.board_settings import Board
from wallboard.host.configuration import Configuration, NoSettings, Sources, check_part, fixed, is_policy
from wallboard.host.layers import Layer, Rank, Table
from wallboard.host.settings_words import SettingsError

BOARDS = '[[boards]]\nid = "all"\ntitle = "All agents"\nshift_starts = ["07:00"]\n'
GENESYS = '[genesys]\nregion = "mypurecloud.ie"\nclient_id = "mine"\n'
REHEARSAL = '[genesys]\nbase_url = "http://127.0.0.1:9"\nclient_id = "mine"\nclient_secret = "made up"\n'


@dataclass
class Machine:
    """A machine's files, each of which may be missing."""

    folder: Path

    @property
    def user(self) -> Path:
        return self.folder / "user.toml"

    @property
    def machine(self) -> Path:
        return self.folder / "machine.toml"

    @property
    def policy(self) -> Path:
        return self.folder / "policy.toml"

    @property
    def owner(self) -> int:
        """Who runs this test stands for root."""
        return self.folder.stat().st_uid

    @property
    def sources(self) -> Sources:
        return Sources(self.user, self.machine, lambda: policy.of_file(self.policy, self.owner), self.owner)

    def says(self, user: str | None = None, machine: str | None = None, policy: str | None = None) -> "Machine":
        for path, text in ((self.user, user), (self.machine, machine), (self.policy, policy)):
            if text is not None:
                path.write_text(text, "utf-8")
                path.chmod(0o600)
        return self

    def read(self) -> Configuration:
        return self.sources.read()

    def refusal(self) -> SettingsError:
        with pytest.raises(SettingsError) as caught:
            self.read()
        return caught.value


@pytest.fixture
def here(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


class TestWhatCounts:
    def test_policy_over_machine_over_user_over_the_policys_defaults(self, here: Machine) -> None:
        here.says(
            user=GENESYS + "lag = 50\npoll_interval = 50\n" + BOARDS,
            machine="[genesys]\nlag = 40\nmax_records = 40\n",
            policy='[enforced.genesys]\nmax_records = 30\nregion = "mypurecloud.de"\n'
            "[default.genesys]\npoll_interval = 20\nshare_for_others = 0.4\n",
        )
        found = here.read()
        genesys = found.settings.genesys
        assert (genesys.region, genesys.max_records, genesys.lag) == ("mypurecloud.de", 30, 40)
        assert (genesys.poll_interval, genesys.share_for_others, genesys.client_id) == (50, 0.4, "mine")
        assert found.warnings == ()
        where = {key: layer.where for key, layer in found.merged.sources.items()}
        assert where["genesys.region"] == f"{here.policy} [enforced]"
        assert where["genesys.lag"] == str(here.machine)
        assert where["genesys.poll_interval"] == str(here.user)
        assert where["genesys.share_for_others"] == f"{here.policy} [default]"

    def test_without_a_users_file_the_others_are_enough_if_they_are_whole(self, here: Machine) -> None:
        here.says(machine=BOARDS, policy='[enforced.genesys]\nregion = "mypurecloud.de"\nclient_id = "theirs"\n')
        assert here.read().settings.genesys.client_id == "theirs"

    @pytest.mark.parametrize("address", ["http://127.0.0.1:9", "http://localhost:9", "http://[::1]:9"])
    def test_a_rehearsal_stands_alone(self, here: Machine, address: str) -> None:
        enforced = '[enforced.genesys]\nregion = "mypurecloud.de"\nlag = 60\n'
        here.says(REHEARSAL.replace("http://127.0.0.1:9", address) + BOARDS, "[genesys]\nlag = 40\n", enforced)
        genesys = here.read().settings.genesys
        assert (genesys.base_url, genesys.region, genesys.lag) == (address, None, 30)

    def test_another_organisations_address_is_no_rehearsal(self, here: Machine) -> None:
        text = GENESYS.replace('region = "mypurecloud.ie"', 'base_url = "https://elsewhere.example"') + BOARDS
        here.says(text, policy='[enforced.genesys]\nregion = "mypurecloud.de"\n')
        genesys = here.read().settings.genesys
        assert (genesys.base_url, genesys.region) == (None, "mypurecloud.de")

    @pytest.mark.parametrize("proxy", ["system", "none"])
    def test_who_signs_in_to_a_proxy_that_is_not_used_disturbs_nobody(self, here: Machine, proxy: str) -> None:
        mine = '[network]\nproxy = "http://proxy.example:8080"\nproxy_user = "ada"\n'
        here.says(GENESYS + BOARDS + mine, policy=f'[enforced.network]\nproxy = "{proxy}"\n')
        network = here.read().settings.network
        assert (network.proxy, network.proxy_user) == (proxy, None)

    def test_the_mark_that_windows_writes_before_the_text_does_not_disturb(self, here: Machine) -> None:
        here.user.write_bytes(b"\xef\xbb\xbf" + (GENESYS + BOARDS).replace("\n", "\r\n").encode())
        assert here.read().settings.boards[0].id == "all"

    def test_a_first_file_is_tried_before_it_is_written(self, here: Machine) -> None:
        here.says(policy='[enforced.genesys]\nregion = "mypurecloud.de"\n')
        assert here.sources.read(GENESYS + BOARDS).settings.genesys.region == "mypurecloud.de"
        with pytest.raises(SettingsError, match=r"boards is missing"):
            here.sources.read(GENESYS)
        assert not here.user.exists()

    def test_this_machine_has_its_places(self, tmp_path: Path) -> None:
        sources = Sources.of_this_machine(tmp_path / "mine.toml")
        assert sources.machine == paths.machine_settings_file()
        assert sources.policy is policy.of_this_machine


class TestNothingYet:
    def test_without_anything_there_are_no_settings(self, here: Machine) -> None:
        with pytest.raises(NoSettings, match=f"There is no settings file yet: {here.user}"):
            here.read()

    def test_what_there_is_is_known(self, here: Machine) -> None:
        here.says(
            machine='[genesys]\nclient_id = "theirs"\n',
            policy='[enforced.genesys]\nregion = "mypurecloud.de"\nregoin = 1\n[default.genesys]\nlag = 40\n',
        )
        with pytest.raises(NoSettings, match="did you mean region") as caught:
            here.read()
        assert caught.value.known.table["genesys"] == {"region": "mypurecloud.de", "client_id": "theirs", "lag": 40}
        assert fixed(caught.value.known) == ["region", "client_id"]

    def test_what_a_policy_merely_proposes_is_not_fixed(self, here: Machine) -> None:
        here.says(policy='[default.genesys]\nregion = "mypurecloud.de"\n')
        with pytest.raises(NoSettings) as caught:
            here.read()
        assert fixed(caught.value.known) == []

    def test_a_section_without_anything_in_it_fixes_nothing(self, here: Machine) -> None:
        here.says(machine="[genesys]\n", policy="[enforced.genesys]\n")
        with pytest.raises(NoSettings) as caught:
            here.read()
        assert fixed(caught.value.known) == []
        here.machine.write_text("[genesys]\nlag = 40\n", "utf-8")
        with pytest.raises(NoSettings) as caught:
            here.read()
        assert fixed(caught.value.known) == []

    @pytest.mark.parametrize("table", ["enforced", "default"])
    @pytest.mark.parametrize("line", ["lag = 1", 'region = "nowhere"'])
    def test_a_bad_value_is_not_merely_missing(self, here: Machine, table: str, line: str) -> None:
        here.says(policy=f"[{table}.genesys]\n{line}\n")
        error = here.refusal()
        assert not isinstance(error, NoSettings)
        assert str(error).startswith(f"{here.policy} [{table}]: genesys.{line} is not allowed")


class TestFirstBoard:
    ABOVE = '[enforced.genesys]\nregion = "mypurecloud.de"\nclient_id = "theirs"\n'

    def read(self, here: Machine, zone: str | None = "Europe/Berlin") -> Configuration:
        return replace(here.sources, time_zone=zone).read()

    def test_region_and_client_of_others_than_the_user_are_enough(self, here: Machine) -> None:
        here.says(policy=self.ABOVE)
        (board,) = self.read(here).settings.boards
        assert board == Board("all", "All agents", time_zone="Europe/Berlin", shift_starts=["00:00"])
        here.says(user='[screen]\ntheme = "light"\n')
        found = self.read(here)
        assert (found.settings.screen.theme, found.settings.boards) == ("light", [board])

    def test_a_machines_file_may_say_a_half_of_it(self, here: Machine) -> None:
        here.says(machine='[genesys]\nregion = "mypurecloud.de"\n', policy='[enforced.genesys]\nclient_id = "theirs"\n')
        assert self.read(here).settings.boards[0].id == "all"

    def test_what_a_policy_merely_proposes_is_for_the_user_to_take(self, here: Machine) -> None:
        here.says(policy=self.ABOVE.replace("client_id", "[default.genesys]\nclient_id"))
        with pytest.raises(NoSettings):
            self.read(here)

    def test_a_board_that_somebody_says_counts(self, here: Machine) -> None:
        here.says(policy=self.ABOVE, user=BOARDS.replace('"all"', '"mine"'))
        assert [board.id for board in self.read(here).settings.boards] == ["mine"]

    def test_a_users_own_client_needs_a_board(self, here: Machine) -> None:
        here.says(GENESYS)
        with pytest.raises(SettingsError, match="boards is missing"):
            self.read(here)

    def test_where_the_zone_is_not_known_the_board_is_what_is_lacking(self, here: Machine) -> None:
        here.says(policy=self.ABOVE)
        with pytest.raises(NoSettings, match=r"What there is besides lacks \[\[boards\]\]\."):
            self.read(here, None)


class TestWrong:
    def test_whose_value_it_is_is_told(self, here: Machine) -> None:
        here.says(
            user=GENESYS + BOARDS.replace("07:00", "7 o'clock") + "[history]\ndays = 0\n",
            machine="[reconcile]\nconversations = 0\n",
            policy='[enforced.screen]\ntheme = "pink"\n',
        )
        assert [line.partition(" = ")[0] for line in here.refusal().lines] == [
            f"{here.policy} [enforced]: screen.theme",
            f"{here.user}: history.days",
            f"{here.machine}: reconcile.conversations",
            f'{here.user}: board 1 "all": shift_starts',
        ]

    def test_a_file_is_named_once_for_all_that_is_wrong_with_it(self, here: Machine) -> None:
        here.says(GENESYS + "lag = 1\npoll_interval = 1\n" + BOARDS)
        assert [line.partition(" = ")[0] for line in str(here.refusal()).splitlines()] == [
            f"{here.user}: genesys.poll_interval",
            "genesys.lag",
        ]

    def test_a_slip_in_a_key_is_told_beside_what_is_missing(self, here: Machine) -> None:
        here.says(GENESYS.replace("client_id", "clientid") + BOARDS)
        missing, slip = here.refusal().lines
        assert "genesys.client_id is missing" in missing
        assert "genesys.clientid is not known; did you mean client_id?" in slip

    def test_values_of_a_wrong_kind_and_out_of_limits_are_told_at_once(self, here: Machine) -> None:
        here.says(
            '[genesys]\nregion = 3\nlag = "x"\npoll_interval = 1\n[screen]\nmotion = 3\nsafe_area = 99\n'
            '[[boards]]\nid = "all"\nshift_starts = ["7"]\ngoal = 3\nminimum_closed = -1\n'
            '[[boards.scenes]]\nshow = "goal"\nseconds = 1\n'
        )
        assert sorted(line.removeprefix(f"{here.user}: ").partition(" = ")[0] for line in here.refusal().lines) == [
            'board 1 "all", scene 1: seconds',
            'board 1 "all": goal',
            'board 1 "all": minimum_closed',
            'board 1 "all": shift_starts',
            'board 1 "all": title is missing; it must be a text to show',
            "genesys.client_id is missing; it must be the client id of a Genesys Cloud OAuth client",
            "genesys.lag",
            "genesys.poll_interval",
            "genesys.region",
            "screen.motion",
            "screen.safe_area",
        ]

    @pytest.mark.parametrize("name", ["user", "machine", "policy"])
    @pytest.mark.parametrize("content", [b"[genesys", b"\xff\xfe[\x00g\x00"])
    def test_what_cannot_be_read_is_told_with_its_file(self, here: Machine, name: str, content: bytes) -> None:
        here.says(GENESYS + BOARDS, "", "")
        path: Path = getattr(here, name)
        path.write_bytes(content)
        words = str(here.refusal())
        assert str(path) in words
        assert "is no TOML: " in words or "cannot be read: " in words

    @pytest.mark.skipif(os.name != "posix", reason="Windows has access lists instead")
    @pytest.mark.parametrize("name", ["machine", "policy"])
    def test_what_holds_for_all_users_may_be_written_by_the_administrator_alone(self, here: Machine, name: str) -> None:
        here.says(GENESYS + BOARDS, '[network]\nproxy = "http://10.0.0.66:8080"\n', "[enforced.genesys]\nlag = 40\n")
        assert here.read().settings.genesys.lag == 40
        path: Path = getattr(here, name)
        path.chmod(0o666)
        assert f"{path} may be written by others than root: run chmod go-w {path}" in str(here.refusal())
        here.user.write_text(REHEARSAL + BOARDS, "utf-8")
        assert here.read().settings.network.proxy == "system"

    @pytest.mark.skipif(os.name != "posix", reason="Windows has access lists instead")
    def test_an_ordinary_users_machine_file_is_none(self, here: Machine) -> None:
        here.says(GENESYS + BOARDS, "[genesys]\nlag = 40\n")
        with pytest.raises(SettingsError, match=f"{here.machine} may be written by others than root: run chown root"):
            Sources(here.user, here.machine, administrator=here.owner + 1).read()

    @pytest.mark.parametrize("above", ["machine", "policy"])
    def test_a_secret_stands_in_no_machine_file_and_no_policy(self, here: Machine, above: str) -> None:
        secret = '[{}genesys]\nclient_secret = "hush-hush"\n'
        says = {above: secret.format("enforced." if above == "policy" else "")}
        here.says(GENESYS.replace('region = "mypurecloud.ie"', 'base_url = "https://a.example"') + BOARDS, **says)
        words = str(here.refusal())
        assert f"genesys.client_secret may not stand in {getattr(here, above)}" in words
        assert "hush-hush" not in words
        here.user.unlink()
        assert "may not stand in" in str(here.refusal())


class TestOdd:
    def test_a_key_that_nobody_knows_is_told_with_its_file_and_stops_nothing(self, here: Machine) -> None:
        here.says(
            GENESYS + BOARDS + 'titel = "x"\n', "[screeen]\n", "[enforced.genesys]\nlagg = 40\n[default]\nbords = 3\n"
        )
        found = here.read()
        assert found.settings.boards[0].title == "All agents"
        assert [one.partition("; ")[0] for one in found.warnings] == [
            f"{here.policy} [enforced]: genesys.lagg is not known",
            f"{here.policy} [default]: bords is not known",
            f"{here.machine}: screeen is not known",
            f'{here.user}: board 1 "all": titel is not known',
        ]

    @pytest.mark.parametrize(("key", "other"), [("diagonal", "furthest_seat"), ("furthest_seat", "diagonal")])
    def test_one_half_of_a_distance(self, here: Machine, key: str, other: str) -> None:
        here.says(GENESYS + BOARDS + f"[screen]\n{key} = 40\n")
        (warning,) = here.read().warnings
        assert warning.startswith(f"{here.user}: screen.{key} has no effect without {other}")

    def test_a_rehearsals_secret_that_others_may_read(self, here: Machine) -> None:
        here.says(REHEARSAL + BOARDS)
        assert here.read().warnings == ()
        here.user.chmod(0o644)
        (warning,) = here.read().warnings
        assert warning == f"{here.user}: holds a client_secret and may be read by others: run chmod 600 {here.user}"

    def test_a_file_without_a_secret_may_be_read(self, here: Machine) -> None:
        here.says(GENESYS + BOARDS)
        here.user.chmod(0o644)
        assert here.read().warnings == ()


class TestPolicyFile:
    def test_it_is_known_by_its_tables(self, here: Machine) -> None:
        here.says(GENESYS, policy="[default.genesys]\nlag = 40\n")
        assert is_policy(here.policy)
        assert not is_policy(here.user)
        assert not is_policy(here.machine)

    def test_it_need_not_be_whole(self, here: Machine) -> None:
        here.says(policy="[default.genesys]\nlag = 40\nlagg = 40\n")
        (warning,) = check_part(here.policy)
        assert "did you mean lag?" in warning

    def test_a_draft_of_an_ordinary_users_is_checked(self, here: Machine) -> None:
        here.says(machine="[genesys]\nlag = 40\n", policy="[enforced.genesys]\nlag = 40\n")
        for path in (here.machine, here.policy):
            path.chmod(0o666)
            assert check_part(path) == ()

    def test_a_whole_one_is_checked_too(self, here: Machine) -> None:
        whole = '[enforced.genesys]\nregion = "mypurecloud.de"\nclient_id = "a"\n' + BOARDS.replace(
            "boards", "enforced.boards"
        )
        here.says(policy=whole + "[enforced.screen]\ndiagonal = 40\n")
        assert len(check_part(here.policy)) == 1

    def test_a_machines_file_need_not_be_whole_either(self, here: Machine) -> None:
        here.says(machine="[genesys]\nlag = 40\nlagg = 40\n")
        (warning,) = check_part(here.machine)
        assert warning.startswith(f"{here.machine}: genesys.lagg")
        here.says(machine="[genesys]\nlag = 4\n")
        with pytest.raises(SettingsError, match=r"machine.toml: genesys.lag = 4 is not allowed"):
            check_part(here.machine)

    def test_what_is_wrong_with_it_is_told(self, here: Machine) -> None:
        here.says(policy="[enforced.genesys]\nlag = 1\n")
        with pytest.raises(SettingsError, match=r"policy.toml \[enforced\]: genesys.lag = 1 is not allowed"):
            check_part(here.policy)


keys = st.sampled_from(
    ["genesys", "boards", "screen", "id", "title", "lag", "base_url", "scenes", "goal", "theme", "x"]
)
leaves = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3) | st.datetimes()
values = st.recursive(leaves, lambda inner: st.lists(inner, max_size=2) | st.dictionaries(keys, inner, max_size=3))


@given(st.lists(st.dictionaries(keys, values, max_size=4), min_size=4, max_size=4), st.booleans())
def test_whatever_the_layers_say_it_is_settings_or_an_error_in_words(tables: list[Table], complete: bool) -> None:
    layers = [Layer(rank, rank.name, table) for rank, table in zip(Rank, tables, strict=True)]
    try:
        found = configuration._judged(layers, Path("user.toml"), complete=complete)
    except SettingsError as error:
        assert all(error.lines)  # noqa: PT017 both ends are allowed
        return
    assert isinstance(found, Configuration)
