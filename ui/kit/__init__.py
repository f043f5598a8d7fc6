"""Parts of a window that know no dossier.

How a page is built::

    class DossiersPage(Page):
        def __init__(self, dossiers: DossierService, runner: JobRunner) -> None:
            super().__init__()
            self.table = RecordTable[Row](
                (
                    Column[Row]("id", self.tr("Nr"), lambda r: r.id, width=52),
                    Column[Row]("name", self.tr("Consortium"), lambda r: r.name,
                                width=184, style=TextStyle.NAME),
                    Column[Row]("cost", self.tr("Totale kost"), lambda r: r.cost_cents,
                                text=lambda r: euro(r.cost_cents), align=Align.RIGHT),
                ),
                key=lambda r: r.id,
            )
            self.view = PinnedTable(self.table, pinned=2)
            self.view.current_changed.connect(self._on_current)
            self.toolbar, self.messages = PageToolbar(), MessageArea()
            self.add_button = primary_button(self.tr("Excel inlezen"), "import")
            self.toolbar.add(self.add_button)
            for part in (self.toolbar, hairline(), self.messages, self.view):
                self.body.addWidget(part)

        def on_shown(self) -> None:
            self.table.replace(self._dossiers.rows())
            self.view.setFocus()

- Long work: ``job = runner.prepare(work, name)``, connect its signals, ``runner.start(job)``.
- Words: ``label(text, TextStyle.CAPTION, "text3")``; never a font or a colour of your own.
- Painting: ``theme().color("accent")``, ``theme().font(TextStyle.CELL)``, ``theme().px(32)``;
  a picture in a cell is ``Column(paint=...)`` from ``ui.delegates``.
- Icons: ``wear_icon(button, "check", "good")``; icon-only: ``icon_button("undo", self.tr("..."))``.
- Findings and refusals: ``messages.show_message(Message(Kind.WARN, lead, text))``; a grave act:
  ``confirm(self, Question(...))``. Nothing else opens a box.
- Set every text in ``retranslate()``; call it once from ``__init__``.
"""

from __future__ import annotations
