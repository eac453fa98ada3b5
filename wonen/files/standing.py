"""How the work at a file stands, as who waits for it is told: in line, being made, or nobody works."""

from __future__ import annotations

import datetime
import logging
import time

from wonen.jobs.claims import workers
from wonen.jobs.models import Job

SILENCE = datetime.timedelta(minutes=1)  # in which whoever works would have begun, gone on or ended
LOG_AGAIN = 60.0  # seconds
IN_LINE = "Het bestand staat in de wachtrij."
BEING_MADE = "Het bestand wordt gemaakt."
NOBODY = "Grote bestanden worden nu niet gemaakt. Dat is vastgelegd voor de beheerder."
LOG = logging.getLogger(__name__)
_logged_at: float | None = None


def standing(job: Job | None) -> str:
    """Return the sentence that tells how it stands with an open job; log an error if nobody works."""
    if job is None or job.ended_at:
        return IN_LINE
    at_work = workers(SILENCE)
    if job.pk in at_work:
        return BEING_MADE
    if at_work or Job.objects.is_fresh(job.pk, SILENCE):
        return IN_LINE
    _log_now_and_then()
    return NOBODY


def _log_now_and_then() -> None:
    """Log that nobody works; a process does so once a minute, however many wait."""
    global _logged_at  # noqa: PLW0603 - of the process
    now = time.monotonic()
    if _logged_at is not None and now - _logged_at < LOG_AGAIN:
        return
    _logged_at = now
    LOG.error(
        "Large files are asked, and no job was begun or worked on for a minute. Start the process"
        " 'python3 run.py manage run_jobs' (docs/deployment.md), or end one that hangs and start it again."
    )
