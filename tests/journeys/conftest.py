"""The journeys stand on what every test with widgets stands on."""

from tests.ui.guards import no_modal_loop as no_modal_loop
