"""The map under a thumb: it lets the page scroll, and keeps its texts apart."""

from __future__ import annotations

from branca.element import MacroElement
from folium.template import Template

from components.session.theme import Theme


class Touch(MacroElement):
    """Fits a map to a small screen. To be added last, when all its layers are there.

    On a narrow touch screen one finger scrolls the page and two move the map. A text that would
    cover another stands on another side of its point; it is hidden where no side is free, and that
    of a landmark also where it would lie on a zone or a dot. The button of a zone's origin, which
    needs room, shows for a chosen zone at any zoom.

    Parameters
    ----------
    two_fingers : str
        Shown while one finger moves over the map.
    """

    _template = Template("""
    {% macro script(this, kwargs) %}
    { // its names are its own
      const touched = {{ this._parent.get_name() }}, frame = touched.getContainer();
      if (matchMedia('(pointer: coarse) and (max-width: 640px)').matches) {
        touched.dragging.disable(); // Leaflet then leaves one finger to the browser
        frame.dataset.twoFingers = {{ this.two_fingers|tojson }};
        const finger = ({type, touches}) =>
          frame.classList.toggle('atlas-one-finger', type === 'touchmove' && touches.length === 1);
        for (const type of ['touchmove', 'touchend', 'touchcancel']) {
          frame.addEventListener(type, finger, {passive: true});
        }
      }
      const apart = () => {
        const edge = frame.getBoundingClientRect();
        const places = css => [...frame.querySelectorAll(css)].map(
          one => one.getBoundingClientRect());
        const taken = places('.atlas-letter, .atlas-info, .leaflet-control');
        const avoided = places('[data-kind=zone], [data-kind=dot]');
        const isClear = (place, others) => others.every(other => place.right < other.left
          || other.right < place.left || place.bottom < other.top || other.bottom < place.top);
        const isFree = place => place.left >= edge.left && place.right <= edge.right
          && isClear(place, taken);
        for (const text of frame.querySelectorAll('.atlas-label')) {
          // Right of its point, else left of it, above or below.
          const gap = parseFloat(text.parentElement.style.marginLeft);
          const {offsetWidth: wide, offsetHeight: high} = text, half = wide / 2 + gap;
          const below = high / 2 + gap;
          const move = ([x, y]) => {
            text.style.transform = `translate(${x}px, ${y}px)`;
            return text.getBoundingClientRect();
          };
          const free = [[0, 0], [-wide - 2 * gap, 0], [-half, -below], [-half, below]].filter(
            side => isFree(move(side)));
          const best = free.find(side => isClear(move(side), avoided))
            ?? (text.matches('.atlas-near') ? null : free[0]);
          text.style.visibility = best ? '' : 'hidden';
          if (best) taken.push(move(best));
        }
      };
      touched.on('moveend zoomend resize overlayadd overlayremove', apart);
      setTimeout(apart);
      document.addEventListener('load', apart, true); // a style sheet that comes late
      const infos = event => {
        for (const info of frame.querySelectorAll('[class*=atlas-info-zone-]')) {
          const isOn = event.detail.some(zone => info.matches(`.atlas-info-zone-${zone}`));
          info.classList.toggle('atlas-info-on', isOn);
        }
        window.atlas.stop('sign');
      };
      infos({detail: [...window.atlas.now]}); // which the page may have told by now
      page.addEventListener('atlas:chosen', infos);
      window.addEventListener('pagehide', () => page.removeEventListener('atlas:chosen', infos));
    }
    {% endmacro %}
    """)

    def __init__(self, two_fingers: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Touch"
        self.two_fingers = two_fingers


def touch_css(theme: Theme) -> str:
    """Return what the style sheet of the map's frame adds for it."""
    return f"""<style>
    .atlas-label {{width: max-content}}
    .atlas-small .atlas-info-on {{display: block}}
    @media (max-width: 640px) {{
      body {{overflow: hidden}}
      #parent, #map_div {{height: 100vh !important}}
      [data-two-fingers]::after {{content: attr(data-two-fingers); position: absolute; inset: 0;
        z-index: 900; display: grid; place-content: center; font-size: var(--text-xl); opacity: 0;
        color: {theme.ink}; background: color-mix(in srgb, {theme.surface} 75%, transparent);
        pointer-events: none; transition: opacity .3s}}
      .atlas-one-finger::after {{opacity: 1}}
      .leaflet-marker-draggable {{touch-action: none}}
      .leaflet-touch .leaflet-bar a {{width: 44px; height: 44px; line-height: 44px}}
      .leaflet-control-layers label {{font-size: var(--text-xs); padding: 7px 0}}}}
    @media (prefers-reduced-motion: reduce) {{[data-two-fingers]::after {{transition: none}}}}
    </style>"""
