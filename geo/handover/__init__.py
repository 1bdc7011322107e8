"""What a planner takes along: exports with styles, and templates."""
