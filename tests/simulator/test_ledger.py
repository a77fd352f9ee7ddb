"""The counts of requests."""

from wallboard.simulator.ledger import Ledger, RequestCounts


def test_requests_are_counted_by_path_status_and_fault() -> None:
    ledger = Ledger()
    ledger.came("/a", None)
    ledger.came("/a", "hang")
    ledger.came("/b", None)
    ledger.answered(200)
    ledger.answered(200)
    assert ledger.counts() == RequestCounts(3, {"/a": 2, "/b": 1}, {200: 2}, {"hang": 1})
