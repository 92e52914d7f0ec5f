"""What the stages exchange about forecasts that staffplan makes: the history, and the outlook."""
