"""The section of the monitoring: whether a port tells health and figures. Part of host.settings."""

import msgspec


class Monitoring(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The port on 127.0.0.1 where poller.monitoring answers; None: none."""

    port: int | None = None
