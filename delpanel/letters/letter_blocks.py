"""The two blocks with places of their own: the top of the first page and the signatures."""

from __future__ import annotations

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus.flowables import Flowable

from delpanel.letters import styles
from delpanel.letters.content import Head, Signatures
from delpanel.letters.flowables import Paragraph, Placed, WordmarkRule
from delpanel.letters.structure import Element
from delpanel.letters.tables import reference_flowable


def head_flowable(head: Head, root: Element, width: float) -> Placed:
    """Lay out the top of the first page; the address stands in an envelope's window."""
    parts: list[tuple[float, float, Flowable]] = [(0, 0, WordmarkRule())]
    mark_width = width
    top = 6.0
    for text, style in ((head.authority, styles.WORDMARK), (head.department, styles.WORDMARK_2)):
        top += _put(parts, text, style, root.add("P"), (0, top, mark_width))
    if not head.addressee:
        return _references_below(head, root, parts, width, top + 12)
    top = max(styles.WINDOW_TOP - styles.TOP, top + 12)
    left_top = top + _put(
        parts,
        ", ".join(head.sender),
        styles.RETURN_LINE,
        root.add("P"),
        (0, top, styles.ADDRESS_WIDTH),
    )
    left_top += 5
    for line in head.addressee:
        place = (0, left_top, styles.ADDRESS_WIDTH)
        left_top += _put(parts, line, styles.ADDRESS, root.add("P"), place)
    table = reference_flowable(head.references, root, width - styles.REFERENCE_LEFT)
    parts.append((styles.REFERENCE_LEFT, top, table))
    least = styles.SUBJECT_TOP - styles.TOP
    return Placed(max(least, left_top + 14, top + table.height + 14), parts)


def signature_flowable(signatures: Signatures, parent: Element, width: float) -> Placed:
    """Lay out the closing and the signatures, two side by side."""
    parts: list[tuple[float, float, Flowable]] = []
    top = 8 + _put(parts, signatures.closing, styles.SIGNATURE, parent.add("P"), (0, 8, width))
    column = width / 2
    for number in range(0, len(signatures.lines), 2):
        pair = [
            (line, parent.add("Div"), side * column)
            for side, line in enumerate(signatures.lines[number : number + 2])
        ]
        room = column - 12
        top += 8
        top = max(
            top + _put(parts, line.authority, styles.SIGNATURE, element.add("P"), (left, top, room))
            for line, element, left in pair
        )
        top += styles.SIGNATURE_SPACE
        ends: list[float] = []
        for line, element, left in pair:
            at = top
            for text, style in (
                (line.name, styles.SIGNATURE_NAME),
                (line.function, styles.SIGNATURE),
            ):
                at += _put(parts, text, style, element.add("P"), (left, at, room))
            ends.append(at)
        top = max(ends)
    return Placed(top + 6, parts)


def _references_below(
    head: Head,
    root: Element,
    parts: list[tuple[float, float, Flowable]],
    width: float,
    top: float,
) -> Placed:
    if not head.references:
        return Placed(top, parts)
    table = reference_flowable(head.references, root, width)
    parts.append((0, top, table))
    return Placed(top + table.height + 12, parts)


def _put(
    parts: list[tuple[float, float, Flowable]],
    text: str,
    style: ParagraphStyle,
    element: Element,
    place: tuple[float, float, float],
) -> float:
    left, top, width = place
    paragraph = Paragraph.of(text, style, element)
    _, paragraph.height = paragraph.wrap(width, 10_000)
    parts.append((left, top, paragraph))
    return float(paragraph.height)
