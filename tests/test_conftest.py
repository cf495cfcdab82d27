import socket

import pytest


@pytest.mark.parametrize("host", ["192.0.2.1", "2001:db8::1"])
def test_other_machines_are_refused_and_the_attempt_is_noted(host: str, refused_connections: list[str]) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_DGRAM) as one, pytest.raises(PermissionError, match="leave the machine"):
        one.sendto(b"x", (host, 9))
    assert refused_connections == [f"socket.sendto {host}"]
    refused_connections.clear()


def test_names_of_other_machines_are_not_looked_up(refused_connections: list[str]) -> None:
    with pytest.raises(PermissionError, match="leave the machine"):
        socket.create_connection(("glossary.example", 443))
    assert refused_connections == ["socket.getaddrinfo glossary.example"]
    refused_connections.clear()


def test_this_machine_can_be_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as client:
        assert client.getpeername() == server.getsockname()
