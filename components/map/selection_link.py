"""The link between a folium map and its page: clicks out, the selection in.

streamlit-folium holds back every map event for 250 ms and sends a map again with each
rerun. So the map talks to the page it stands on, by events of the browser, and the
page's link (``browser/link.js``) to the server; the map itself stays as it is.
"""

from __future__ import annotations

from typing import Any

from branca.element import MacroElement
from folium.template import Template

from components.blocks.text import Words


def link_words(words: Words) -> dict[str, Any]:
    """Return what `MapLink` says: to who uses the keyboard, and the names of controls."""
    return {
        "lang": words.lang,
        "map": words("map.title"),
        "skip": words("access.skip_map"),
        "keys": words("access.map_keys"),
        "controls": {
            "zoom-in": words("access.zoom_in"),
            "zoom-out": words("access.zoom_out"),
            "layers-toggle": words("map.layers"),
        },
    }


class Opens(MacroElement):
    """Makes the layer that it is added to open a panel of the page, by click and by key.

    Parameters
    ----------
    panel, label : str
        Id of the panel, and the name of the layer for a screen reader.
    """

    _template = Template("""
    {% macro script(this, kwargs) %}
    window.atlas.opens({{ this.panel|tojson }}, {{ this.label|tojson }},
      {{ this._parent.get_name() }});
    {% endmacro %}
    """)

    def __init__(self, panel: str, label: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Opens"
        self.panel, self.label = panel, label


class Named(MacroElement):
    """Makes the layer that it is added to known by a name that no language changes."""

    _template = Template("""
    {% macro script(this, kwargs) %}
    window.atlas.groups[{{ this.key|tojson }}] = {
      layer: {{ this._parent.get_name() }}, label: {{ this._parent.layer_name|tojson }}};
    {% endmacro %}
    """)

    def __init__(self, key: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Named"
        self.key = key


class MapLink(MacroElement):
    """Adds the ``atlas`` object to a map: styles by state, messages from and to the page.

    Parameters
    ----------
    styles : dict
        Leaflet path options by state: ``plain``, ``chosen`` and ``other`` (not chosen
        while something is).
    basemap_names : dict of str to str
        Basemap id by its label in the layer control.
    words : dict
        What `link_words` returns.
    tile_error : str
        Shown on the map when online tiles cannot be reached.
    narrow_view : tuple of float, optional
        Latitude, longitude and zoom to open with on a narrow screen.
    """

    _template = Template("""
    {% macro script(this, kwargs) %}
    const page = window.parent.document;
    window.atlas = {
      now: new Set(), layers: {}, groups: {}, styles: {{ this.styles|tojson }},
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
        const choose = () => this.tell('post', ['zone', zone]);
        this.button(layer, label, choose, `origin-${zone}`, 'zone');
        layer.on('add', () => this.paint());
      },
      // The page cannot give the focus back to what stands in a frame.
      open(id, opener) {
        this.opener = opener;
        this.tell('open', id);
      },
      // A shape whose click opens where it comes from.
      opens(id, label, layer) {
        const open = () => this.open(id, layer.getElement());
        const kind = layer instanceof L.Marker ? 'sign'
          : layer instanceof L.CircleMarker ? 'dot' : 'line';
        this.button(layer, label, open, id, kind);
        if (!(layer instanceof L.Path)) return;
        // Lines and dots are too thin to be hit: an unseen wider one lies over them.
        const unseen = {opacity: 0, fillOpacity: 0, weight: 16};
        const wide = layer instanceof L.CircleMarker
          ? L.circleMarker(layer.getLatLng(), {...unseen, radius: 12, weight: 0})
          : new layer.constructor(layer.getLatLngs(), {...unseen, fill: false});
        wide.on('click', event => {
          L.DomEvent.stop(event);
          open();
        });
        const lay = () => {
          const tip = layer.getTooltip();
          if (tip) wide.bindTooltip(tip.getContent(), {sticky: true});
          wide.addTo(layer._map);
          wide.getElement().setAttribute('tabindex', -1); // its tooltip would make it a stop
        };
        layer.on('add', lay);
        layer.on('remove', () => wide.remove());
        if (layer._map) lay();
      },
      // The shapes of a kind are one Tab stop; arrow keys go from one to the next.
      kin: kind => [...document.querySelectorAll(`[data-kind=${kind}]`)].filter(
        shape => shape.getClientRects().length),
      stop(kind, shape) {
        const kin = this.kin(kind), kept = kin.find(one => one.getAttribute('tabindex') === '0');
        const first = shape ?? kept ?? kin[0];
        for (const one of kin) one.setAttribute('tabindex', one === first ? 0 : -1);
      },
      walk(event, kind, shape) {
        const step = {ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1}[event.key];
        if (!step) return;
        const kin = this.kin(kind), next = kin.indexOf(shape) + step;
        kin.at(next % kin.length).focus({preventScroll: true});
        event.preventDefault();
        event.stopPropagation();
      },
      button(layer, label, press, origin, kind) {
        layer.on('click', event => {
          L.DomEvent.stop(event);
          press();
        });
        const dress = () => {
          const path = layer.getElement();
          if (!path) return;
          path.setAttribute('role', 'button');
          path.setAttribute('aria-label', label);
          path.setAttribute('aria-describedby', 'atlas-keys');
          path.dataset.kind = kind;
          this.stop(kind);
          let isByKey = false;
          path.onfocus = () => {
            isByKey = path.matches(':focus-visible');
            this.stop(kind, path);
            const seen = layer._map.getBounds(), place = layer.getLatLng?.() ?? layer.getCenter();
            const isSeen = seen.intersects(layer.getBounds?.() ?? L.latLngBounds([place]));
            if (isByKey && !isSeen) layer._map.panTo(place);
          };
          path.onkeydown = event => {
            // After a click, arrow keys are the presentation's.
            if (isByKey) this.walk(event, kind, path);
            if (event.key === 'i') this.open(origin, path);
            if (event.key !== 'Enter' && event.key !== ' ') return;
            event.preventDefault();
            press();
          };
        };
        layer.on('add', dress);
        layer.on('remove', () => this.stop(kind));
        dress();
      },
    };
    const hear = event => {
      window.atlas.now = new Set(event.detail);
      window.atlas.paint();
    };
    const closed = () => {
      window.atlas.opener?.focus({preventScroll: true});
      window.atlas.opener = null;
    };
    page.addEventListener('atlas:chosen', hear);
    page.addEventListener('atlas:closed', closed);
    window.addEventListener('pagehide', () => {
      page.removeEventListener('atlas:chosen', hear);
      page.removeEventListener('atlas:closed', closed);
    });
    const place = () => {
      const centre = {{ this._parent.get_name() }}.getCenter();
      window.atlas.tell('view', [centre.lat, centre.lng, {{ this._parent.get_name() }}.getZoom()]);
    };
    {{ this._parent.get_name() }}.on('moveend', place);
    const shown = () => window.atlas.tell('layers', Object.keys(window.atlas.groups).filter(
      name => {{ this._parent.get_name() }}.hasLayer(window.atlas.groups[name].layer)));
    {{ this._parent.get_name() }}.on('overlayadd overlayremove', shown);
    window.atlas.tell('hello');
    // Once the whole of this script has run, and so all layers are there.
    setTimeout(() => {
      place();
      shown();
      for (const [css, text] of Object.entries(words.controls)) {
        const control = document.querySelector(`.leaflet-control-${css}`);
        for (const name of ['title', 'aria-label']) control?.setAttribute(name, text);
      }
    });
    const frame = window.frameElement, words = {{ this.words|tojson }};
    const box = {{ this._parent.get_name() }}.getContainer();
    const keys = L.DomUtil.create('p', 'atlas-keys', box);
    keys.id = 'atlas-keys';
    keys.textContent = words.keys;
    if (frame) { // a hand-out has the map in its own page
      document.documentElement.lang = words.lang;
      frame.setAttribute('aria-label', words.map);
      const skip = document.createElement('button');
      skip.className = 'atlas-skip';
      skip.textContent = words.skip;
      document.body.prepend(skip);
      const stops = 'a[href], button:enabled, input, select, [tabindex="0"]';
      skip.onclick = () => [...page.querySelectorAll(stops)].find(one => one.offsetParent
        && frame.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING)?.focus();
    }
    box.focus = () => HTMLElement.prototype.focus.call(box, {preventScroll: true});
    {{ this._parent.get_name() }}.attributionControl.setPrefix('Leaflet');
    const far = () => {
      const zoom = {{ this._parent.get_name() }}.getZoom();
      box.classList.toggle('atlas-far', zoom < 12);
      box.classList.toggle('atlas-small', zoom < 13);
      window.atlas.stop('sign'); // which are hidden when the zoom is small
    };
    {{ this._parent.get_name() }}.on('zoomend', far);
    far();
    {% if this.narrow_view %}
    if (window.innerWidth < 480) {{ this._parent.get_name() }}.setView(
      {{ this.narrow_view[:2]|tojson }}, {{ this.narrow_view[2] }}, {animate: false});
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
        words: dict[str, Any],
        tile_error: str,
        narrow_view: tuple[float, float, float] | None = None,
    ) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "MapLink"
        self.styles = styles
        self.basemap_names = basemap_names
        self.words = words
        self.tile_error = tile_error
        self.narrow_view = narrow_view
