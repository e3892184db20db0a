"""Papers about money that has to be asked for (C10): what fills them."""
