"""Dialogs about deadlines: policies, calendar, holds, agreed dates, trying out."""
