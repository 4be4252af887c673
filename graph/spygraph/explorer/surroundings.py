"""The words around an anchor, as far as the texts are at hand: what decides whether it says what is said of it."""

from collections.abc import Callable
from dataclasses import dataclass, field

from spygraph.casefile.anchors import normal
from spygraph.network import Passage


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The paragraphs that passages stand in, and the cells of rows, each text once and numbered."""

    paragraph: Callable[[Passage], str] | None = None
    texts: dict[str, int] = field(default_factory=dict)

    def number(self, passage: Passage) -> list[int]:
        """Return the number of the text around a passage, in a list; [] where it is not at hand."""
        text = self.paragraph(passage) if self.paragraph else ""
        if not text or not (passage.in_row or normal(passage.words) in text):
            return []
        return [self.texts.setdefault(text, len(self.texts))]
