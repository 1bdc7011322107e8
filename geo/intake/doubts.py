"""Questions that an uploaded file leaves open, each with a choice and the answer in force."""

from __future__ import annotations

from dataclasses import dataclass, field

from data.i18n import Lang, translate


@dataclass(frozen=True)
class Choice:
    """One answer on offer.

    Attributes
    ----------
    value : str
        What is kept of it.
    kind : str
        Message id behind ``choice.``, or a whole id with a dot in it such as ``status.planned``;
        empty to show `value` itself.
    values : dict
        What the message names.
    names : dict of str to str
        What it is called by language, if it is of the park: a zone or a sector.
    """

    value: str
    kind: str = ""
    values: dict[str, object] = field(default_factory=dict)
    names: dict[Lang, str] = field(default_factory=dict)

    def text(self, lang: Lang) -> str:
        """Return the answer in the reader's language."""
        if lang in self.names:
            return self.names[lang]
        if not self.kind:
            return self.value
        message = self.kind if "." in self.kind else f"choice.{self.kind}"
        return translate(lang, message, **self.values)


@dataclass(frozen=True)
class Doubt:
    """One question.

    Attributes
    ----------
    key : str
        Names the question among all of an import; an answer is kept under it.
    kind : str
        Message id behind ``doubt.``.
    values : dict
        What the message names.
    choices : tuple of Choice
    chosen : str
        Value of the answer in force: the user's, else the one proposed.
    is_sure : bool
        Whether the proposal is certain enough that the user need not look at it.
    """

    key: str
    kind: str
    values: dict[str, object]
    choices: tuple[Choice, ...]
    chosen: str
    is_sure: bool

    def text(self, lang: Lang) -> str:
        """Return the question in the reader's language."""
        return translate(lang, f"doubt.{self.kind}", **self.values)
