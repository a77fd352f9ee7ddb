"""Answers of the Platform API for tests, built by hand as its documents show them."""

from datetime import UTC, datetime
from typing import Any

from tests.builders import json_reply
from wallboard.board.window import MetricsWindow
from wallboard.genesys.exchange import Reply

ADA = "a157b2f2-9a3f-4426-b7cf-b1a040594b28"
BEN = "f6a49350-bfd4-4d85-af3b-f5ba86398759"
SALES = "c6fc6f57-4c1e-4812-980a-5154f500b5c6"
WINDOW = MetricsWindow(datetime(2026, 3, 2, 8, tzinfo=UTC), datetime(2026, 3, 2, 14, 35, tzinfo=UTC))
INTERVAL = "2026-03-02T08:00:00.000Z/2026-03-02T14:35:00.000Z"


def group(
    user: str | None,
    closed: float = 0,
    handle_ms: float = 0,
    started: float = 0,
    media: str | None = "voice",
    queue: str | None = None,
    interval: str = INTERVAL,
) -> dict[str, Any]:
    """One group of an aggregate; what never occurred is not told."""
    names = {"userId": user, "mediaType": media, "queueId": queue}
    metrics: list[dict[str, Any]] = []
    if started:
        metrics.append({"metric": "nConnected", "stats": {"count": started}})
    if closed or handle_ms:
        stats = {"max": handle_ms, "min": 0, "count": closed, "sum": handle_ms}
        metrics.append({"metric": "tHandle", "stats": stats})
    data = [{"interval": interval, "metrics": metrics}]
    return {"group": {key: text for key, text in names.items() if text is not None}, "data": data}


def aggregate(*groups: dict[str, Any]) -> Reply:
    """The answer with these groups."""
    return json_reply({"results": list(groups)})


# The documents' own samples, letter by letter.
DOCUMENTED_AGGREGATE = (
    b'{"results": [{"group": {"mediaType": "voice", "userId": "a157b2f2-9a3f-4426-b7cf-b1a040594b28"}, "data": '
    b'[{"interval": "2026-03-02T08:00:00.000Z/2026-03-02T14:35:00.000Z", "metrics": [{"metric": "nConnected", "stats": '
    b'{"count": 13}}, {"metric": "tAcw", "stats": {"max": 60031, "min": 4012, "count": 12, "sum": 301877}}, {"metric": '
    b'"tHandle", "stats": {"max": 912044, "min": 61220, "count": 12, "sum": 3725952}}]}]}, {"group": {"mediaType": '
    b'"message", "userId": "a157b2f2-9a3f-4426-b7cf-b1a040594b28"}, "data": [{"interval": '
    b'"2026-03-02T08:00:00.000Z/2026-03-02T14:35:00.000Z", "metrics": [{"metric": "tHandle", "stats": {"max": 640000, '
    b'"min": 220000, "count": 2, "sum": 860000}}]}]}]}'
)
DOCUMENTED_STATUS = (
    b'{"entities": [{"userId": "a157b2f2-9a3f-4426-b7cf-b1a040594b28", "userName": "Ada Byrne", "divisionId": '
    b'"d0b618e5-ea69-4273-a1d3-ddeb7413825c", "systemPresence": "ON_QUEUE", "organizationPresenceId": '
    b'"6a3af858-942f-489d-9700-5f9bcdcdae9b", "presenceDate": "2026-03-02T13:58:04.120Z", "routingStatus": '
    b'"INTERACTING", "routingStatusDate": "2026-03-02T14:29:51.004Z", "isOutOfOffice": false, "sessionCount": 1, '
    b'"sessions": [{"conversationId": "2c4b9a0e-8f6e-4f0c-9d3c-2d8d1f1f0a11", "sessionId": '
    b'"7d0f7c4e-3a0c-4c0b-8b27-4d7c5a1c9e22", "sessionStart": "2026-03-02T14:29:51.004Z", "segmentStart": '
    b'"2026-03-02T14:30:02.417Z", "segmentType": "interact", "routedQueueId": "c6fc6f57-4c1e-4812-980a-5154f500b5c6", '
    b'"originatingDirection": "inbound", "mediaType": "voice"}]}]}'
)
DOCUMENTED_USERS = (
    b'{"entities": [{"id": "a157b2f2-9a3f-4426-b7cf-b1a040594b28", "name": "Ada Byrne", "division": {"id": '
    b'"d0b618e5-ea69-4273-a1d3-ddeb7413825c", "name": "Home"}, "state": "active", "version": 17, "images": '
    b'[{"resolution": "x48", "imageUri": "https://example.invalid/ada-x48.png"}], "routingStatus": {"userId": '
    b'"a157b2f2-9a3f-4426-b7cf-b1a040594b28", "status": "INTERACTING", "startTime": "2026-03-02T14:29:51.004Z"}}], '
    b'"pageSize": 500, "pageNumber": 1, "total": 50000, "pageCount": 100, "nextUri": '
    b'"/api/v2/users?pageSize=500&pageNumber=2"}'
)
DOCUMENTED_QUEUE_MEMBERS = (
    b'{"entities": [{"id": "a157b2f2-9a3f-4426-b7cf-b1a040594b28", "name": "Ada Byrne", "user": {"id": '
    b'"a157b2f2-9a3f-4426-b7cf-b1a040594b28", "name": "Ada Byrne", "version": 17}, "ringNumber": 1, "joined": true, '
    b'"memberBy": "user", "routingStatus": {"userId": "a157b2f2-9a3f-4426-b7cf-b1a040594b28", "status": "IDLE", '
    b'"startTime": "2026-03-02T14:31:00.000Z"}}], "pageSize": 100, "pageNumber": 1}'
)
DOCUMENTED_TOKEN = (
    b'{"organization": {"id": "0e5f0c6a-6f53-4d2e-9f4e-0f6a5b7f3a10", "name": "Example Org"}, "homeOrganization": '
    b'{"id": "0e5f0c6a-6f53-4d2e-9f4e-0f6a5b7f3a10", "name": "Example Org"}, "authorizedScope": [], "OAuthClient": '
    b'{"id": "7f0b2d0e-9a55-4df6-8b0a-b3d9b3a3c001", "name": "Wallboard poller", "authorizedGrantType": '
    b'"CLIENT-CREDENTIALS", "organization": {"id": "0e5f0c6a-6f53-4d2e-9f4e-0f6a5b7f3a10", "name": "Example Org"}}}'
)
DOCUMENTED_FORBIDDEN = (
    b'{"message": "Unable to perform the requested action. You must have at least one of the following permissions '
    b'assigned: [analytics:agentState:view]", "code": "missing.any.permissions", "status": 403, "messageParams": '
    b'{"permissions": "[analytics:agentState:view]"}, "contextId": "f3ac4404-283d-4d98-8b70-b75c4891d2ef", "details": '
    b'[], "errors": []}'
)
