"""What the twin page adds to the map: a swipe between two phases, and a moved outline."""

from __future__ import annotations

from branca.element import MacroElement
from folium.template import Template

from components.blocks.text import Words
from components.map.style import dash_array
from components.session.theme import NEUTRAL, Theme, hatch

PHASES = ("twin_1", "twin_2")


class Swipe(MacroElement):
    """A slider across the map: phase one is shown left of it, phase two right of it.

    Each phase is filled in a pane of its own, which the slider clips; it is a range input,
    so mouse, finger and keyboard move it. Without outlines there is nothing to swipe.

    Parameters
    ----------
    areas : dict of str to str
        ``done`` and ``wanted`` in words.
    """

    _template = Template("""
    {% macro script(this, kwargs) %}
    {
      const map = map_div, box = map.getContainer();
      const find = id => {
        let found = null;
        map.eachLayer(layer => {
          if (layer.feature?.properties?.feature_id === id && layer.getLatLngs) found = layer;
        });
        return found;
      };
      const phases = {{ this.phases|tojson }}.map(([id, paint]) => [find(id), paint]);
      if (phases.every(([layer]) => layer)) {
        const style = L.DomUtil.create('style', '', document.head);
        style.textContent = {{ this.css|tojson }};
        const panes = phases.map(([layer, paint], n) => {
          const name = `atlas-phase-${n}`, pane = map.createPane(name);
          pane.style.zIndex = 405;
          pane.style.pointerEvents = 'none';
          const renderer = L.svg({pane: name, padding: 1});
          L.geoJSON(layer.toGeoJSON(), {pane: name, interactive: false,
            style: {...paint, renderer}}).addTo(map);
          return pane;
        });
        const line = L.DomUtil.create('div', 'atlas-swipe-line', box);
        {{ this.labels|tojson }}.forEach(text => {
          L.DomUtil.create('span', '', line).textContent = text;
        });
        const range = L.DomUtil.create('input', 'atlas-swipe', box);
        Object.assign(range, {type: 'range', min: 0, max: 100, step: 1, value: 50});
        range.setAttribute('aria-label', {{ this.label|tojson }});
        L.DomEvent.disableClickPropagation(range);
        L.DomEvent.on(range, 'keydown', L.DomEvent.stopPropagation);
        const side = (pane, left, right, top, bottom) => {
          pane.style.clipPath = `polygon(${left}px ${top}px,${right}px ${top}px,` +
            `${right}px ${bottom}px,${left}px ${bottom}px)`;
        };
        const cut = () => {
          const size = map.getSize(), thumb = 30;
          const x = thumb / 2 + (size.x - thumb) * range.value / 100;
          const [start, end] = [[0, 0], size].map(point => map.containerPointToLayerPoint(point));
          line.style.left = `${x}px`;
          side(panes[0], start.x, start.x + x, start.y, end.y);
          side(panes[1], start.x + x, end.x, start.y, end.y);
        };
        range.addEventListener('input', cut);
        map.on('move zoom zoomend moveend resize viewreset', cut);
        cut();
      }
    }
    {% endmacro %}
    """)

    def __init__(self, areas: dict[str, str], words: Words, theme: Theme) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Swipe"
        common = {
            "color": theme.coverage("twin_1"),
            "weight": theme.width("district"),
            "fillOpacity": 0.4,
        }
        dashes = dash_array("twin_2", theme)
        self.phases = [
            ("twin_1", {**common, "fillColor": hatch("accent")}),
            ("twin_2", {**common, "fillColor": hatch(NEUTRAL), "dashArray": dashes}),
        ]
        self.label = words("twin.swipe")
        self.labels = [words("twin.swipe.one", **areas), words("twin.swipe.two", **areas)]
        thumb = (
            "pointer-events: auto; width: 30px; height: 30px; border-radius: 50%; "
            f"box-sizing: border-box; background: {theme.surface}; cursor: ew-resize; "
            f"border: 3px solid {theme.accent}"
        )
        self.css = f"""
        .atlas-swipe {{position: absolute; left: 0; width: 100%; bottom: 84px; height: 30px;
          margin: 0; z-index: 660; background: none; appearance: none; -webkit-appearance: none;
          pointer-events: none}}
        .atlas-swipe::-webkit-slider-thumb {{-webkit-appearance: none; {thumb}}}
        .atlas-swipe::-moz-range-thumb {{{thumb}}}
        .atlas-swipe:focus-visible {{outline: 2px solid {theme.accent}}}
        .atlas-swipe-line {{position: absolute; top: 0; bottom: 0; width: 0; z-index: 650;
          border-left: 2px solid {theme.accent}; pointer-events: none}}
        .atlas-swipe-line span {{position: absolute; bottom: 14px; white-space: nowrap;
          padding: 1px 6px; background: {theme.surface}; color: {theme.ink};
          border: 1px solid {theme.line}; border-radius: 3px}}
        .atlas-swipe-line span:first-child {{right: 8px}}
        .atlas-swipe-line span:last-child {{left: 8px}}
        @media (max-width: 640px) {{.atlas-swipe-line span {{bottom: 44px}}}}"""


