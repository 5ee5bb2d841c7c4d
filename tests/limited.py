"""The command in a process of its own that has less than it wants: rights, room on the disk, a reader."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["run", "tiny_disk"]

ROOT = Path(__file__).parents[1]
# Root reads and writes whatever the rights say; what is executed without these capabilities does not.
_WEAK = """
import ctypes, os, sys
if os.geteuid() == 0:
    for capability in (0, 1, 2, 3):
        if ctypes.CDLL(None).prctl(24, capability, 0, 0, 0):
            sys.exit(77)
os.execv(sys.executable, [sys.executable, "-m", "coalition_graph", *sys.argv[1:]])
"""
# A file that grows beyond the limit fails as it does on a full disk.
_SMALL = """
import resource, signal, sys
from coalition_graph.cli import main
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2)
del sys.argv[1]
main()
"""


def run(*args: str | Path, cwd: Path, largest: int | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command without the rights of root, or with no room for a file of more than so many bytes."""
    script = [_WEAK] if largest is None else [_SMALL, str(largest)]
    return subprocess.run(
        [sys.executable, "-c", *script, *map(str, args)],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )


@contextmanager
def tiny_disk(folder: Path, size: str) -> Iterator[bool]:
    """Put a disk of that size into a folder, where that is allowed; False where it is not."""
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    try:
        made = os.name == "posix" and subprocess.run(mount, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        made = False
    try:
        yield made
    finally:
        if made:
            subprocess.run(["umount", "-l", str(folder)], check=True)
