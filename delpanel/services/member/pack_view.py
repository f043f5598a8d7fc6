"""A pack and the work in it as plain data, and the order in which a member sees the dossiers."""

from __future__ import annotations

from delpanel.exchange.packs.pack_format import digest
from delpanel.exchange.packs.pack_records import to_plain
from delpanel.model.pack_change import PackChange
from delpanel.services.member.pack_draft import PackDesk
from delpanel.services.packs.pack_filling import numbers_in


def as_plain(desk: PackDesk) -> dict[str, object]:
    """Give a pack and the work in it as plain data."""
    head = desk.content.head
    titles = {d.id: d.title for d in desk.content.dossiers}
    return {
        "pack": head.id,
        "kind": str(head.kind),
        "evaluator": head.evaluator,
        "number": head.number,
        "due_at": None if head.due_at is None else head.due_at.isoformat(),
        "call": desk.call.id,
        "consortia": to_plain(desk.content.consortia),
        "dossiers": [{"id": one, "title": titles[one]} for one in own_order(desk) if one in titles],
        "attachments": [to_plain(a.record) for a in desk.content.attachments],
        "cells": [
            {
                "dossier": cell.dossier,
                "criterion": cell.criterion,
                "points_cp": cell.points_cp,
                "motivation": cell.motivation,
                "state": str(cell.state),
            }
            for cell in desk.draft.cells
        ],
        "declarations": [
            {
                "dossier": one.dossier,
                "answer": str(one.answer),
                "type": None if one.type is None else str(one.type),
                "note": one.note,
            }
            for one in desk.draft.declarations
        ],
        "agreed": [
            {
                "dossier": one.dossier,
                "name": one.name,
                "digest": one.digest,
                "criteria": [
                    {
                        "criterion": part.criterion,
                        "points_cp": part.points_cp,
                        "motivation": part.motivation,
                    }
                    for part in one.criteria
                ],
            }
            for one in desk.content.agreed
        ],
        "approvals": [
            {"dossier": one.dossier, "answer": str(one.answer), "note": one.note}
            for one in desk.draft.approvals
        ],
    }


def change_as_plain(change: PackChange) -> dict[str, object]:
    """Give one saved state as plain data."""
    line = change.line
    return {
        "number": change.number,
        "at": line.at,
        "since": line.since,
        "dossier": line.dossier,
        "criterion": line.criterion,
        "field": str(line.field),
        "before": change.before,
        "after": line.after,
    }


def own_order(desk: PackDesk) -> tuple[str, ...]:
    """Give the dossiers of a pack in the order of this member: at random, and always the same.

    Sorted by the SHA-256 of pack, member and dossier, a line each, so that no dossier gains by its
    number, each member starts elsewhere, and anyone can work the order out again.
    """
    head = desk.content.head
    numbers = numbers_in(desk.content)
    return tuple(
        sorted(numbers, key=lambda one: digest(f"{head.id}\n{head.evaluator}\n{one}".encode()))
    )
