"""The tab of dispatches and the people who are sent."""
