"""The Brands page."""
