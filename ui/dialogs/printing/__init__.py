"""Previewing and printing papers."""
