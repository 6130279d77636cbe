"""The verbs of spots: whole spots, their panels, and what is in a panel."""
