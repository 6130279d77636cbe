"""The pages of the window: a line each, imported when first shown."""

from dataclasses import dataclass
from importlib import import_module

from PySide6.QtWidgets import QWidget

from studio.kernel.i18n import N_
from studio.ui.context import Context
from studio.ui.page import Page


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A place of the window: id, name (English, marked), icon, and where its class is."""

    id: str
    name: str
    icon: str
    where: str
    """'module:Class'."""


PAGES = (
    PageEntry("spots", N_("Spots"), "spots", "studio.spots.ui.page:SpotsPage"),
    PageEntry("personas", N_("Personas"), "people", "studio.personas.ui.page:PersonasPage"),
    PageEntry("brands", N_("Brands"), "brand", "studio.brands.ui.page:BrandsPage"),
    PageEntry("deals", N_("Deals"), "deal", "studio.deals.ui.page:DealsPage"),
)


def make_page(entry: PageEntry, context: Context, parent: QWidget) -> Page:
    """Import the page's module and make the page."""
    module, name = entry.where.split(":")
    made = getattr(import_module(module), name)(context, parent)
    assert isinstance(made, Page)
    return made
