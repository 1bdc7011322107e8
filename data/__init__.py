"""Tables of the park: their schema, loading, selection and counts (pure pandas, no UI)."""
