"""What every verb in scripts/ stands on: the folder, the environment, the words for a missing Python.

Standard library only, because it runs before anything is installed.
"""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SITE = "requirements.lock"
"""What reading, building and checking need."""
BOOKS = "requirements-books.lock"
"""The same and what sets a whole version as a book."""
TEST = "requirements-test.lock"
"""All of it and the tests' own tools."""

_FOLDERS = {SITE: ".venv", BOOKS: ".venv-books", TEST: ".venv-test"}
_STAMP = "handbook-lock"


def enter(lock: str = SITE) -> None:
    """Go on in an environment that holds exactly what `lock` names, making it first where it is missing.

    The second start finds the environment's stamp and installs nothing.

    Raises:
        SystemExit: with one line that says what to install, if Python cannot make an environment,
            or with pip's exit status if it cannot install.
    """
    os.chdir(ROOT)
    # Where Python is told to keep nothing compiled, the package would be compiled at every check.
    sys.dont_write_bytecode = False
    sys.path.insert(0, str(ROOT / "hooks"))
    # The theme's notice about its successor is for the handbook's keepers (see the README), not for each build.
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    wanted = [_environment(each) for each in _covering(lock)]
    if Path(sys.prefix).resolve() in wanted and _is_current(Path(sys.prefix)):
        return
    folder = _environment(lock)
    if not _is_current(folder):
        _make(folder, lock)
    _continue_with(_python(folder))


def run(*command: str | Path, env: dict[str, str] | None = None) -> int:
    """Run `command` in the project's folder and return its exit status."""
    import subprocess  # takes as long as all else here, and the second start runs nothing

    try:
        return subprocess.run([str(part) for part in command], cwd=ROOT, env=env, check=False).returncode
    except KeyboardInterrupt:
        return 130


def module(name: str, *arguments: str | Path, env: dict[str, str] | None = None) -> int:
    """Run the Python module `name` with the environment's own interpreter and return its exit status."""
    return run(sys.executable, "-m", name, *arguments, env=env)


def _covering(lock: str) -> list[str]:
    return list(_FOLDERS)[list(_FOLDERS).index(lock) :]


def _environment(lock: str) -> Path:
    return (ROOT / _FOLDERS[lock]).resolve()


def _python(folder: Path) -> Path:
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _fingerprint(lock: str) -> str:
    seen = hashlib.sha256((ROOT / lock).read_bytes())
    seen.update(sys.version.encode())
    return seen.hexdigest()


def _is_current(folder: Path) -> bool:
    stamp = folder / _STAMP
    lock = next((lock for lock, name in _FOLDERS.items() if folder.name == name), None)
    return lock is not None and stamp.is_file() and stamp.read_text() == _fingerprint(lock)


def _make(folder: Path, lock: str) -> None:
    try:
        import ensurepip  # noqa: F401
        import venv
    except ImportError:
        sys.exit(
            "This Python cannot make an environment of its own. "
            "On Debian and Ubuntu: sudo apt install python3-venv. Then run the same command again."
        )
    print(f"Installing what {lock} names into {folder.name} (once, a minute or two) ...", flush=True)
    venv.EnvBuilder(with_pip=True, clear=True).create(folder)
    options = ["--quiet", "--disable-pip-version-check", "--no-deps", "--require-hashes"]
    status = run(_python(folder), "-m", "pip", "install", *options, "-r", lock)
    if status:
        sys.exit(status)
    (folder / _STAMP).write_text(_fingerprint(lock))


def _continue_with(python: Path) -> None:
    arguments = [str(python), *sys.argv]
    if os.name == "nt":  # Windows returns to the prompt before an exec'd program ends
        sys.exit(run(*arguments))
    os.execv(python, arguments)
