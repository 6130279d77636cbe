"""Deals: who pays whom for what, when it is due, and what is promised meanwhile."""
