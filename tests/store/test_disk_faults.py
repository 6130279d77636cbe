"""Every operation on the file fails once, or for long, or the program dies in it.

A small library between the program and the system's own lets the n-th write, sync or cut of a
workspace fail; after each, the edit must be there whole or not at all, as it was told.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from studio.personas.model import Talent
from studio.store import workspace

STRIDE = 1 if os.environ.get("HYPOTHESIS_PROFILE") == "deep" else 12
"""How many of the operations before the commit's last ones are tried: all, or one in twelve."""
MODES = {"io error once": (5, 0), "full for long": (28, 1), "killed": (0, 0)}

SHIM = r"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>
static long done, at = -1;
static int error, sticky;
void fault_arm(long n, int code, int forever) { done = 0; at = n; error = code; sticky = forever; }
long fault_count(void) { return done; }
static int ours(int fd) {
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t n = readlink(link, path, sizeof path - 1);
    if (n < 0) return 0;
    path[n] = 0;
    return strstr(path, ".studio") != 0 && strstr(path, "-lock") == 0;
}
static int fails(void) {
    if (at < 0) return 0;
    done++;
    if (done != at && !(sticky && done > at)) return 0;
    if (error == 0) { kill(getpid(), SIGKILL); pause(); }
    errno = error;
    return 1;
}
#define WRAP(type, name, params, args, test) \
    type name params { static type (*real) params; \
    if (!real) real = dlsym(RTLD_NEXT, #name); \
    if ((test) && fails()) return -1; \
    return real args; }
WRAP(ssize_t, pwrite, (int fd, const void *b, size_t n, off_t o), (fd, b, n, o), ours(fd))
WRAP(ssize_t, pwrite64, (int fd, const void *b, size_t n, off64_t o), (fd, b, n, o), ours(fd))
WRAP(ssize_t, write, (int fd, const void *b, size_t n), (fd, b, n), ours(fd))
WRAP(int, fsync, (int fd), (fd), ours(fd))
WRAP(int, fdatasync, (int fd), (fd), ours(fd))
WRAP(int, ftruncate, (int fd, off_t n), (fd, n), ours(fd))
WRAP(int, ftruncate64, (int fd, off64_t n), (fd, n), ours(fd))
"""

DRIVER = """
import ctypes, json, logging, os, shutil, sys
from pathlib import Path
from sqlmodel import col, select
from studio.kernel.errors import NotSaved
from studio.personas.model import Look, Talent
from studio.store import blobs, workspace
logging.disable()
template, folder, stride = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
shim = ctypes.CDLL(None)

def edit(store, name):
    with store.edit("Add " + name, merge_key="typing") as session:
        talent = Talent(name=name)
        session.add(talent)
        session.flush()
        session.add(Look(talent_id=talent.id, rank="V"))
        blobs.put(session, os.urandom(20_000))

def names(store):
    with store.read() as session:
        return list(session.exec(select(Talent.name).order_by(col(Talent.name))))

def attempt(path, point, error, forever):
    store = workspace.open_workspace(path, "Ada")
    shim.fault_arm(point, error, forever)
    try:
        edit(store, "faulty")
        told = "saved"
    except NotSaved:
        told = "not saved"
    count = shim.fault_count()
    shim.fault_arm(-1, 0, 0)
    here = names(store)
    edit(store, "next")
    store.close()
    return {"told": told, "here": here, "count": count}

def forked(path, *fault):
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.write(writing, json.dumps(attempt(path, *fault)).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        text = pipe.read()
    os.waitpid(pid, 0)
    return json.loads(text) if text else {"told": "killed"}

def tried(point, error, forever):
    path = folder / "run.studio"
    shutil.copy(template, path)
    outcome = forked(path, point, error, forever)
    store = workspace.open_workspace(path, "Ada")
    outcome["whole"] = store._raw.execute("PRAGMA integrity_check").fetchone()[0]
    outcome["after"] = names(store)
    edit(store, "third")
    while store.undo_label:
        store.undo()
    outcome["undone"] = names(store)
    store.close()
    path.unlink()
    return outcome

count = tried(10**6, 5, 0)["count"]
points = [*range(1, count - 4, stride), *range(count - 4, count + 1)]
for name, fault in json.loads(sys.argv[4]).items():
    for point in points:
        print(json.dumps({"mode": name, "point": point, **tried(point, *fault)}), flush=True)
assert list(folder.iterdir()) == []
"""


@pytest.fixture(scope="module")
def outcomes() -> Iterator[list[dict[str, Any]]]:
    """What came of an edit for each way to fail and each operation that may."""
    compiler = shutil.which("cc")
    if compiler is None or not sys.platform.startswith("linux"):
        pytest.skip("needs Linux and a C compiler")
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # no disk to wear out
    with tempfile.TemporaryDirectory(dir=memory) as name:
        folder = Path(name)
        (folder / "fault.c").write_text(SHIM)
        command = [compiler, "-shared", "-fPIC", "-w", "-o", "fault.so", "fault.c", "-ldl"]
        subprocess.run(command, cwd=folder, check=True)
        store = workspace.create(folder / "template", "Ada")
        with store.edit("Add talent") as session:
            session.add(Talent(name="start"))
        store.close()
        (folder / "runs").mkdir()
        arguments = [str(store.path), str(folder / "runs"), str(STRIDE), json.dumps(MODES)]
        done = subprocess.run(
            [sys.executable, "-X", "utf8", "-c", DRIVER, *arguments],
            env={**os.environ, "LD_PRELOAD": str(folder / "fault.so")},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.stderr == ""
        yield [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize("mode", MODES)
def test_each_kind_of_fault_strikes_before_and_after_the_point_of_no_return(
    mode: str, outcomes: list[dict[str, Any]]
) -> None:
    after = {"faulty" in outcome["after"] for outcome in outcomes if outcome["mode"] == mode}
    assert after == {True, False}


def test_the_file_is_sound_after_every_fault(outcomes: list[dict[str, Any]]) -> None:
    assert {outcome["whole"] for outcome in outcomes} == {"ok"}


def test_what_is_told_is_what_is_there(outcomes: list[dict[str, Any]]) -> None:
    there = {"saved": ["faulty", "start"], "not saved": ["start"]}
    for outcome in outcomes:
        if outcome["told"] != "killed":
            assert outcome["here"] == there[outcome["told"]], outcome


def test_an_edit_is_there_whole_or_not_at_all_and_the_next_one_works(
    outcomes: list[dict[str, Any]],
) -> None:
    for outcome in outcomes:
        if outcome["told"] == "killed":
            assert outcome["after"] in (["start"], ["faulty", "start"]), outcome
        else:
            assert outcome["after"] == sorted([*outcome["here"], "next"]), outcome


def test_all_can_still_be_undone(outcomes: list[dict[str, Any]]) -> None:
    assert {tuple(outcome["undone"]) for outcome in outcomes} == {()}
