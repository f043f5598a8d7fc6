"""One transaction on a panel: reading sees one state, writing commits by word or leaves nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property

from sqlalchemy import Connection, Engine, exists, or_, select, text, update

from delpanel.errors import NotAllowed
from delpanel.model.issues import Issue
from delpanel.storage.admissibility import AdmissibilityRepository
from delpanel.storage.approvals import ApprovalRepository
from delpanel.storage.assessments import AssessmentRepository
from delpanel.storage.attachments import AttachmentRepository
from delpanel.storage.calls import CallRepository
from delpanel.storage.consensus import ConsensusRepository
from delpanel.storage.decisions import DecisionRepository
from delpanel.storage.dossiers import DossierRepository
from delpanel.storage.engine import reading, refusals, writing
from delpanel.storage.expertise import ExpertiseRepository
from delpanel.storage.file_lock import FileLock
from delpanel.storage.journal import JournalRepository
from delpanel.storage.ledger import LedgerRepository
from delpanel.storage.letters import LetterRepository
from delpanel.storage.mappings import ImportRepository, MappingRepository
from delpanel.storage.meetings import MeetingRepository
from delpanel.storage.meta import MetaRepository
from delpanel.storage.panel import PanelRepository
from delpanel.storage.panel_changes import PanelChangeRepository
from delpanel.storage.round_tables import CONSENSUS_LEDGER
from delpanel.storage.schema import ALLOCATIONS, ASSESSMENT_HISTORY, CONSENSUS, SYNC_POINT
from delpanel.storage.server_logins import LoginRepository, ServerLogin
from delpanel.storage.server_watch import ServerWatch
from delpanel.storage.synergies import SynergyRepository
from delpanel.storage.withdrawals import WithdrawalRepository


class Reading:
    """The repositories on one state of the panel; nothing somebody else writes shows through."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    @cached_property
    def meta(self) -> MetaRepository:
        """Facts about the panel itself."""
        return MetaRepository(self.connection)

    @cached_property
    def calls(self) -> CallRepository:
        """Versions of the call."""
        return CallRepository(self.connection)

    @cached_property
    def dossiers(self) -> DossierRepository:
        """Dossiers, their findings and tie attributes."""
        return DossierRepository(self.connection)

    @cached_property
    def attachments(self) -> AttachmentRepository:
        """Files handed in with the dossiers."""
        return AttachmentRepository(self.connection)

    @cached_property
    def admissibility(self) -> AdmissibilityRepository:
        """Manual findings on admissibility."""
        return AdmissibilityRepository(self.connection)

    @cached_property
    def panel(self) -> PanelRepository:
        """Evaluators, assignments, conflicts of interest."""
        return PanelRepository(self.connection)

    @cached_property
    def expertise(self) -> ExpertiseRepository:
        """What evaluators know and take on, what dossiers ask for."""
        return ExpertiseRepository(self.connection)

    @cached_property
    def assessments(self) -> AssessmentRepository:
        """Points and motivations of the evaluators."""
        return AssessmentRepository(self.connection)

    @cached_property
    def consensus(self) -> ConsensusRepository:
        """What the panel agreed on."""
        return ConsensusRepository(self.connection)

    @cached_property
    def ledger(self) -> LedgerRepository:
        """Every move of agreed points."""
        return LedgerRepository(self.connection)

    @cached_property
    def approvals(self) -> ApprovalRepository:
        """What members said of the agreed points."""
        return ApprovalRepository(self.connection)

    @cached_property
    def panel_changes(self) -> PanelChangeRepository:
        """Who left or joined while a round ran."""
        return PanelChangeRepository(self.connection)

    @cached_property
    def decisions(self) -> DecisionRepository:
        """Frozen allocations and conditions."""
        return DecisionRepository(self.connection)

    @cached_property
    def synergies(self) -> SynergyRepository:
        """Pairs of dossiers with points."""
        return SynergyRepository(self.connection)

    @cached_property
    def withdrawals(self) -> WithdrawalRepository:
        """Dossiers that their applicants took back."""
        return WithdrawalRepository(self.connection)

    @cached_property
    def letters(self) -> LetterRepository:
        """Letter versions and their bytes."""
        return LetterRepository(self.connection)

    @cached_property
    def mappings(self) -> MappingRepository:
        """Saved column mappings."""
        return MappingRepository(self.connection)

    @cached_property
    def imports(self) -> ImportRepository:
        """Which files came in."""
        return ImportRepository(self.connection)

    @cached_property
    def meetings(self) -> MeetingRepository:
        """What happened in the meetings."""
        return MeetingRepository(self.connection)

    @cached_property
    def journal(self) -> JournalRepository:
        """Who did what and when."""
        return JournalRepository(self.connection)

    @cached_property
    def logins(self) -> LoginRepository:
        """Who may log in on a server, and as what."""
        return LoginRepository(self.connection)

    @property
    def is_frozen(self) -> bool:
        """Whether an allocation is frozen, also for a login that may not see it."""
        if self.connection.dialect.name == "postgresql":
            return bool(self.connection.execute(text("SELECT is_frozen()")).scalar_one())
        active = select(ALLOCATIONS.c.number).where(ALLOCATIONS.c.active == 1)
        return self.connection.execute(active).first() is not None

    def has_opened(self, by: str | None = None) -> bool:
        """Whether points were given at any time, by anybody or by agreement; or ``by`` one member.

        Cleared, voided or undone since does not count: the history holds what stood there, and
        nobody takes rows out of it.
        """
        past = ASSESSMENT_HISTORY.c
        given = [exists().where(past.points_cp.is_not(None))]
        if by is None:
            given.append(exists().where(CONSENSUS.c.points_cp.is_not(None)))
            given.append(exists().where(CONSENSUS_LEDGER.c.after_cp.is_not(None)))
        else:
            given = [exists().where(past.points_cp.is_not(None), past.evaluator == by)]
        return bool(self.connection.execute(select(or_(*given))).scalar_one())

    @property
    def data_version(self) -> int:
        """A number that rises with every commit of anybody; equal numbers mean equal content.

        For the login of an evaluator it rises with what that login can see: it counts nobody else.
        """
        if self.connection.dialect.name == "postgresql":
            return int(self.connection.execute(text("SELECT panel_version()")).scalar_one())
        return int(self.connection.execute(select(SYNC_POINT.c.value)).scalar_one())


