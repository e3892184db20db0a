"""How a command answers: text or JSON on standard output, remarks on standard error."""

import json
import sys


def say(text: str) -> None:
    """Answer with a text."""
    sys.stdout.write(text + "\n")


def say_json(value: object) -> None:
    """Answer with what JSON can hold."""
    say(json.dumps(value, ensure_ascii=False, indent=2))


def warn(text: str) -> None:
    """Say beside the answer what its reader should know."""
    sys.stderr.write(text + "\n")
