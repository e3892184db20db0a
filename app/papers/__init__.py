"""Papers: what each is (form, record, gate, archive entry) and which of its fields the program fills. No layout
here.
"""
