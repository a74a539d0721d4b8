"""`check`: the locks pin and hash everything the .in files ask for and name no host; `write`: compute them anew."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "requirements"
NAMES = ("base", "dev", "node")
HOST = re.compile(r"https?://|--(extra-)?index-url|--find-links")
PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;\\]+)", re.MULTILINE)


def wanted(name: str) -> Iterator[Requirement]:
    """What an .in file asks for, the files it includes too."""
    for line in (FOLDER / f"{name}.in").read_text().splitlines():
        line = line.split("#")[0].strip()
        if line.startswith("-r "):
            yield from wanted(line[3:].removesuffix(".in"))
        elif line:
            yield Requirement(line)


def python_faults(name: str) -> Iterator[str]:
    text = (FOLDER / f"{name}.txt").read_text()
    pins = {canonicalize_name(package): Version(version) for package, version in PIN.findall(text)}
    if HOST.search(text):
        yield f"requirements/{name}.txt names a host"
    for block in re.split(r"\n(?=\S)", text):
        if PIN.match(block) and "--hash=sha256:" not in block:
            yield f"requirements/{name}.txt: no hash for {block.split('==')[0]}"
    for requirement in wanted(name):
        pin = pins.get(canonicalize_name(requirement.name))
        if pin is None or not requirement.specifier.contains(pin, prereleases=True):
            yield f"requirements/{name}.txt pins {pin}, the .in file asks for {requirement}: `make lock`"


def npm_faults() -> Iterator[str]:
    description, lock = ROOT / "package.json", ROOT / "package-lock.json"
    if not description.exists():
        return
    locked = json.loads(lock.read_text())
    root, asked = locked["packages"][""], json.loads(description.read_text())
    for kind in ("dependencies", "devDependencies"):
        if root.get(kind, {}) != asked.get(kind, {}):
            yield f"package-lock.json is not in step with {kind} of package.json: `npm install --package-lock-only`"
    for name, package in locked["packages"].items():
        if "resolved" in package:
            yield f"package-lock.json names where {name} is fetched from: remove `resolved`"
        if name and "integrity" not in package:
            yield f"package-lock.json has no hash for {name}"


def write() -> int:
    """Compute the locks of Python; no address of an index goes in."""
    for name in NAMES:
        command = [str(ROOT / ".venv/bin/uv"), "pip", "compile", "--quiet", "--universal", "--python-version", "3.11"]
        command += ["--generate-hashes", "--no-emit-index-url", "--no-annotate", "--no-header"]
        subprocess.run([*command, f"{name}.in", "-o", f"{name}.txt"], cwd=FOLDER, check=True)
    return check()


def check() -> int:
    faults = [fault for name in NAMES for fault in python_faults(name)] + list(npm_faults())
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(write() if sys.argv[1:] == ["write"] else check())
