from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from delpanel.progress import Progress
from ui.kit.job_bar import JobBar
from ui.kit.jobs import JobRunner


def test_job_cannot_start_before_somebody_hears_its_failure() -> None:
    runner = JobRunner()
    job = runner.prepare(lambda _p: 1)

    with pytest.raises(RuntimeError, match="failed"):
        runner.start(job)


def test_result_arrives_in_the_thread_of_the_window(qtbot: QtBot) -> None:
    runner = JobRunner()
    job = runner.prepare(lambda _p: threading.get_ident())
    heard: list[tuple[object, int]] = []
    job.failed.connect(lambda _f: None)
    job.succeeded.connect(lambda result: heard.append((result, threading.get_ident())))

    with qtbot.waitSignals([job.succeeded, job.finished], order="strict"):
        runner.start(job)

    [(worked_in, heard_in)] = heard
    assert heard_in == threading.get_ident()
    assert worked_in != heard_in


def test_failure_carries_the_fault_and_frees_the_worker(qtbot: QtBot) -> None:
    runner = JobRunner()

    def work(_progress: Progress) -> None:
        raise ValueError("kapot")

    job = runner.prepare(work)
    job.failed.connect(lambda _f: None)
    with qtbot.waitSignal(runner.became_idle), qtbot.waitSignal(job.failed) as caught:
        runner.start(job)

    assert isinstance((caught.args or [None])[0], ValueError)
    assert not runner.is_busy


def test_cancel_stops_at_the_next_progress_point(qtbot: QtBot) -> None:
    runner = JobRunner()
    reached = threading.Event()
    go_on = threading.Event()
    done: list[int] = []

    def work(progress: Progress) -> None:
        progress(1, 3)
        done.append(1)
        reached.set()
        go_on.wait(10)
        progress(2, 3)
        done.append(2)

    job = runner.prepare(work)
    job.failed.connect(lambda _f: None)
    with qtbot.waitSignal(job.cancelled):
        runner.start(job)
        assert reached.wait(10)
        job.cancel()
        go_on.set()

    assert done == [1]


def test_job_cancelled_while_waiting_never_works(qtbot: QtBot) -> None:
    runner = JobRunner()
    gate = threading.Event()
    worked: list[str] = []
    first = runner.prepare(lambda _p: gate.wait(10))
    second = runner.prepare(lambda _p: worked.append("second"))
    for job in (first, second):
        job.failed.connect(lambda _f: None)

    with qtbot.waitSignal(second.cancelled):
        runner.start(first)
        runner.start(second)
        second.cancel()
        gate.set()

    assert worked == []


def test_jobs_run_one_after_the_other_in_order(qtbot: QtBot) -> None:
    runner = JobRunner()
    order: list[int] = []

    def noting(number: int) -> Callable[[Progress], None]:
        return lambda _progress: order.append(number)

    jobs = [runner.prepare(noting(n)) for n in range(5)]
    for job in jobs:
        job.failed.connect(lambda _f: None)

    with qtbot.waitSignal(runner.became_idle):
        for job in jobs:
            runner.start(job)

    assert order == [0, 1, 2, 3, 4]


def test_progress_is_thinned_but_its_end_is_told(qtbot: QtBot) -> None:
    runner = JobRunner()
    told: list[tuple[int, int, str]] = []

    def work(progress: Progress) -> None:
        for done in range(1, 20_001):
            progress(done, 20_000, "read")

    job = runner.prepare(work)
    job.failed.connect(lambda _f: None)
    job.progressed.connect(lambda d, t, c: told.append((d, t, c)))
    with qtbot.waitSignal(job.finished):
        runner.start(job)

    assert told[-1] == (20_000, 20_000, "read")
    assert len(told) < 200


def test_close_waits_for_the_work_to_stop() -> None:
    runner = JobRunner()
    ended: list[bool] = []
    reached = threading.Event()

    def work(progress: Progress) -> None:
        reached.set()
        try:
            while True:
                progress(0, 1_000_000)
        finally:
            ended.append(True)

    job = runner.prepare(work)
    job.failed.connect(lambda _f: None)
    runner.start(job)
    assert reached.wait(10)

    runner.close()

    assert ended == [True]


def test_job_bar_cancels_and_hides(qtbot: QtBot) -> None:
    runner = JobRunner()
    bar = JobBar(runner)
    qtbot.addWidget(bar)

    def work(progress: Progress) -> None:
        while True:
            progress(3, 9)

    job = runner.prepare(work, "Inlezen")
    job.failed.connect(lambda _f: None)
    with qtbot.waitSignal(runner.became_idle):
        runner.start(job)
        bar.cancel_button.click()

    assert not bar.isVisible()
