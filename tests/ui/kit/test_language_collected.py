"""Qt asks for a word under a lock; what Python throws away at that moment must not wait for it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
PROGRAM = """
import gc
from PySide6.QtWidgets import QApplication
from ui.kit import words
from ui.kit.language import Language

app = QApplication([])
spoken = words.Words.translate

def collecting(self, *given):
    gc.collect()
    return spoken(self, *given)

words.Words.translate = collecting
held = Language(app)
held.apply("nl")
for _ in range(3):
    gone = Language(app)
    gone.apply("en")
    gone.itself = gone
    gone.close()
    del gone
    QApplication.translate("Kit", "Annuleren")
print("answered")
"""


def test_a_language_that_is_thrown_away_while_a_word_is_asked_stops_nothing() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert (done.returncode, done.stdout) == (0, "answered\n")
