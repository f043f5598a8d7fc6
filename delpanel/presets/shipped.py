"""The calls and aid rule sets that ship with the program."""

from __future__ import annotations

import tomllib
from decimal import Decimal

import resources
from delpanel.errors import UserError
from delpanel.model.aid_rules import AidRule, AidRuleSet, Bonus
from delpanel.model.dossier import EnterpriseSize
from delpanel.presets.call_file import call_digest
from delpanel.presets.toml_reader import TomlReader, scaled


def call_names() -> tuple[str, ...]:
    """List the shipped calls."""
    return tuple(name.removesuffix(".toml") for name in resources.names("calls", ".toml"))


def call_text(name: str) -> str:
    """Read the TOML text of a shipped call; UserError CALL_UNKNOWN if there is none."""
    if name not in call_names():
        raise UserError("CALL_UNKNOWN", name=name, known=", ".join(call_names()))
    return resources.read_text(f"calls/{name}.toml")


def rule_set_names() -> tuple[str, ...]:
    """List the shipped aid rule sets."""
    return tuple(name.removesuffix(".toml") for name in resources.names("rules", ".toml"))


def letter_set_names() -> tuple[str, ...]:
    """List the shipped letter sets."""
    return tuple(name.removesuffix(".toml") for name in resources.names("letters/sets", ".toml"))


def rule_set(name: str) -> AidRuleSet:
    """Read a shipped aid rule set; UserError RULE_SET_UNKNOWN if there is none."""
    if name not in rule_set_names():
        raise UserError("RULE_SET_UNKNOWN", name=name, known=", ".join(rule_set_names()))
    text = resources.read_text(f"rules/{name}.toml")
    reader = TomlReader(tomllib.loads(text, parse_float=Decimal), f"{name}.toml")
    return AidRuleSet(
        id=reader.text("id"),
        title=reader.localized("title"),
        award_from=reader.day("award_from"),
        award_to=reader.day("award_to"),
        rules=tuple(_aid_rule(TomlReader(row, name)) for row in reader.tables("rules")),
        digest=call_digest(text),
    )


def _aid_rule(row: TomlReader) -> AidRule:
    sizes = row.table("size_base") if row.has("size_base") else {}
    return AidRule(
        id=row.text("id"),
        article=row.text("article"),
        legal_reference=row.text("legal_reference"),
        name=row.localized("name"),
        base_bp=row.percent("base"),
        cap_bp=row.percent("cap"),
        bonuses=tuple(
            Bonus(bonus.text("if"), bonus.percent("add"))
            for bonus in (TomlReader(b, row.source) for b in row.tables("bonus", default=()))
        ),
        size_base_bp=tuple(
            (EnterpriseSize(size), scaled(value, 100, f"size_base.{size}", row.source))
            for size, value in sizes.items()
        ),
        full_condition=row.text("full_if", default=""),
        full_maximum_cents=row.optional("full_maximum", row.euro),
        threshold_cents=row.optional("threshold", row.euro),
        threshold_per=row.text("threshold_per", default=""),
        sme_only=row.flag("sme_only", default=False),
        variant=row.text("variant", default="gber"),
        knowledge=row.texts("knowledge", default=()),
        source=row.text("source", default=""),
    )
