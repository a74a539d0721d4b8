"""Nothing in the program opens a way out but the gate."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import simpul

SOURCE = Path(simpul.__file__).parent
WAYS_OUT = frozenset({
    "socket", "ssl", "http.client", "urllib.request", "urllib3", "requests", "httpx", "aiohttp", "ftplib", "smtplib",
    "telnetlib", "poplib", "imaplib", "xmlrpc", "websockets", "pycurl",
    "pyhanko.sign.timestamps.aiohttp_client", "pyhanko.sign.timestamps.requests_client",
    "pyhanko_certvalidator.fetchers.aiohttp_fetchers", "pyhanko_certvalidator.fetchers.requests_fetchers",
})  # fmt: skip
NAMES = frozenset({"HTTPTimeStamper", "urlopen", "open_connection", "create_connection"})
"""What opens a connection although its module is used for something else too."""
SUSPECTED = re.compile("|".join({re.escape(each.rpartition(".")[2]) for each in WAYS_OUT | NAMES} | {"http", "urllib"}))
"""A quick look, so that only a few files are taken apart."""
PERMITTED = {
    "lib/outgoing/places.py": {"socket"},
    "lib/outgoing/sending.py": {"socket", "http.client"},
    "lib/outgoing/wire.py": {"socket", "ssl", "create_connection"},
    # A second line to the own database, on which a job tells how far it has come.
    "casework/past_jobs.py": {"create_connection"},
    # Whether the port is free, and whether the own server answers on this machine.
    "cli/serve.py": {"socket", "http.client"},
    # Letters go to the one server that the administrator configured.
    "adapters/mail/senders.py": {"smtplib"},
    "cli/examine_machine.py": {"smtplib"},
}


def used(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{each.name}" for each in node.names)
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.Attribute):
            yield node.attr


def ways_out(source: str) -> set[str]:
    if SUSPECTED.search(source) is None:
        return set()
    found = set(used(ast.parse(source)))
    return {way for way in WAYS_OUT if any(each == way or each.startswith(f"{way}.") for each in found)} | NAMES & found


def test_only_the_gate_goes_out() -> None:
    found = {str(path.relative_to(SOURCE)): ways_out(path.read_text()) for path in SOURCE.rglob("*.py")}
    assert {path: ways for path, ways in found.items() if ways} == PERMITTED


def test_the_search_finds_each_way_to_say_it() -> None:
    for said in (
        "import socket", "import urllib.request", "from urllib import request", "from urllib.request import urlopen",
        "def f():\n    import requests.sessions as s", "import asyncio\nasyncio.open_connection('x', 1)",
        "from pyhanko.sign.timestamps import HTTPTimeStamper", "from http import client",
    ):  # fmt: skip
        assert ways_out(said), said
    assert not ways_out("from urllib.parse import urlsplit\nimport http\nimport socketserver_of_ours")
