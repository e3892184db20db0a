"""One reusable table screen: columns as data, paged model, filter bar, list page."""
