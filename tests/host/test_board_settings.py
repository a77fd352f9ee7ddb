"""A board's settings: the rest is tested with the whole file, by test_settings."""

from datetime import time

from wallboard.host.board_settings import Board, Opened, Privacy, check_boards, shift_time
from wallboard.host.settings_words import told


def test_a_time_of_day_is_read() -> None:
    assert shift_time("07:00") == time(7)
    assert shift_time("23:59:59") == time(23, 59, 59)
    assert shift_time("late") is None


def wrong(board: Board) -> str:
    """What makes no sense in it, one a line."""
    return "\n".join(told(one, {"boards": [{"id": board.id}]}) for one in check_boards({0: board}))


def board(privacy: Privacy, may_open: list[Opened] | None = None) -> Board:
    return Board("all", "All agents", shift_starts=["07:00"], privacy=privacy, may_open=may_open)


def test_a_board_shows_first_names_where_nothing_is_said() -> None:
    plain = Board("all", "All agents", shift_starts=["07:00"])
    assert plain.privacy == "first_name_initial"
    assert plain.open_to_viewers == {"explain", "pictures", "search"}


def test_a_board_without_names_opens_nothing_that_tells_of_one_person() -> None:
    assert board("initials").open_to_viewers == board("pseudonym").open_to_viewers == {"search"}
    assert board("team_totals").open_to_viewers == set()
    assert board("full", []).open_to_viewers == set()
    assert board("initials", ["explain"]).open_to_viewers == {"explain"}


def test_what_would_tell_who_somebody_is_is_refused_in_words() -> None:
    assert wrong(board("initials", ["explain", "search"])) == ""
    assert "a picture tells who it is" in wrong(board("pseudonym", ["pictures"]))
    assert "there is no agent to open" in wrong(board("team_totals", ["search"]))


def test_conversations_per_hour_are_needed_where_anything_ranks_by_them() -> None:
    def ranked(*rank_by: str) -> Board:
        return Board("all", "All agents", shift_starts=["07:00"], rank_by=rank_by)

    assert ranked("most_closed_per_hour").uses_per_hour
    assert ranked("most_closed", "fewest_closed_per_hour").uses_per_hour
    assert not ranked("most_closed", "shortest_aht").uses_per_hour
    assert wrong(ranked("most_closed_per_hour", "most_closed", "longest_aht")) == ""
    assert 'board 1 "all": rank_by' in wrong(ranked("most_closed_per_hour", "fewest_closed_per_hour"))


def test_a_board_that_ranks_by_a_figure_shows_it_unless_it_says_otherwise() -> None:
    def ranked(*columns: str, rank_by: str = "most_closed_per_hour") -> Board:
        return Board("all", "All agents", shift_starts=["07:00"], rank_by=(rank_by,), columns=columns or None)

    assert ranked().shown_columns == ("status", "closed", "aht", "per_hour")
    assert ranked("status", "closed", "aht").shown_columns == ("status", "closed", "aht")
    assert ranked("per_hour", "closed").shown_columns == ("per_hour", "closed")
    assert ranked(rank_by="most_closed").shown_columns == ("status", "closed", "aht")
    assert wrong(ranked("per_hour")) == ""
    assert "only where" in wrong(ranked("per_hour", rank_by="most_closed"))
