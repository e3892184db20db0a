"""What the department does. May import ``models`` alone; knows neither Qt nor ReportLab.

``rules`` are pure functions over values, ``services`` write (one function, one transaction, one permission),
``queries`` read, ``papers`` say what each paper is, ``archive`` keeps files. ``context`` is what every use case is
handed.
"""
