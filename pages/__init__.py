"""Pages: each reads the selection and places components."""
