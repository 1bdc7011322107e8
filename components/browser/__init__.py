"""The other side: JavaScript, style sheets, and how they reach the browser."""
