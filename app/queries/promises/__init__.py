"""Reading what is owed by when and the facts and rules it comes from."""
