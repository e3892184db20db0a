"""``python -m tests.screenshots``: pictures of every page and dialog, on demo data, off the screen.

One contact sheet per tab; ``--language``, ``--theme``, ``--scale`` and ``--text`` choose (or repeat) the looks. The
pictures are for people: look at them after touching anything that is seen.
"""
