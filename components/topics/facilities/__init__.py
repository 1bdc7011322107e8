"""Buildings, apartments, data centres and studios."""
