"""Measurements that a person starts: ratios against a peer in the same run, never in tests."""
