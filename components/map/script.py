"""What Python tells the script of a map: which function of ``browser/map`` to call, with JSON."""

from __future__ import annotations

from typing import Any

import folium
from branca.element import MacroElement
from folium.template import Template
from markupsafe import Markup, escape

# What ends a template literal of JavaScript, or runs in it, as HTML writes it.
_LITERAL = {ord(sign): f"&#{ord(sign)};" for sign in "`$\\"}


class Script(MacroElement):
    """Calls a function with what it is added to, and what it is told.

    Parameters
    ----------
    name : str
        One of ``components/browser/map/main.js``.
    told : optional
        JSON values.
    """

    _template = Template("""
    {% macro script(this, kwargs) %}
    atlasMap.{{ this.name }}({{ this._parent.get_name() }}, {{ this.told|tojson }});
    {% endmacro %}
    """)

    def __init__(self, name: str, told: Any = None) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Script"
        self.name, self.told = name, told


def tooltip_html(text: str) -> Markup:
    """Return what a tooltip of folium says, which writes it into a template literal.

    Parameters
    ----------
    text : str
        Plain, or markup: a name may hold any sign.
    """
    return Markup(str(escape(text)).translate(_LITERAL))  # noqa: S704 - escaped before


def opens(panel: str, label: str) -> Script:
    """Return what makes a layer open a panel of the page, by click and by key.

    Parameters
    ----------
    panel, label : str
        Id of the panel, and the name of the layer for a screen reader.
    """
    return Script("opens", {"panel": panel, "label": label})


def name_layer(group: folium.FeatureGroup, key: str, short: str = "") -> None:
    """Make a layer of the key known by a name that no language changes.

    Parameters
    ----------
    short : str
        HTML of its name in a list that says once for all that they are schematic.
    """
    told = {"key": key, "label": group.layer_name, "short": short or group.layer_name}
    Script("named", told).add_to(group)
