"""What the presentation adds to the map: it flies from scene to scene and never stands alone."""

from __future__ import annotations

from branca.element import MacroElement
from folium.template import Template
from markupsafe import Markup

from components.blocks.text import Words
from components.session.theme import Theme

# The width and height (pixels) for which the zoom of a scene is meant: the overview's map without
# its legend.
MEANT_FOR = (560, 560)


class SceneLink(MacroElement):
    """Hears ``atlas:scene``: view, layers, and whether to fly there.

    A scene's zoom is meant for a map of one size and shows the same part of the world on any
    other. Keys that the map is given belong to the presentation.
    """

    _template = Template("""
    {% macro script(this, kwargs) %}
    {
      const map = map_div, box = map.getContainer(), page = window.parent.document;
      const calm = matchMedia('(prefers-reduced-motion: reduce)');
      L.DomUtil.create('style', '', document.head).textContent = {{ this.css|tojson }};
      map.keyboard.disable();
      // A step of the zoom that is still on its way would end over the next scene.
      map._zoomAnimated = false;
      Object.assign(map.options, {zoomSnap: 0, minZoom: 7});
      map.invalidateSize({animate: false});
      const legend = L.control({position: 'bottomleft'});
      legend.onAdd = () => L.DomUtil.create('div', 'atlas-scene-legend');
      legend.addTo(map);
      const switchLayers = wanted => {
        const groups = Object.entries(window.atlas.groups);
        for (const [name, {layer}] of groups) {
          if (wanted.includes(name)) map.addLayer(layer);
          else map.removeLayer(layer);
        }
        legend.getContainer().innerHTML = groups.filter(([name]) => wanted.includes(name))
          .map(([, {label}]) => `<div>${label}</div>`).join('');
      };
      // Where the six zones are too small for their letters, the park has one name.
      const zones = L.featureGroup(Object.values(window.atlas.layers));
      const icon = L.divIcon({className: 'atlas-scene-park', iconSize: [0, 0],
        html: {{ this.park|tojson }}});
      const sign = zones.getLayers().length && L.marker(
        zones.getBounds().getCenter(), {icon, interactive: false, keyboard: false});
      const nameFar = () => {
        const isTiny = map.getZoom() < 11.3;
        box.classList.toggle('atlas-tiny', isTiny);
        if (!sign) return;
        if (isTiny && map.hasLayer(window.atlas.groups.zones.layer)) sign.addTo(map);
        else sign.remove();
      };
      map.on('zoomend layeradd layerremove', event => event.layer !== sign && nameFar());
      let scene = null;
      const look = still => {
        let [lat, lon, zoom] = scene.view, place = [lat, lon];
        if (!scene.left) {
          // The legend lies over the lower edge; the scene is shown above it.
          const {x, y} = map.getSize(), sign = legend.getContainer().getBoundingClientRect();
          const under = sign.height && y - sign.top;
          const [wide, high] = {{ this.meant_for|tojson }};
          zoom += Math.log2(Math.min(x / wide, (y - under) / high));
          place = map.unproject(map.project(place, zoom).add([0, under / 2]), zoom);
        }
        if (still || calm.matches) map.setView(place, zoom, {animate: false});
        else map.flyTo(place, zoom, {duration: 1.2});
      };
      const show = ({detail}) => {
        scene = detail;
        switchLayers(scene.layers);
        look(scene.still);
      };
      page.addEventListener('atlas:scene', show);
      window.addEventListener('pagehide', () => page.removeEventListener('atlas:scene', show));
      map.on('resize', () => scene && look(scene.still));
      window.addEventListener('keydown', event => {
        if (event.defaultPrevented || event.isComposing) return;
        const {key, code, ctrlKey, metaKey, altKey, shiftKey, repeat} = event;
        const told = new KeyboardEvent('keydown', {
          key, code, ctrlKey, metaKey, altKey, shiftKey, repeat, bubbles: true, cancelable: true});
        if (!page.body.dispatchEvent(told)) event.preventDefault();
      });
      window.atlas.tell('hello');
    }
    {% endmacro %}
    """)

    def __init__(self, words: Words, theme: Theme) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "SceneLink"
        self.meant_for = MEANT_FOR
        self.park = Markup("<span>{}</span>").format(words("present.park"))
        self.css = f"""
        #parent, #map_div {{height: 100vh !important; width: 100% !important}}
        .leaflet-control-layers, .atlas-info {{display: none}}
        .atlas-scene-legend {{background: {theme.surface}; color: {theme.ink}; padding: 2px 8px;
          border: 1px solid {theme.line}; border-radius: 4px; max-width: calc(100vw - 100px);
          display: flex; flex-wrap: wrap; gap: 0 14px}}
        .atlas-scene-park span {{position: absolute; transform: translate(14px, -50%);
          padding: 0 5px; white-space: nowrap; background: {theme.surface}; color: {theme.ink};
          font-size: var(--text-s);
          border-left: 3px solid {theme.accent}}}
        .atlas-tiny .atlas-letter {{display: none}}
        .atlas-scene-legend:empty {{display: none}}
        .atlas-letter {{font-size: var(--text-xl)}}"""
