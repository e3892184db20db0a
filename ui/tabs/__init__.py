"""The tabs: one sub-package each with its columns, views and page; ``record_page`` is what all pages share."""
