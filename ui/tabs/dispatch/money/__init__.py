"""The page of the money of trips: advances, expense claims, allowance tables (C7.3, C7.4).

Each kind has a room in a module of its own (``<kind>_room.py``) and a row in ``rooms.py``.
"""
