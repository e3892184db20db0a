"""The page of what comes back: one list over several kinds of record, each shown and handled in its own room.

A further kind is a ``RecordRoom`` in a module of its own (``<kind>_room.py``) and a row in ``rooms.py``.
"""
