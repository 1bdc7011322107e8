"""Cloud Valley Atlas: the server that ``make run`` or ``streamlit run app.py`` starts."""

from __future__ import annotations

import streamlit as st

from components.api.mount import api_routes
from components.door.lasting import lasting
from components.door.login_pages import login_routes
from components.door.probes import probe_routes
from components.door.serving import routes
from components.door.start import door, options, secrets
from components.frame.start import start
from components.handout.leave_behind_route import leave_routes
from components.search.route import search_routes

start()
# The script lies beside the pages, not here: on a fresh server Streamlit would take a folder
# ``pages`` beside the script for the whole app, and know no ``/digital-twin``.
app = st.App(
    "pages/menu.py",
    routes=[
        *probe_routes(),
        *login_routes(),
        *api_routes(),
        *search_routes(),
        *leave_routes(),
        *routes(),
    ],
    middleware=door(),
    secrets=secrets(),
    lifespan=lasting,
)

if __name__ == "__main__":
    app.run(config=options())
