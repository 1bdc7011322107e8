"""Cloud Valley Atlas: the server that ``streamlit run app.py`` starts."""

from __future__ import annotations

import streamlit as st
from starlette.middleware import Middleware

from components.browser.assets import publish_assets
from components.browser.messages import NeededMessages

publish_assets()
# The script lies beside the pages, not here: on a fresh server Streamlit would take a folder
# ``pages`` beside the script for the whole app, and know no ``/digital-twin``.
app = st.App("pages/menu.py", middleware=[Middleware(NeededMessages)])
