"""The parts of a form: each is a block that knows its height, or draws one thing on every page. Built on ``style``."""