class UnitOfWork(Reading):
    """A reading that may write. Without ``commit`` nothing of it stays."""

    def commit(self) -> None:
        """Make everything written so far hold, at once; the unit cannot be used after."""
        self.connection.commit()


class Store:
    """An open panel, in a file or on a server.

    ``location`` names it for people (a password is left out). ``notices`` say what a person must
    know about how it was opened, e.g. that somebody else holds it and this is a reading copy.
    ``login`` is who the server says is logged in; None for a file.
    """

    def __init__(
        self,
        engine: Engine,
        location: str,
        *,
        lock: FileLock | None = None,
        read_only: bool = False,
        notices: tuple[Issue, ...] = (),
        login: ServerLogin | None = None,
    ) -> None:
        self.location = location
        self.read_only = read_only
        self.notices = notices
        self.login = login
        self._engine = engine
        self._lock = lock

    @contextmanager
    def read(self) -> Iterator[Reading]:
        """See one state of the panel for as long as the block lasts."""
        with refusals(self.location), reading(self._engine) as connection:
            yield Reading(connection)

    @contextmanager
    def write(self) -> Iterator[UnitOfWork]:
        """Change the panel: nobody else writes meanwhile; leaving without ``commit`` undoes all.

        Raises:
            NotAllowed: PANEL_READ_ONLY, or what ``notices`` said on opening (PANEL_LOCKED).
            UserError: PANEL_BUSY, somebody else keeps writing; STORE_REFUSED, a rule of the tables
                forbids it.
        """
        if self.read_only:
            raise self._refusal()
        with refusals(self.location), writing(self._engine) as connection:
            # On a server this row is the queue of writers: it is held until the end
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT begin_change()"))
            else:
                connection.execute(update(SYNC_POINT).values(value=SYNC_POINT.c.value + 1))
            yield UnitOfWork(connection)

    def data_version(self) -> int:
        """Give the number that rises with every commit, to notice what others changed."""
        with self.read() as state:
            return state.data_version

    def watch(self) -> ServerWatch | None:
        """Give what hears others on a server, for a thread of its own; None for a file."""
        return None if self.login is None else ServerWatch(self._engine)

    def _refusal(self) -> NotAllowed:
        """Why it cannot be written: what was said on opening, e.g. who holds it."""
        for notice in self.notices:
            return NotAllowed(notice.code, **notice.params)
        return NotAllowed("PANEL_READ_ONLY", file=self.location)

    def close(self) -> None:
        """Let go of the file or the server; the store cannot be used after."""
        self._engine.dispose()
        if self._lock is not None:
            self._lock.release()
            self._lock = None
