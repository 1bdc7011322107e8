"""The other side: JavaScript, style sheets, their contract with Python, and Streamlit's insides."""
