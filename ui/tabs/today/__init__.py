"""The Today tab: what is owed now, what waits for one's word, and a few pictures."""
