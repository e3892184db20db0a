"""What is printed: frozen content in, PDF bytes out (``reports.build.build_paper``).

The only package that imports ReportLab. It may import app.papers, app.formatting, app.i18n, app.errors and
app.resources; it asks the database nothing. A paper goes three steps: content → blocks (``parts``) → pages
(``pages``) → canvas; faces, text and measures are ``style``.
"""
