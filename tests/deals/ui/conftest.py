"""The Deals page in a window that has the keyboard."""

import pytest
from pytestqt.qtbot import QtBot

from studio.deals.ui.page import DealsPage
from studio.ui.context import Context
from tests.brands.ui.record_hand import RecordHand
from tests.brands.ui.record_hand import context as context
from tests.brands.ui.record_hand import said as said
from tests.ui.guards import no_modal_loop as no_modal_loop
from tests.ui.guards import theme as theme


@pytest.fixture
def page(context: Context) -> DealsPage:
    """Give the page, not yet shown."""
    return DealsPage(context)


@pytest.fixture
def hand(qtbot: QtBot, page: DealsPage) -> RecordHand:
    """Give the page, shown, into somebody's hands."""
    return RecordHand(qtbot, page)
