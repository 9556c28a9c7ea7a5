"""Domain values into words and rows; clock, zone and width come as arguments."""
