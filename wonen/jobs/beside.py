"""Keeps the process of the jobs beside the web server, on a computer where one command starts all."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
PAUSE = 1.0  # seconds before it is started again
PATIENCE = 10.0  # seconds to end by itself


@contextmanager
def jobs_beside() -> Iterator[None]:
    """Run the jobs in a process of their own until the block ends; whenever that process ends, start another.

    It takes the environment of this process. It ends by itself if this process is killed.
    """
    keeper = Keeper(os.getpid())
    keeper.start()
    try:
        yield
    finally:
        keeper.end()


class Keeper(threading.Thread):
    def __init__(self, owner: int) -> None:
        super().__init__(daemon=True)
        self.owner, self.ending = owner, threading.Event()
        self.child = self.launch()

    def launch(self) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "manage.py", "run_jobs", f"--parent={self.owner}"]
        # In a session of its own: Ctrl-C reaches the whole terminal group, but the owner alone ends it.
        return subprocess.Popen(  # noqa: S603
            command, cwd=PROJECT, stdin=subprocess.DEVNULL, start_new_session=True
        )

    def run(self) -> None:
        while not self.ending.wait(PAUSE):
            if self.child.poll() is not None:
                self.child = self.launch()

    def end(self) -> None:
        """End the process, once; whoever was forked from its owner has no say in it."""
        if os.getpid() != self.owner:
            return
        self.ending.set()
        self.join()
        self.child.terminate()
        try:
            self.child.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.child.kill()
            self.child.wait()
