"""What is seen: the only package that imports PySide6 and qtawesome.

May import ``app`` and, of ``models``, ``enums`` alone; speaks no SQL and does not know ``reports``.
"""