class MovedOutline(MacroElement):
    """Draws the outline that the page sends; its handle can be dragged.

    A drag ends in two options of the page, the same that its sliders set. Latitude and
    longitude are turned into kilometres with the length of a degree at the handle.
    """

    _template = Template("""
    {% macro script(this, kwargs) %}
    {
      const map = map_div, layer = L.layerGroup().addTo(map);
      const control = L.control({position: 'topleft'});
      control.onAdd = () => {
        const bar = L.DomUtil.create('div', 'leaflet-bar'), back = L.DomUtil.create('a', '', bar);
        back.href = '#';
        back.textContent = '↺';
        back.title = {{ this.reset|tojson }};
        back.setAttribute('role', 'button');
        back.setAttribute('aria-label', back.title);
        L.DomEvent.disableClickPropagation(bar);
        L.DomEvent.on(back, 'click', event => {
          L.DomEvent.preventDefault(event);
          for (const [name, value] of {{ this.home|tojson }}) post(name, value);
        });
        return bar;
      };
      const post = (name, value) => window.atlas.tell('post', ['option', `${name}:${value}`]);
      const style = {color: {{ this.colour|tojson }}, weight: 3, dashArray: '6 5',
        fillColor: {{ this.colour|tojson }}, fillOpacity: 0.12, interactive: false};
      const draw = ({rings, centre, east, north, limit, step, text}) => {
        layer.clearLayers();
        control.remove();
        if (!rings?.length) return;
        control.addTo(map);
        const shape = L.polygon(rings, style).addTo(layer);
        const icon = L.divIcon({className: '', iconSize: [34, 34], iconAnchor: [17, 17],
          html: {{ this.handle|tojson }}});
        const grip = L.marker(centre, {icon, draggable: true, title: text, alt: text,
          keyboard: false, zIndexOffset: 2000}).addTo(layer);
        const degree = 111.32 * Math.cos(centre[0] * Math.PI / 180);
        const shift = () => {
          const at = grip.getLatLng();
          return [at.lat - centre[0], at.lng - centre[1]];
        };
        grip.on('drag', () => {
          const [lat, lng] = shift();
          shape.setLatLngs(rings.map(ring => ring.map(([y, x]) => [y + lat, x + lng])));
        });
        grip.on('dragend', () => {
          const [lat, lng] = shift();
          const snap = km => (Math.round(Math.max(-limit, Math.min(limit, km)) / step) * step);
          post({{ this.names[0]|tojson }}, snap(east + lng * degree).toFixed(1));
          post({{ this.names[1]|tojson }}, snap(north + lat * 110.85).toFixed(1));
        });
      };
      const page = window.parent.document, hear = event => draw(event.detail);
      page.addEventListener('atlas:shape', hear);
      window.addEventListener('pagehide', () => page.removeEventListener('atlas:shape', hear));
      window.atlas.tell('hello');
    }
    {% endmacro %}
    """)

    def __init__(
        self, names: tuple[str, str], home: list[tuple[str, str]], words: Words, theme: Theme
    ) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "MovedOutline"
        self.names, self.home, self.reset = names, home, words("twin.reset")
        self.colour = theme.warning
        self.handle = (
            f'<div style="width:30px;height:30px;border-radius:50%;background:{theme.surface};'
            f"border:2px solid {theme.warning};color:{theme.warning};"
            "font:700 var(--text-xl)/28px system-ui;"
            'text-align:center;cursor:move">✥</div>'
        )
