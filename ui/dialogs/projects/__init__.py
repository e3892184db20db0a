"""Forms of projects, contracts and equipment."""
