from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from delpanel.services.calls import calling
from delpanel.services.what_ifs.scenarios import as_settings
from tests.factories import new_panel
from ui.dialogs.scenario import ScenarioDialog

GROUP = """
[[thresholds.groups]]
id = "strategic"
criteria = ["excellence", "impact"]
minimum = 7

[consolidation]"""


def test_thresholds_of_the_call_are_asked_on_their_own_basis(tmp_path: Path, qtbot: QtBot) -> None:
    text = calling.shipped_text("horizon").replace("[consolidation]", GROUP)
    with new_panel(tmp_path, text) as workspace:
        dialog = ScenarioDialog(workspace.snapshot(), None, ())
        qtbot.addWidget(dialog)
        total, strategic = (
            dialog.fields[f"threshold.{name}"] for name in ("total", "group.strategic")
        )
        dialog.name.setText("Soepeler")

        assert (total.placeholderText(), strategic.placeholderText()) == ("10", "7")
        total.setText("50")
        assert dialog.hint.text() == (
            "50 kan niet als waarde van Drempel op de som van de punten: "
            "punten van 0 tot 15, of geen."
        )
        total.setText("9,5")
        strategic.setText("geen")

        made = dialog.scenario()
        assert made is not None
        assert as_settings(made, workspace.snapshot()) == {
            "threshold.total": "9,5",
            "threshold.group.strategic": "none",
        }
