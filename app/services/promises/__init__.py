"""Keeping promises: clocks settled from facts, holds, dates set by hand, waivers, policies and the calendar."""
