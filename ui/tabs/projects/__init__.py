"""The tab of projects and customers."""
