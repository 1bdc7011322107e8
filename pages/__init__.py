"""One script a page, for Streamlit to run; what it shows lies in `components`."""
