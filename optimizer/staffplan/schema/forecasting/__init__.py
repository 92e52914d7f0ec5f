"""What the stages exchange about histories, forecasts made from them, and what logs of contacts measure."""
