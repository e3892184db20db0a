"""The tests, mirroring the packages; ``python -m tests`` runs them all."""
