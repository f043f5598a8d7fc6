"""The few kinds of columns and rules the tables are made of."""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Integer,
    MetaData,
    Table,
    Text,
)
from sqlalchemy.schema import SchemaItem

METADATA: Final = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(referred_table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)
CENTS: Final = Integer().with_variant(BigInteger(), "postgresql")
MOMENT_SHAPE: Final = "____-__-__T__:__:__.______+00:00"
DAY_SHAPE: Final = "____-__-__"


def table(name: str, *items: SchemaItem) -> Table:
    """Declare one table of the panel; STRICT in a panel file."""
    return Table(name, METADATA, *items, sqlite_strict=True)


def texts(*names: str) -> list[Column[str]]:
    """Mandatory text columns."""
    return [Column(name, Text, nullable=False) for name in names]


def whole(*names: str) -> list[Column[int]]:
    """Mandatory integer columns."""
    return [Column(name, Integer, nullable=False, autoincrement=False) for name in names]


def filled(*names: str) -> list[CheckConstraint]:
    """Texts that may not be blank."""
    return [CheckConstraint(f"length(trim({n})) > 0", name=f"{n}_filled") for n in names]


def flag(*names: str) -> list[CheckConstraint]:
    """Integers that are a yes or a no."""
    return [CheckConstraint(f"{n} IN (0, 1)", name=f"{n}_flag") for n in names]


def one_of(name: str, *choices: str) -> CheckConstraint:
    """A text out of a closed list."""
    listed = ", ".join(f"'{choice}'" for choice in choices)
    return CheckConstraint(f"{name} IN ({listed})", name=f"{name}_known")


def shaped(shape: str, *names: str) -> list[CheckConstraint]:
    """Moments or days of one width."""
    return [CheckConstraint(f"{n} LIKE '{shape}'", name=f"{n}_shape") for n in names]


def sha256(name: str = "digest") -> CheckConstraint:
    """A digest in hex."""
    return CheckConstraint(f"length({name}) = 64", name=f"{name}_sha256")


def counted(name: str) -> CheckConstraint:
    """A number that starts at one."""
    return CheckConstraint(f"{name} >= 1", name=f"{name}_counted")


def dossier_key(on_delete: str = "RESTRICT") -> Column[str]:
    """The dossier a row belongs to."""
    return Column("dossier", Text, ForeignKey("dossiers.id", ondelete=on_delete), nullable=False)


def evaluator_key(on_delete: str = "RESTRICT") -> Column[str]:
    """The evaluator a row belongs to."""
    key = ForeignKey("evaluators.id", ondelete=on_delete)
    return Column("evaluator", Text, key, nullable=False)
