"""The tabs: one sub-package each with its columns, views and pages; ``record_page`` is what all pages share.

A page for things called Xs is added in these steps (how its list is read: ``app/queries/lists``):

1. ``<tab>/columns.py``: ``x_columns()`` of ``ui/table/column_kinds.py``; a heading fits its ``width`` in English too.
2. ``<tab>/x_detail.py``: ``x_view(details, desk)`` makes the ``DetailView``: ``step_views``, ``reason_views`` and
   ``timeline_entry`` (``views.py``), ``record_facts`` and ``link_code`` (``links.py``), ``keeping_steps``.
3. ``<tab>/xs_page.py``: ``NAME``, ``CHIPS`` with the codes of the list's views, and ``x_list(desk)`` =
   ``list_spec(desk, XS, name=NAME, columns=…, sort=…, kinds=…, actions=…, edits=…, always=(PRINT,), …)``.
4. There too the class. ``RecordPage[XRow, XDetails]`` where nothing is edited, ``EditingPage`` where forms are,
   ``DraftsPage`` for what is edited as a draft, ``KeptPage`` for what is put out of use. It declares
   ``list_of = staticmethod(x_list)`` and ``details_of = staticmethod(x_details)``; where it fits ``printed`` (with
   ``PRINT``), ``edited_by``, ``edited_cards``, ``opens_form``, ``part_kind``. It has ``view_of``; ``add`` and ``edit``,
   which are ``self.read_form(read on the read lane, ask with what was read)``; ``on_card`` for other links of cards.
5. ``take(details, code)`` takes steps, ``mend(details, code)`` what unblocks them, by ``RecordSteps`` (``do`` at once,
   ``ask_reason``, ``open`` a form); many steps are a subclass of it in ``<tab>/x_actions.py`` that fills ``steps`` and
   ``aimed``. Links to records, papers, printing, reading again and the row menu need nothing.
6. The forms: ``ui/dialogs/<room>/`` with ``ask_new_x``, ``ask_x``, ``read_x`` and a line each in its ``openers.py``;
   lines are typed into a ``LineTable`` (``ui/widgets/lines``). Then ``<tab>/tab.py``: a ``TabPage`` in ``PAGES``;
   ``PLACES`` of ``ui/main_window.py`` says where the kind lives.
"""
