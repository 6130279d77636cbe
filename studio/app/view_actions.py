"""The View menu: which page, which appearance, which language."""

from collections.abc import Callable, Sequence
from functools import partial

from studio.app.language import CHOICES
from studio.app.pages import PageEntry
from studio.kernel.i18n import _
from studio.ui.actions import Action
from studio.ui.choices import Choices
from studio.ui.theme import APPEARANCES


def page_actions(
    entries: Sequence[PageEntry],
    show: Callable[[str], object],
    shown: Callable[[], str],
) -> list[Action]:
    """Return an action for each page, with Alt and its number."""
    return [
        Action(
            id=f"view.page.{entry.id}",
            text=_(entry.name),
            run=partial(_show, show, entry.id),
            keys=(f"Alt+{place}",) if place < 10 else (),
            icon=entry.icon,
            menu="view",
            group=10,
            enabled=partial(_is_some, shown),
            checked=partial(_is_this, shown, entry.id),
        )
        for place, entry in enumerate(entries, 1)
    ]


def appearance_actions(choices: Choices, use: Callable[[str], None]) -> list[Action]:
    """Return the choice between the system's look, light and dark."""
    return [
        Action(
            id=f"view.appearance.{name}",
            text=_(text),
            run=partial(use, name),
            menu="view/appearance",
            group=90,
            checked=partial(_has_appearance, choices, name),
        )
        for name, text in APPEARANCES.items()
    ]


def language_actions(choices: Choices, use: Callable[[str], None]) -> list[Action]:
    """Return the choice between the system's language and ours."""
    return [
        Action(
            id=f"view.language.{code}",
            text=_(text),
            run=partial(use, code),
            menu="view/language",
            group=90,
            checked=partial(_has_language, choices, code),
        )
        for code, text in CHOICES.items()
    ]


def _show(show: Callable[[str], object], page_id: str) -> None:
    show(page_id)


def _is_some(shown: Callable[[], str]) -> bool:
    return bool(shown())


def _is_this(shown: Callable[[], str], page_id: str) -> bool:
    return shown() == page_id


def _has_appearance(choices: Choices, name: str) -> bool:
    return choices.now.appearance == name


def _has_language(choices: Choices, code: str) -> bool:
    return choices.now.language == code
