"""What evaluators know and take on, and what dossiers ask somebody to know."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import select

from delpanel.model.panel import EvaluatorProfile
from delpanel.storage.repository import Repository
from delpanel.storage.round_tables import DOSSIER_EXPERTISE, EVALUATOR_PROFILES
from delpanel.storage.row_values import canonical_json, read_texts


class ExpertiseRepository(Repository):
    """Profiles of evaluators and expertise of dossiers."""

    def profiles(self) -> tuple[EvaluatorProfile, ...]:
        """Give every profile, by evaluator; who has none is not in it."""
        held = EVALUATOR_PROFILES.c
        query = select(held.evaluator, held.expertise, held.minimum, held.maximum)
        return tuple(
            EvaluatorProfile(evaluator, read_texts(expertise), minimum, maximum)
            for evaluator, expertise, minimum, maximum in sorted(
                self._rows(query), key=lambda row: str(row[0])
            )
        )

    def save_profile(self, profile: EvaluatorProfile) -> None:
        """Put a profile in place; one that says nothing is taken away."""
        if profile == EvaluatorProfile(profile.evaluator):
            self._remove(EVALUATOR_PROFILES, EVALUATOR_PROFILES.c.evaluator == profile.evaluator)
            return
        row: dict[str, object] = {
            "evaluator": profile.evaluator,
            "expertise": canonical_json(profile.expertise),
            "minimum": profile.minimum,
            "maximum": profile.maximum,
        }
        self._put(EVALUATOR_PROFILES, row)

    def of_dossiers(self) -> Mapping[str, tuple[str, ...]]:
        """Give what is asked for, by dossier; each in the order of the words."""
        held = DOSSIER_EXPERTISE.c
        found: dict[str, list[str]] = {}
        for dossier, expertise in sorted(self._rows(select(held.dossier, held.expertise))):
            found.setdefault(dossier, []).append(expertise)
        return {dossier: tuple(words) for dossier, words in found.items()}

    def set_of_dossier(self, dossier: str, expertise: Iterable[str]) -> None:
        """Set what one dossier asks somebody to know, in place of what it asked before."""
        self._remove(DOSSIER_EXPERTISE, DOSSIER_EXPERTISE.c.dossier == dossier)
        rows = [{"dossier": dossier, "expertise": word} for word in sorted(set(expertise))]
        self._add(DOSSIER_EXPERTISE, rows)
