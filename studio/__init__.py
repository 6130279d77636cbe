"""Persona Studio: an offline desktop studio for teams who run virtual influencers."""

__version__ = "0.1.0"
