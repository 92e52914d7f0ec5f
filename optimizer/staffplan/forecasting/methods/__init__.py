"""Methods of forecasting plain days: each makes of past days an expected volume for every slot of later ones."""
