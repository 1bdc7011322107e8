"""Rows as an office brings them: what they ask for, what is wrong with them, what is doubtful."""
