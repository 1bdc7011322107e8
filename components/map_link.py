"""The link between a folium map and its page: clicks out, the selection in.

streamlit-folium holds back every map event for 250 ms and sends a map again with each
rerun. So the map talks to the page it stands on, by events of the browser, and the
page's link (``frontend/link.js``) to the server; the map itself stays as it is.
"""

from __future__ import annotations

from typing import Any

from branca.element import MacroElement
from folium.template import Template


class MapLink(MacroElement):
    """Adds the ``atlas`` object to a map: styles by state, messages from and to the page.

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
    const page = window.parent.document;
    window.atlas = {
      now: new Set(), layers: {}, styles: {{ this.styles|tojson }},
      paint() {
        for (const [zone, layer] of Object.entries(this.layers)) {
          const state = this.now.size === 0 ? 'plain' : this.now.has(zone) ? 'chosen' : 'other';
          layer.setStyle(this.styles[state]);
          const path = layer.getElement();
          if (path) path.setAttribute('aria-pressed', this.now.has(zone));
        }
      },
      tell(name, detail) {
        // The page's script may still be on its way.
        if (!window.parent.atlas) setTimeout(() => this.tell(name, detail), 50);
        else page.dispatchEvent(new CustomEvent(`atlas:${name}`, {detail}));
      },
      join(zone, label, layer) {
        this.layers[zone] = layer;
        layer.on('click', event => {
          L.DomEvent.stop(event);
          this.tell('post', ['zone', zone]);
        });
        layer.on('add', () => {
          const path = layer.getElement();
          if (!path) return;
          path.setAttribute('tabindex', 0);
          path.setAttribute('role', 'button');
          path.setAttribute('aria-label', label);
          path.onkeydown = event => {
            if (event.key !== 'Enter' && event.key !== ' ') return;
            event.preventDefault();
            this.tell('post', ['zone', zone]);
          };
          this.paint();
        });
      },
    };
    const hear = event => {
      window.atlas.now = new Set(event.detail);
      window.atlas.paint();
    };
    page.addEventListener('atlas:chosen', hear);
    window.addEventListener('pagehide', () => page.removeEventListener('atlas:chosen', hear));
    const place = () => {
      const centre = {{ this._parent.get_name() }}.getCenter();
      window.atlas.tell('view', [centre.lat, centre.lng, {{ this._parent.get_name() }}.getZoom()]);
    };
    {{ this._parent.get_name() }}.on('moveend', place);
    window.atlas.tell('hello');
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
      place();
      if (id) window.atlas.tell('post', ['basemap', id]);
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
