"""The link between a folium map and the server: clicks out, the selection in.

streamlit-folium holds back every map event for 250 ms and knows nothing of toggles. So
the map itself answers a click at once, keeps a numbered log of what was clicked, and
posts that log as the component's value; the server applies the entries it has not seen
and sends back the selection with the number of the last one. No click is lost, and an
answer to an old click never paints over a newer one.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import folium
from branca.element import MacroElement
from folium.template import Template


class MapLink(MacroElement):
    """Adds the ``atlas`` object to a map: styles by state, click log, messages.

    Parameters
    ----------
    styles : dict
        Leaflet path options by state: ``plain``, ``chosen`` and ``other`` (not chosen
        while something is).
    basemap_names : dict of str to str
        Basemap id by its label in the layer control.
    tile_error : str
        Shown on the map when online tiles cannot be reached.
    narrow_view : tuple of float, optional
        Latitude, longitude and zoom to open with on a narrow screen.
    """

    _template = Template("""
    {% macro script(this, kwargs) %}
    window.atlas = {
      mount: Date.now() + '-' + Math.random(), seq: 0, log: [], ack: 0,
      server: [], layers: {}, styles: {{ this.styles|tojson }},
      chosen() {
        const now = new Set(this.server);
        for (const [n, kind, value] of this.log) {
          if (n <= this.ack || kind !== 'zone') continue;
          now.has(value) ? now.delete(value) : now.add(value);
        }
        return now;
      },
      paint() {
        const now = this.chosen();
        for (const [zone, layer] of Object.entries(this.layers)) {
          const state = now.size === 0 ? 'plain' : now.has(zone) ? 'chosen' : 'other';
          layer.setStyle(this.styles[state]);
          const path = layer.getElement();
          if (path) path.setAttribute('aria-pressed', now.has(zone));
        }
      },
      show(zones, mount, ack) {
        this.server = zones;
        this.ack = mount === this.mount ? ack : 0;
        this.log = this.log.filter(([n]) => n > this.ack);
        this.paint();
      },
      post(kind, value) {
        this.log.push([++this.seq, kind, value]);
        this.paint();
        const centre = {{ this._parent.get_name() }}.getCenter();
        window.parent.postMessage({
          isStreamlitMessage: true, type: 'streamlit:setComponentValue', dataType: 'json',
          value: {mount: this.mount, log: this.log,
                  view: [centre.lat, centre.lng, {{ this._parent.get_name() }}.getZoom()]},
        }, '*');
      },
      join(zone, label, layer) {
        this.layers[zone] = layer;
        layer.on('click', event => { L.DomEvent.stop(event); this.post('zone', zone); });
        layer.on('add', () => {
          const path = layer.getElement();
          if (!path) return;
          path.setAttribute('tabindex', 0);
          path.setAttribute('role', 'button');
          path.setAttribute('aria-label', label);
          path.onkeydown = event => {
            if (event.key !== 'Enter' && event.key !== ' ') return;
            event.preventDefault();
            this.post('zone', zone);
          };
          this.paint();
        });
      },
    };
    const box = {{ this._parent.get_name() }}.getContainer();
    box.focus = () => HTMLElement.prototype.focus.call(box, {preventScroll: true});
    {{ this._parent.get_name() }}.attributionControl.setPrefix('Leaflet');
    const far = () => box.classList.toggle('atlas-far',
      {{ this._parent.get_name() }}.getZoom() < 12);
    {{ this._parent.get_name() }}.on('zoomend', far);
    far();
    {% if this.narrow_view %}
    if (window.innerWidth < 480) {{ this._parent.get_name() }}.setView(
      {{ this.narrow_view[:2]|tojson }}, {{ this.narrow_view[2] }});
    {% endif %}
    L.control.scale({imperial: false}).addTo({{ this._parent.get_name() }});
    {{ this._parent.get_name() }}.on('baselayerchange', event => {
      const id = {{ this.basemap_names|tojson }}[event.name];
      if (id) window.atlas.post('basemap', id);
    });
    {{ this._parent.get_name() }}.eachLayer(layer => {
      if (!(layer instanceof L.TileLayer)) return;
      layer.once('tileerror', () => {
        const notice = L.control({position: 'bottomleft'});
        notice.onAdd = () => {
          const message = L.DomUtil.create('div', 'atlas-tile-error');
          message.textContent = {{ this.tile_error|tojson }};
          return message;
        };
        notice.addTo({{ this._parent.get_name() }});
      });
    });
    {% endmacro %}
    """)

    def __init__(
        self,
        styles: dict[str, dict[str, Any]],
        basemap_names: dict[str, str],
        tile_error: str,
        narrow_view: tuple[float, float, float] | None = None,
    ) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "MapLink"
        self.styles = styles
        self.basemap_names = basemap_names
        self.tile_error = tile_error
        self.narrow_view = narrow_view


class SelectionEcho(folium.FeatureGroup):
    """An empty layer whose arrival tells the map what is selected.

    streamlit-folium sends such a layer to a standing map without loading it again.
    """

    _template = Template("""
    {% macro script(this, kwargs) %}
    var {{ this.get_name() }} = L.featureGroup();
    window.atlas.show({{ this.zones|tojson }}, {{ this.mount|tojson }}, {{ this.ack }});
    {% endmacro %}
    """)

    def __init__(self, zones: Iterable[str], mount: str, ack: int) -> None:
        super().__init__()
        self.zones, self.mount, self.ack = list(zones), mount, ack


def unseen(value: dict[str, Any] | None, mount: str, ack: int) -> list[tuple[int, str, str]]:
    """Return the log entries of a posted value that were not applied yet.

    Parameters
    ----------
    value : dict or None
        What the map posted: ``mount`` and ``log``.
    mount, ack
        The map and the entry number applied last.
    """
    if not value or not isinstance(value.get("log"), list):
        return []
    since = ack if value.get("mount") == mount else 0
    entries = [entry for entry in value["log"] if isinstance(entry, list) and len(entry) == 3]
    return [(int(n), str(kind), str(what)) for n, kind, what in entries if int(n) > since]
