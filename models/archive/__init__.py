"""Documents and the files behind them."""
