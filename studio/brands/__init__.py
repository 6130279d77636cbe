"""Brands: guidelines that spots and posts are checked against, and the products they show."""
