"""What a scope's organisation is asked through."""

from tests.builders import FakeGenesys, by_platform


def test_queues_are_asked_for_only_where_somebody_wants_them() -> None:
    assert by_platform(FakeGenesys().session()).queues is None
