"""The enterprises on a folium map: asks the page for those in view, and draws the answer."""

from __future__ import annotations

import folium
from branca.element import MacroElement
from folium.template import Template

from geo.bins import DEGREE_STEP


class TenantLink(MacroElement):
    """Fills a layer with points or cells whenever the map is moved or the selection changes.

    Parameters
    ----------
    layer : folium.FeatureGroup
        Empty; added to the map already.
    colour : str
        Of points and cells; the deeper a cell, the more enterprises it stands for.
    outline : str
        Of a point.
    origin : str
        Name of the button that opens where they come from.
    """

    _template = Template("""
    {% macro script(this, kwargs) %}
    {
      const map = {{ this._parent.get_name() }}, layer = {{ this.layer.get_name() }};
      map.createPane('atlas-tenants');
      const renderer = L.canvas({pane: 'atlas-tenants', padding: 0.2});
      const legend = L.control({position: 'bottomleft'});
      legend.onAdd = () => {
        const box = L.DomUtil.create('div', 'atlas-places');
        L.DomUtil.create('span', '', box).setAttribute('role', 'status');
        const button = L.DomUtil.create('button', 'atlas-info', box);
        button.textContent = 'ⓘ';
        button.setAttribute('aria-label', {{ this.origin|tojson }});
        button.onclick = () => window.atlas.open('origin-tenants', button);
        L.DomEvent.disableClickPropagation(box);
        return box;
      };
      let drawn = '', shapes = [];
      const ask = () => {
        if (!map.hasLayer(layer)) return;
        const b = map.getBounds();
        window.atlas.tell('post', ['window',
          [b.getSouth(), b.getWest(), b.getNorth(), b.getEast(), map.getZoom()].join(',')]);
      };
      const ring = steps => {
        const points = [];
        let lat = 0, lon = 0;
        for (let n = 0; n < steps.length; n += 2) {
          lat += steps[n];
          lon += steps[n + 1];
          points.push([lat * {{ this.step }}, lon * {{ this.step }}]);
        }
        return points;
      };
      const draw = ({key, form, text, values, shapes: rings}) => {
        if (key !== drawn) {
          layer.clearLayers();
          shapes = (rings ?? []).map(steps => form === 'cells'
            ? L.polygon(ring(steps), {renderer, interactive: false, stroke: false})
            : L.circleMarker(ring(steps)[0], {renderer, interactive: false, radius: 2.5,
                weight: 0.7, color: {{ this.outline|tojson }}}));
          for (const shape of shapes) layer.addLayer(shape);
          drawn = key;
        }
        const top = Math.log1p(Math.max(1, ...values ?? []));
        shapes.forEach((shape, n) => {
          const depth = Math.log1p(values[n]) / top;
          shape.setStyle({
            fillColor: {{ this.colour|tojson }},
            fillOpacity: values[n] === 0 ? 0 : form === 'cells' ? 0.15 + 0.75 * depth : 1,
            opacity: values[n] === 0 ? 0 : 1,
          });
        });
        if (!map.hasLayer(layer)) return;
        legend.addTo(map);
        legend.getContainer().firstChild.textContent = text ?? '';
      };
      const page = window.parent.document;
      const hear = event => draw(event.detail);
      page.addEventListener('atlas:places', hear);
      window.addEventListener('pagehide', () => page.removeEventListener('atlas:places', hear));
      map.on('moveend', ask);
      layer.on('add', ask);
      layer.on('remove', () => {
        legend.remove();
        window.atlas.tell('post', ['window', '']);
      });
      // Drawn anew, as for another basemap, the map keeps the layer that was on.
      if (window.parent.atlas?.hasPlaces()) map.addLayer(layer);
      window.atlas.tell('hello');
      ask();
    }
    {% endmacro %}
    """)

    def __init__(self, layer: folium.FeatureGroup, colour: str, outline: str, origin: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "TenantLink"
        self.layer, self.colour, self.outline, self.origin = layer, colour, outline, origin
        self.step = DEGREE_STEP
