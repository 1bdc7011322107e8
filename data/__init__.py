"""Tables of the park: their schema, loading, selection and counts (pure pandas, no UI)."""

import pandas as pd

# On tables of a few hundred rows, choosing some takes Arrow's strings twice as long as Python's.
pd.set_option("mode.string_storage", "python")
