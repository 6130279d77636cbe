"""Set Persona Studio up, once, and start it: the one command of a fresh checkout.

    python3 run.py               open the studio
    python3 run.py export ...    any other words go to the studio's command line
    python3 run.py test          every check; with further words, pytest alone with those words
    python3 run.py faults        the fault tests, whole: kills, failing disks, lost power
    python3 run.py bench         the benchmarks

The libraries go into `.venv`, in the versions and with the hashes of a lock file. The environment
is built in place, because its scripts hold absolute paths; the one before waits in `.venv-setup`
and comes back when a set-up fails. Its stamp is written last and names everything it was made
from: an environment without a fitting stamp is never used, so a set-up may be interrupted anywhere.

Standard library only. Python 3.8 can still read this file, so that an old one gets a sentence.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import sysconfig
import tempfile
import time
from pathlib import Path
from typing import Iterator, Mapping, Sequence

ROOT = Path(__file__).resolve().parent
COMMAND = "py run.py" if os.name == "nt" else "python3 run.py"

STUDIO_LOCK = "requirements.lock"
CHECKS_LOCK = "requirements-dev.lock"  # holds every pin of the other one too

CHECKS = (
    ("ruff check", ("-m", "ruff", "check")),
    ("ruff format --check", ("-m", "ruff", "format", "--check")),
    ("mypy", ("-m", "mypy")),
    ("lint-imports", ("-c", "import importlinter.cli as cli; cli.lint_imports_command()")),
    ("pytest", ("-m", "pytest", "-n", "auto", "--dist", "worksteal")),
)
FAULT_TESTS = ("tests/faults", "tests/store", "-m", "faults", "--dist", "worksteal")

# What the wheels of Qt expect of a Linux system, in the names of Debian and Ubuntu.
PICTURE_PACKAGES = (
    *("libglib2.0-0", "libegl1", "libgl1", "libx11-6", "libdbus-1-3"),
    *("libfontconfig1", "libfreetype6", "libxkbcommon0"),
)
WINDOW_PACKAGES = {
    "libqxcb.so": (
        *("libxkbcommon-x11-0", "libxcb-cursor0", "libxcb-icccm4", "libxcb-keysyms1"),
        *("libxcb-shape0", "libxcb-randr0", "libxcb-render-util0", "libxcb-xkb1", "libx11-xcb1"),
    ),
    "libqwayland.so": ("libwayland-client0", "libwayland-cursor0"),
}
PROBE = """import ctypes, pathlib, sys, PySide6.QtGui, PySide6.QtWidgets
platforms = pathlib.Path(PySide6.__file__).parent / "Qt" / "plugins" / "platforms"
for plugin in sys.argv[1:]:
    ctypes.CDLL(str(platforms / plugin))
