"""Letting a list out of the program: into a workbook, onto paper."""
