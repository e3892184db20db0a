"""The page of accidents and near misses: list, detail and steps."""
