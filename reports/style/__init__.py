"""Faces, line breaking, measures and the pen: how a paper looks, whatever it says."""