"""


class SetupError(Exception):
    """What stands in the way, as sentences for the person at the terminal."""


def main(arguments: Sequence[str]) -> int:
    """Set up what the task needs, then do it; return the exit code."""
    try:
        refuse_other_pythons(sys.version_info[:2])
        require_venv(sys.version_info[:2])
        task, words = route(arguments)
        set_up(ROOT, STUDIO_LOCK if task == "studio" else CHECKS_LOCK)
        opens_window = task == "studio" and (not words or words[0].endswith(".studio"))
        check_system_libraries(ROOT, window=opens_window)
        tasks = {"test": run_checks, "faults": run_faults, "bench": run_benchmarks}
        return tasks.get(task, start_studio)(words)
    except SetupError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    except (KeyboardInterrupt, EOFError):
        print("\nInterrupted.", file=sys.stderr)
        return 130


def refuse_other_pythons(version: Sequence[int]) -> None:
    """Raise SetupError unless every library has wheels for this version of Python."""
    if (3, 11) <= tuple(version) <= (3, 14):
        return
    example = "py -3.13 run.py" if os.name == "nt" else "python3.13 run.py"
    raise SetupError(
        f"Persona Studio needs Python 3.11, 3.12, 3.13 or 3.14; this is {version[0]}.{version[1]}."
        f"\nInstall one of those and start it by its name, for example: {example}"
    )


def route(arguments: Sequence[str]) -> tuple[str, list[str]]:
    """Return the task (or 'studio' where none is named) and the words that are left for it."""
    if arguments and arguments[0] in ("test", "faults", "bench"):
        return arguments[0], list(arguments[1:])
    return "studio", list(arguments)


# ------------------------------------------------------------------ the tasks
def run_checks(words: Sequence[str]) -> int:
    """Run every check, or pytest alone when it is given words; return 0 only when all passed."""
    environ = {"QT_QPA_PLATFORM": "offscreen", **os.environ}
    failed = []
    for name, module in [("pytest", ("-m", "pytest"))] if words else CHECKS:
        print("\n== " + " ".join([name, *words]), flush=True)
        if subprocess.call([str(python_of(ROOT)), *module, *words], cwd=str(ROOT), env=environ):
            failed.append(name)
    print("\n" + ("Failed: " + ", ".join(failed) if failed else "All checks passed."), flush=True)
    return int(bool(failed))


def run_faults(words: Sequence[str]) -> int:
    """Let program, disk and power fail wherever they can, and tell the figures."""
    os.environ["STUDIO_FAULTS"] = "full"
    return run_checks([*FAULT_TESTS, "-n", "auto", *words])


def run_benchmarks(words: Sequence[str]) -> int:
    """Run the benchmarks with their own words."""
    return subprocess.call([str(python_of(ROOT)), "-m", "benchmarks", *words], cwd=str(ROOT))


def start_studio(words: Sequence[str]) -> int:
    """Become the studio, in the folder where the person stands; its messages name this command."""
    # -P: a file named studio.py in that folder is not the studio.
    command = [str(python_of(ROOT)), "-P", "-m", "studio", *words]
    environ = {**os.environ, "PERSONA_STUDIO_COMMAND": COMMAND}
    if os.name == "posix":
        os.execve(command[0], command, environ)
    return subprocess.call(command, env=environ)


# ------------------------------------------------------------------ the environment and its stamp
def python_of(root: Path) -> Path:
    """Return the interpreter of the checkout's environment."""
    return root / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def fingerprint(root: Path, lock: str) -> str:
    """Return the hash of all that an environment depends on, the place of the checkout included."""
    python = f"{sys.version_info[:2]} {sysconfig.get_platform()}"
    parts = [(root / "pyproject.toml").read_bytes(), (root / lock).read_bytes()]
    parts += [python.encode(), os.fsencode(root)]
    return hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()


