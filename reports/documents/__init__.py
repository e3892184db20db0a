"""Papers that need more than their form's data (letters, the trip pack, labels); built on ``parts``."""
