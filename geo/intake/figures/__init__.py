"""Tables of figures: indicators over time, in either direction, as offices and yearbooks print them."""
