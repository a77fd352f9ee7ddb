"""The section of the monitoring: what is allowed in it, and what it says by itself."""

import pytest

from tests.host.test_settings import refusal, toml
from wallboard.host import settings


def test_by_itself_there_is_no_port() -> None:
    assert settings.parse(toml()).monitoring.port is None


@pytest.mark.parametrize("port", [1024, 9400, 65_535])
def test_a_port(port: int) -> None:
    assert settings.parse(toml() + f"\n[monitoring]\nport = {port}").monitoring.port == port


@pytest.mark.parametrize("port", ["0", "80", "1023", "65536", '"9400"'])
def test_what_is_refused(port: str) -> None:
    told = refusal(toml() + f"\n[monitoring]\nport = {port}")
    assert told.startswith(f"monitoring.port = {port} is not allowed; allowed is a whole number from 1024 to 65535")
