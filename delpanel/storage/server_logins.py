"""Logins of a server: who acts in which role, with exactly the rights that role needs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import delete, insert, select, text

from delpanel.errors import NotAllowed, UserError
from delpanel.storage.all_tables import ALL_TABLES
from delpanel.storage.repository import Repository
from delpanel.storage.round_tables import SERVER_LOGINS
from delpanel.storage.schema import EVALUATORS
from delpanel.storage.server_functions import CALLED, CALLED_BY_WRITERS
from delpanel.storage.server_rules import (
    CLOSED,
    MEMBER_CHANGES,
    MEMBER_READS,
    MEMBER_WRITES,
    READ_ONLY,
)

OWNER: Final = "owner"
EVALUATOR: Final = "evaluator"
READER: Final = "reader"
_NAME_BYTES: Final = 63
_STRONG: Final = """
SELECT rolsuper OR rolbypassrls OR rolcreaterole
    OR pg_has_role(oid, (SELECT relowner FROM pg_class WHERE oid = 'server_logins'::regclass),
        'MEMBER')
FROM pg_roles WHERE rolname = :login
"""
_ACTIVE: Final = """
SELECT rolname::text FROM pg_roles
WHERE rolname IN (SELECT login FROM server_logins)
    AND has_schema_privilege(oid, current_schema()::regnamespace, 'USAGE')