def read_stamp(root: Path) -> dict[str, str]:
    """Return lock name to fingerprint, and probed library to 'found'; empty when there is none."""
    try:
        stamp = json.loads((root / ".venv" / "stamp.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def write_stamp(root: Path, stamp: Mapping[str, str]) -> None:
    """Replace the stamp in one step."""
    beside = root / ".venv" / f"stamp-{os.getpid()}.json"
    beside.write_text(json.dumps(stamp, indent=1), encoding="utf-8")
    os.replace(beside, root / ".venv" / "stamp.json")


def is_ready(root: Path, lock: str) -> bool:
    """Tell whether the environment was finished from this lock, here, and still has its Python."""
    return read_stamp(root).get(lock) == fingerprint(root, lock) and python_of(root).exists()


# ------------------------------------------------------------------ building it
def set_up(root: Path, lock: str) -> None:
    """Make the environment hold what `lock` names; do nothing when it already does."""
    aside = root / ".venv-setup" / "before"
    if is_ready(root, lock) and not aside.exists():
        return
    try:
        aside.parent.mkdir(exist_ok=True)
        with only_one(aside.parent / "lock") as handle:
            if aside.exists():  # a set-up was killed: only an environment with a stamp is finished
                remove(aside) if read_stamp(root) else put_back(root, aside)
            if not is_ready(root, lock):
                Builder(root, handle).make(lock, aside)
    except OSError as error:
        raise SetupError(
            f"The set-up cannot write here: {error}\nClose a running Persona Studio, make room on"
            f" the disk, or copy the folder to a place of your own; then start again: {COMMAND}"
        ) from error


@contextlib.contextmanager
def only_one(path: Path) -> Iterator[int]:
    """Hold the file's lock, waiting for whoever has it; the system lets go when a process ends."""
    with path.open("a+b") as file:
        if not try_lock(file.fileno()):
            print("Another command is setting Persona Studio up; waiting for it.", flush=True)
            while not try_lock(file.fileno()):
                time.sleep(0.5)
        yield file.fileno()


def try_lock(handle: int) -> bool:
    """Tell whether the open file is ours now."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


class Builder:
    """One set-up, silent unless it fails; each child holds its lock, so orphans are waited for."""

    def __init__(self, root: Path, lock_handle: int) -> None:
        self.root = root
        self.lock_handle = lock_handle
        self.started = time.monotonic()

    def make(self, lock: str, aside: Path) -> None:
        """Extend the environment where that is enough, else build it anew."""
        print("Setting up Persona Studio, once: about a minute", flush=True)
        self.extend(lock) if is_ready(self.root, STUDIO_LOCK) else self.build(lock, aside)
        print(f"\rReady after {time.monotonic() - self.started:.0f} s.", flush=True)

    def build(self, lock: str, aside: Path) -> None:
        """Build the environment; the one before comes back when that fails."""
        import venv

        env = self.root / ".venv"
        if env.exists():
            os.replace(env, aside)
        try:
            venv.create(env, symlinks=os.name != "nt")
            self.run("-m", "ensurepip", "--default-pip")
            self.install(lock)
        except BaseException:
            put_back(self.root, aside)
            raise
        write_stamp(self.root, {name: fingerprint(self.root, name) for name in (STUDIO_LOCK, lock)})
        remove(aside)

    def extend(self, lock: str) -> None:
        """Add the tools of the checks; a kill leaves no stamp, and so leads to a new build."""
        stamp = read_stamp(self.root)
        (self.root / ".venv" / "stamp.json").unlink()
        try:
            self.install(lock)
        except SetupError:
            write_stamp(self.root, stamp)  # pip itself gave up: it has put everything back
            raise
        write_stamp(self.root, {**stamp, lock: fingerprint(self.root, lock)})

    def install(self, lock: str) -> None:
        """Install a lock's wheels, then the checkout itself, so that edits count at once."""
        pip = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input")
        self.run(*pip, "--require-hashes", "--only-binary", ":all:", "-r", lock)
        self.run(*pip, "--no-deps", "--no-build-isolation", "-e", ".")

    def run(self, *words: str) -> None:
        """Run the environment's Python; raise SetupError with what it printed if it fails."""
        with tempfile.TemporaryFile() as output:
            child = subprocess.Popen(
                [str(python_of(self.root)), *words],
                cwd=str(self.root),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # so that it can be stopped with its own children
                pass_fds=[self.lock_handle] if os.name == "posix" else [],
            )
            try:
                self.wait(child)
            except BaseException:
                os.killpg(child.pid, signal.SIGKILL) if os.name == "posix" else child.kill()
                child.wait()
                raise
            output.seek(0)
            if child.returncode:
                raise SetupError(explain_failure(output.read().decode(errors="replace")))

    def wait(self, child: subprocess.Popen[bytes]) -> None:
        """Wait for a child, telling a person at a terminal how long it takes."""
        while child.poll() is None:
            if sys.stdout.isatty():
                print(f"\r{time.monotonic() - self.started:.0f} s ", end="", flush=True)
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(timeout=1)


def explain_failure(output: str) -> str:
    """Return the last words of pip or ensurepip, and what a person can do about them."""
    return (
        f"{output.strip()[-3000:]}\n\n"
        "The libraries could not be installed; what was there before is as it was. Is there a\n"
        "network? Qt needs Linux with glibc 2.34 (2.39 on ARM), macOS 13 or Windows 10, or newer.\n"
        f"Then start again: {COMMAND}"
    )


def put_back(root: Path, aside: Path) -> None:
    """Replace an unfinished environment by the one before, if there was one."""
    remove(root / ".venv")
    if aside.exists():
        os.replace(aside, root / ".venv")


def remove(path: Path) -> None:
    """Remove a folder, or a link to one, if it is there."""
    if path.is_symlink():
        path.unlink()
    elif path.exists():
        shutil.rmtree(path)


# ------------------------------------------------------------------ what the system must have
def require_venv(version: Sequence[int]) -> None:
    """See to it that this Python can make an environment; Debian packs that part separately."""
    if importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None:
        package = f"python{version[0]}.{version[1]}-venv"
        provide("This Python cannot make an environment for the libraries.", [package])


def check_system_libraries(root: Path, *, window: bool) -> None:
    """Make sure, once for each environment, that Qt finds the libraries of the Linux system."""
    plugin = platform_plugin(os.environ) if window else ""
    probes = [name for name in ("pictures", plugin) if name]
    if sys.platform != "linux" or set(probes) <= set(read_stamp(root)):
        return
    if missing := probe_qt(root, plugin):
        packages = [*PICTURE_PACKAGES, *WINDOW_PACKAGES.get(plugin, ())]
        provide(f"Qt needs libraries that this system does not have, as {missing}.", packages)
        missing = probe_qt(root, plugin)
    if missing:
        raise SetupError(f"Qt still misses {missing}.")
    write_stamp(root, {**read_stamp(root), **dict.fromkeys(probes, "found")})


def platform_plugin(environ: Mapping[str, str]) -> str:
    """Return Qt's plugin for this desktop; '' without a desktop, or when the person chose one."""
    if environ.get("QT_QPA_PLATFORM"):
        return ""
    if environ.get("WAYLAND_DISPLAY"):
        return "libqwayland.so"
    return "libqxcb.so" if environ.get("DISPLAY") else ""


def probe_qt(root: Path, plugin: str) -> str:
    """Return the library that Qt misses on this system, or ''; other trouble is a SetupError."""
    words = [str(python_of(root)), "-c", PROBE, *([plugin] if plugin else [])]
    child = subprocess.run(words, check=False, capture_output=True, text=True, errors="replace")
    if child.returncode == 0:
        return ""
    missing = re.search(r"(\S+\.so[.\d]*): cannot open shared object file", child.stderr)
    if missing is None:
        raise SetupError(f"Qt cannot be loaded here:\n{child.stderr.strip()[-2000:]}")
    return missing.group(1)


def provide(reason: str, packages: Sequence[str]) -> None:
    """Get Debian packages installed, with consent; else raise SetupError with the line to type."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    sudo = [] if is_root else ["sudo"]
    line = " ".join([*sudo, "apt", "install", *packages])
    print(f"{reason} On Debian and Ubuntu this line installs them:\n\n    {line}\n", flush=True)
    consent = who_decides(is_root, bool(sys.stdin and sys.stdin.isatty()), "CI" in os.environ)
    if consent == "ask" and shutil.which("apt-get"):
        consent = "yes" if input("Run it now? [y/N] ").strip().lower() in ("y", "yes") else "no"
    if consent != "yes" or not shutil.which("apt-get"):
        raise SetupError(f"Then start again: {COMMAND}")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["install", "--yes", "-qq", "--no-install-recommends", *packages]
    for words in (["update", "-qq"], install):
        if subprocess.call([*sudo, "apt-get", *words], env=quiet):
            raise SetupError("apt-get did not manage; its messages stand above.")


def who_decides(is_root: bool, terminal: bool, ci: bool) -> str:
    """Return 'yes' where an installation is expected of us, 'ask' where somebody can answer."""
    if is_root and (ci or not terminal):
        return "yes"
    return "ask" if terminal else "no"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
