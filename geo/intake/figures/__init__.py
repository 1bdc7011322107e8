"""Tables of figures: indicators over time, in either direction, as yearbooks print them."""
