"""The import assistant: file, columns, preview, result; and the bank's statement, which ends in receipts."""
