"""Reading lists: filters, pages by keyset, selections as values; and how a new list and its page are made.

A list is described, not programmed. For things called Xs that are records:

1. ``app/queries/<area>/xs.py``: ``XRow``, a frozen dataclass with ``id``; the types of its fields say how they are read
   (a ``str`` is "" where nothing is known, a code becomes a member of its vocabulary).
2. There too ``XS = RecordList(kind=…, row=XRow, own=X.__table__)``. Fields read themselves from the column of their
   name in ``own`` or ``record``; ``name``, ``customer``, ``project``, ``site`` are known. Say only what differs:
   ``columns`` (another column; figures with ``over`` or ``count_of``), ``derived`` (made in Python), ``joins``,
   ``orders`` beyond ORDERS, ``views`` (quick views; a function where they depend on who looks when), ``uncounted``,
   ``keeping`` (has OUT_OF_USE), ``permission``, ``money`` (fields hidden from those who may not see it).
3. What is no record (users, audit): ``TableList`` with ``own``, and ``words`` and ``moment`` for what to search by.
4. The filter is always ``ListFilter``. ``XS.read``, ``XS.count`` and ``XS.count_views`` are all a page asks for.
5. A list that grows to a million rows: an index (key, id) for each of its ``orders``; see ``few`` and
   ``counted_among`` of ``RecordList``, and ``app/queries/requests/request_list.py``, which has it all.
6. ``ui/tabs/<tab>/columns.py``: ``x_columns()`` from ``ui/table/column_kinds.py`` (text, badge, count, money, day).
7. ``ui/tabs/<tab>/xs_page.py``: the page of the list; how one is made is told in ``ui/tabs/__init__.py``.
"""
