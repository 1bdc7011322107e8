// A button of our own on the map, among Leaflet's.

/**
 * @param {{sign: string, title: string, position: import('leaflet').ControlPosition, act: () => void}} told
 */
export function mapButton({ sign, title, position, act }) {
  const control = new L.Control({ position });
  control.onAdd = () => {
    const bar = L.DomUtil.create('div', 'leaflet-bar atlas-map-button'), link = L.DomUtil.create('a', '', bar);
    link.href = '#';
    link.textContent = sign;
    link.title = title;
    link.setAttribute('role', 'button');
    link.setAttribute('aria-label', title);
    L.DomEvent.disableClickPropagation(bar);
    L.DomEvent.on(link, 'click', event => {
      L.DomEvent.preventDefault(event);
      act();
    });
    return bar;
  };
  return control;
}
