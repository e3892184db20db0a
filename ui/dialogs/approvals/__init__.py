"""Dialogs of approvals and of the limits they hang on."""
