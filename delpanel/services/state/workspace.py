"""The one composition root: an open panel, a clock and an actor become the services' ground."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Self

from delpanel.environment import Environment
from delpanel.errors import FileProblem, StaleValue, UserError
from delpanel.model.actor import Actor, Role
from delpanel.model.call import Call
from delpanel.model.issues import Severity
from delpanel.model.permissions import Phase, phase_of
from delpanel.model.rehearsal import is_rehearsal
from delpanel.presets.call_check import check_call
from delpanel.presets.call_file import parse_call
from delpanel.presets.call_keys import unknown_keys
from delpanel.services.state.computed import Computed
from delpanel.services.state.own_view import seen_by
from delpanel.services.state.rehearsal_mark import marked_call
from delpanel.services.state.snapshot import Snapshot
from delpanel.storage.panelfile import create_panel, open_panel
from delpanel.storage.server_logins import OWNER, ServerLogin
from delpanel.storage.unit_of_work import Reading, Store, UnitOfWork

log = logging.getLogger(__name__)

# Since when members may see each other's points; empty or absent before that
RELEASED = "scoring_released"


class Workspace:
    """An open panel. Services take it as their first argument; it holds no numbers of its own."""

    def __init__(self, store: Store, environment: Environment) -> None:
        self.store = store
        self._environment = _bound(environment, store.login)
        self._loaded: tuple[object, Computed] | None = None
        self.keeps_last = False
        """While a server is out of reach, go on showing what was loaded last; set by a window."""
        self.is_offline = False
        """The server is out of reach, and not asked until a window says it is back."""

    @classmethod
    def create(
        cls,
        target: str,
        call_text: str,
        environment: Environment,
        *,
        panel_id: str = "",
        source: str = "",
    ) -> Self:
        """Make a new panel from the text of a call file; its lasting id is made unless given.

        ``source`` is what a refusal calls that text, the name of its file.

        Raises:
            UserError: PANEL_EXISTS; CALL_SYNTAX, CALL_KEY; CALL_CONTRADICTS with the first key.
        """
        call = parse_call(call_text, source or target)
        found = (*unknown_keys(call_text), *check_call(call))
        errors = [issue for issue in found if issue.severity is Severity.ERROR]
        if errors:
            raise UserError("CALL_CONTRADICTS", key=str(errors[0].params["key"]))
        store = create_panel(
            target, actor=environment.actor.name, at=environment.clock(), panel_id=panel_id
        )
        workspace = cls(store, environment)
        with workspace.act("create", call.id) as unit:
            unit.calls.add(call_text, at=workspace.now(), actor=workspace.actor.name)
        return workspace

    @classmethod
    def open(cls, target: str, environment: Environment, *, read_only: bool = False) -> Self:
        """Open a panel file or a server by URL; the coded refusals are those of the storage."""
        store = open_panel(
            target,
            actor=environment.actor.name,
            at=environment.clock(),
            read_only=read_only,
        )
        return cls(store, environment)

    def close(self) -> None:
        """Release the file."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *details: object) -> None:
        self.close()

    @property
    def environment(self) -> Environment:
        """What is ambient; on a server the login says who acts, whatever else is given."""
        return self._environment

    @environment.setter
    def environment(self, given: Environment) -> None:
        self._environment = _bound(given, self.store.login)

    @property
    def actor(self) -> Actor:
        """Who acts."""
        return self.environment.actor

    @property
    def is_bound(self) -> bool:
        """Whether a server says as whom one acts here."""
        login = self.store.login
        return login is not None and login.role != OWNER

    @property
    def language(self) -> str:
        """The language of what is written for the user."""
        return self.environment.language

    @property
    def path(self) -> Path | None:
        """The panel file; None on a server."""
        return None if "://" in self.store.location else Path(self.store.location)

    def now(self) -> datetime:
        """Give the present moment, in UTC."""
        return self.environment.clock()

    @property
    def is_rehearsal(self) -> bool:
        """Whether this panel is one to practise with."""
        with self.store.read() as reading:
            return is_rehearsal(reading.meta.get("panel_id"))

    @property
    def call(self) -> Call:
        """The call as it stands now."""
        return self.snapshot().call

    @property
    def phase(self) -> Phase:
        """Where the panel stands."""
        state = self.snapshot()
        return phase_of(
            has_opened=state.opened, is_frozen=state.frozen or state.allocation is not None
        )

    def snapshot(self) -> Snapshot:
        """Give the present state, loaded anew only after a change, by us or by somebody else."""
        return self.computed().snapshot

    def computed(self) -> Computed:
        """Give the numbers of the present state; what was computed once is kept until a change."""
        if self.is_offline and self._loaded is not None:
            return self._loaded[1]
        try:
            # the same panel shows an evaluator less
            stamp = (self.store.data_version(), self.actor)
            if self._loaded is not None and self._loaded[0] == stamp:
                return self._loaded[1]
            computed = Computed(self._load())
        except FileProblem as error:
            if self._loaded is None or not (self.keeps_last and error.code == "SERVER_UNREACHABLE"):
                raise
            return self._loaded[1]
        self._loaded = (stamp, computed)
        return computed

    def computed_within(self, unit: UnitOfWork) -> Computed:
        """Give the numbers as they stand inside a transaction, before anything is written in it."""
        # the transaction itself has already counted as one change
        if self._loaded is not None and self._loaded[0] == (unit.data_version - 1, self.actor):
            return self._loaded[1]
        return Computed(self._read(unit))

    def snapshot_within(self, unit: UnitOfWork) -> Snapshot:
        """Give the state as it stands inside a transaction, with what was written in it so far."""
        return self._read(unit)

    @contextmanager
    def act(
        self,
        verb: str,
        subject: str = "",
        detail: str = "",
        *,
        based_on: int | None = None,
        stale: str = "",
    ) -> Iterator[UnitOfWork]:
        """Open a transaction that is journaled under ``verb`` and committed if all went well.

        ``based_on`` is the ``data_version`` of what was decided upon: where somebody else wrote
        since, nothing is written.

        Raises:
            StaleValue: the code ``stale``. FileProblem: SERVER_UNREACHABLE.
        """
        if self.is_offline:
            raise FileProblem("SERVER_UNREACHABLE", server=self.store.location)
        with self.store.write() as unit:
            # the transaction itself has already counted as one change
            if based_on is not None and unit.data_version != based_on + 1:
                raise StaleValue(stale)
            yield unit
            unit.journal.record(self.now(), self.actor.name, verb, subject, detail)
            unit.commit()
        if not self.keeps_last:
            self._loaded = None

    def _load(self) -> Snapshot:
        with self.store.read() as reading:
            return self._read(reading)

    def _read(self, reading: Reading) -> Snapshot:
        held = reading.calls.current()
        if held is None:
            raise UserError("PANEL_WITHOUT_CALL", file=self.store.location)
        panel_id = reading.meta.get("panel_id")
        state = Snapshot(
            call=marked_call(parse_call(held.text, self.store.location), panel_id),
            call_text=held.text,
            call_version=held.number,
            panel_id=panel_id,
            released=bool(reading.meta.get(RELEASED)),
            frozen=reading.is_frozen,
            opened=reading.has_opened(by=_alone(self.actor)),
            dossiers=reading.dossiers.load_all(),
            issues=reading.dossiers.findings(),
            manual_findings=reading.admissibility.load_all(),
            evaluators=reading.panel.evaluators(),
            assignments=reading.panel.assignments(),
            conflicts=reading.panel.conflicts(),
            assessments=reading.assessments.load_all(),
            agreed=reading.consensus.load_all(),
            attributes=reading.dossiers.attributes(),
            conditions=reading.decisions.conditions(),
            allocation=reading.decisions.active(),
            attachments=reading.attachments.all(),
            approvals=reading.approvals.load_all(),
            voided=reading.assessments.voided(),
            void_revisions=reading.assessments.void_revisions(),
            presiding=reading.panel.presiding(),
            profiles=reading.expertise.profiles(),
            synergies=reading.synergies.load_all(),
            withdrawals=reading.withdrawals.load_all(),
            dossier_expertise=reading.expertise.of_dossiers(),
        )
        return seen_by(state, self.actor)


def _bound(environment: Environment, login: ServerLogin | None) -> Environment:
    """Act as the server says. Whoever made the panel there is not bound to one role."""
    if login is None or login.role == OWNER:
        return environment
    actor = Actor(login.login, Role(login.role), login.evaluator)
    return replace(environment, actor=actor)


def _alone(actor: Actor) -> str | None:
    """Whose points alone tell an actor that scores opened: a member learns of nobody else's."""
    return (actor.evaluator_id or "") if actor.role is Role.EVALUATOR else None
