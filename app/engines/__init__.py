"""The kinds of database: one place each for everything that SQLite and PostgreSQL do differently.

``place`` says what a kind must offer, ``sqlite`` and ``postgresql`` offer it, ``search`` holds the two indexes behind
one question, ``schema`` runs the migrations, ``copying`` moves rows from one kind to the other, ``addresses`` reads
what a person gives as ``--database``. Nothing outside asks which kind it has; and nothing here knows of sessions,
contexts or backups, which are built on it (``app.database``).
"""