"""


@dataclass(frozen=True, slots=True)
class ServerLogin:
    """A login of the server: its role on this panel, and whose sheets it fills in.

    Not ``active``: its role came along when the panel was copied, its rights did not.
    """

    login: str
    role: str
    evaluator: str | None = None
    active: bool = True


class LoginRepository(Repository):
    """Grants, and the list that the row rules look into; only on a server."""

    def all(self) -> tuple[ServerLogin, ...]:
        """Give every login that was granted a role, by name."""
        active = {row[0] for row in self._rows(text(_ACTIVE))}
        return tuple(
            ServerLogin(login, role, evaluator, login in active)
            for login, role, evaluator in sorted(self._rows(select(SERVER_LOGINS)))
        )

    def present(self) -> ServerLogin:
        """Say who is logged in; the role is ``owner`` for whoever made the panel.

        Raises:
            NotAllowed: SERVER_LOGIN_UNKNOWN, the login has no role on this panel.
        """
        asked = "SELECT session_user::text, panel_role(), my_person()"
        login, role, evaluator = self._rows(text(asked))[0]
        if not role:
            raise NotAllowed("SERVER_LOGIN_UNKNOWN", login=login)
        return ServerLogin(login, role, evaluator)

    def grant(self, granted: ServerLogin, password: str | None = None) -> bool:
        """Give a login its role and rights, in place of what it had; True where it was made.

        Without a password an existing one stays, and a new login has none: the server then asks
        somebody else who it is (a certificate, Kerberos, LDAP). The password itself is not sent.

        Raises:
            UserError: SERVER_LOGIN_NAME, UNKNOWN_EVALUATOR, SERVER_LOGIN_STRONG (it owns the panel
                or may pass over its rules).
        """
        login = granted.login
        if not login.strip() or "\x00" in login or len(login.encode()) > _NAME_BYTES:
            raise UserError("SERVER_LOGIN_NAME", login=login.replace("\x00", "\ufffd"))
        if granted.evaluator is not None:
            known = select(EVALUATORS.c.id).where(EVALUATORS.c.id == granted.evaluator)
            if self._row(known) is None:
                raise UserError("UNKNOWN_EVALUATOR", id=granted.evaluator)
        strong = self._row(text(_STRONG).bindparams(login=login))
        if strong and strong[0]:
            raise UserError("SERVER_LOGIN_STRONG", login=login)
        name = self._quoted(login)
        if not strong:
            self._do(f"CREATE ROLE {name} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION")
        if password is not None:
            self._do(f"ALTER ROLE {name} PASSWORD {_literal(self._sealed(login, password))}")
        self._withdraw(login)
        for statement in _grants(granted.role):
            self._do(statement.format(schema=self._schema(), login=name))
        row = {"login": login, "role": granted.role, "evaluator": granted.evaluator}
        self._connection.execute(insert(SERVER_LOGINS).values(row))
        made = (
            "INSERT INTO login_points "
            "VALUES (:login, 0, 'delpanel_' || md5(gen_random_uuid()::text))"
        )
        self._connection.execute(text(made), {"login": login})
        return not strong

    def set_grid(self, criteria: Iterable[str], grid: tuple[int, int, int]) -> None:
        """Keep what members may give: criteria, and lowest, highest and step in centipoints."""
        self._connection.execute(text("DELETE FROM score_grid"))
        made = text("INSERT INTO score_grid VALUES (:criterion, :low, :high, :step)")
        low, high, step = grid
        for name in criteria:
            row = {"criterion": name, "low": low, "high": high, "step": step}
            self._connection.execute(made, row)

    def revoke(self, login: str) -> None:
        """Take every right on this panel from a login; the login itself stays on the server.

        Raises:
            UserError: SERVER_LOGIN_MISSING, it had none.
        """
        if not self._row(select(SERVER_LOGINS.c.login).where(SERVER_LOGINS.c.login == login)):
            raise UserError("SERVER_LOGIN_MISSING", login=login)
        self._withdraw(login)

    def _withdraw(self, login: str) -> None:
        there = text("SELECT 1 FROM pg_roles WHERE rolname = :login").bindparams(login=login)
        if self._row(there):
            name, schema = self._quoted(login), self._schema()
            for kind in ("TABLES", "FUNCTIONS"):
                self._do(f"REVOKE ALL ON ALL {kind} IN SCHEMA {schema} FROM {name}")
            for table, columns in _granted_columns().items():
                self._do(f"REVOKE ALL ({columns}) ON {table} FROM {name}")
            self._do(f"REVOKE ALL ON SCHEMA {schema} FROM {name}")
        self._connection.execute(delete(SERVER_LOGINS).where(SERVER_LOGINS.c.login == login))
        gone = "DELETE FROM login_points WHERE login = :login"
        self._connection.execute(text(gone), {"login": login})

    def _sealed(self, login: str, password: str) -> str:
        """What the server keeps of a password, made here: no log of it ever holds the password."""
        driver: Any = self._connection.connection.driver_connection
        sealed: bytes = driver.pgconn.encrypt_password(
            password.encode(), login.encode(), b"scram-sha-256"
        )
        return sealed.decode()

    def _schema(self) -> str:
        row = self._row(text("SELECT quote_ident(current_schema())"))
        return "" if row is None else str(row[0])

    def _quoted(self, name: str) -> str:
        return self._connection.dialect.identifier_preparer.quote_identifier(name)

    def _do(self, statement: str) -> None:
        self._connection.exec_driver_sql(statement)


def _grants(role: str) -> list[str]:
    """The statements that give a role its rights, ``{login}`` and ``{schema}`` left open."""
    functions = CALLED if role == READER else (*CALLED, *CALLED_BY_WRITERS)
    made = ["GRANT USAGE ON SCHEMA {schema} TO {login}"]
    made += [f"GRANT EXECUTE ON FUNCTION {name} TO {{login}}" for name in functions]
    made.append("GRANT SELECT ON alembic_version TO {login}")
    if role == EVALUATOR:
        return made + _member_grants()
    for name in (*ALL_TABLES.tables, "score_grid"):
        if name not in CLOSED:
            writes = role != READER and name not in READ_ONLY
            rights = "SELECT, INSERT, UPDATE, DELETE" if writes else "SELECT"
            made.append(f"GRANT {rights} ON {name} TO {{login}}")
    return made


def _member_grants() -> list[str]:
    """By column, since a right on the whole table shows where on the disk its rows stand.

    That place and the number of the transaction would tell how much others write.
    """
    columns = _granted_columns()
    made = [f"GRANT SELECT ({columns[name]}) ON {name} TO {{login}}" for name in MEMBER_READS]
    for name, acts in MEMBER_WRITES.items():
        for act in acts:
            changed = MEMBER_CHANGES.get(name, columns[name]) if act == "UPDATE" else columns[name]
            right = act if act == "DELETE" else f"{act} ({changed})"
            made.append(f"GRANT {right} ON {name} TO {{login}}")
    return made


def _granted_columns() -> dict[str, str]:
    return {
        name: ", ".join(column.name for column in ALL_TABLES.tables[name].columns)
        for name in MEMBER_READS
    }


def _literal(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
