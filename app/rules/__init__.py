"""The rulebook as plain functions: values in, values out. Imports no database, no services, no queries."""
