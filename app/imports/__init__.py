"""Bringing spreadsheets in: a department's own ledgers as records, a bank's statement as receipts.

``reading`` makes sheets of a file, ``headings`` finds the heading row and what each column means, ``rows`` reads the
cells, a kind (``kinds``) puts rows together to records and says what is wrong with them. Nothing here writes, or asks a
database: what is known already is handed in (``app.queries.imports``), and one transaction of
``app.services.imports`` saves what was found to be right.
"""
