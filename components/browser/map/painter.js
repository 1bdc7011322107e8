// Paints the ground into one tile.

import { fill, line } from './brush.js';
import { within } from './unpack.js';

/**
 * @typedef {import('./unpack.js').Group} Group
 * @typedef {import('./brush.js').Palette} Palette
 * @typedef {{zoom: number, left: number, top: number, side: number}} Tile  Where it lies in the
 *   square of the map at its zoom, and how large it is, in pixels.
 */

const BESIDE = 24; // pixels: as far as any line is wide
const ABOUT = [5, 5];

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {Tile} tile
 * @param {Group[]} groups  What lies lowest first.
 * @param {Palette} palette
 * @param {boolean} around  Whether the land beyond the district is known.
 */
export function paint(pen, tile, groups, palette, around) {
  const whole = 256 * 2 ** tile.zoom, { left, top, side } = tile;
  pen.clearRect(0, 0, side, side);
  if (around) {
    pen.fillStyle = palette.around;
    pen.fillRect(0, 0, side, side);
  }
  pen.lineJoin = 'round';
  /** @type {[number, number, number, number]} */
  const window = [(left - BESIDE) / whole, (top - BESIDE) / whole,
    (left + side + BESIDE) / whole, (top + side + BESIDE) / whole];
  const shown = groups.filter(({ from, to }) => from <= tile.zoom && tile.zoom < to)
    .map(group => ({ group, found: within(group, window) })).filter(({ found }) => found.length);
  const roads = shown.filter(({ group }) => isRoad(group)).reverse(); // the broadest last
  for (const { group, found } of shown.filter(({ group }) => !isRoad(group) && group.layer !== 'border')) {
    trace(pen, tile, group, found);
    if (group.area) area(pen, group, palette);
    else stroke(pen, line(group.layer, group.kind, tile.zoom, palette));
  }
  for (const edge of [true, false]) {
    for (const { group, found } of roads) {
      const { casing, width, ...rest } = line(group.layer, group.kind, tile.zoom, palette);
      if (edge && !casing) continue;
      trace(pen, tile, group, found);
      stroke(pen, edge && casing ? { colour: casing, width: width + 1.6 } : { width, ...rest });
    }
  }
  for (const { group, found } of shown.filter(({ group }) => group.layer === 'border')) {
    trace(pen, tile, group, found);
    stroke(pen, line(group.layer, group.kind, tile.zoom, palette));
  }
}

/** @param {Group} group */
const isRoad = ({ layer, area }) => layer === 'road' && !area;

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {Group} group
 * @param {Palette} palette
 */
function area(pen, { layer, kind }, palette) {
  pen.fillStyle = fill(layer, palette);
  const isAbout = kind === 'about'; // it lies somewhere within
  if (isAbout) pen.globalAlpha = 0.35;
  pen.fill('evenodd');
  pen.globalAlpha = 1;
  if (layer === 'water') stroke(pen, { colour: palette.shore, width: isAbout ? 1.5 : 0.8, ...(isAbout ? { dash: ABOUT } : {}) });
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {import('./brush.js').Line} style
 */
function stroke(pen, { colour, width, dash = [] }) {
  pen.strokeStyle = colour;
  pen.lineWidth = width;
  pen.setLineDash(dash);
  pen.lineCap = dash.length ? 'butt' : 'round';
  pen.stroke();
}

/**
 * Lays the shapes of a group as the path of a pen. Of a line that leaves the tile the rest is left
 * out, since the dashes of what nobody sees take long.
 * @param {CanvasRenderingContext2D} pen
 * @param {Tile} tile
 * @param {Group} group
 * @param {number[]} found
 */
function trace(pen, { zoom, left, top, side }, { area: isArea, points, starts, firsts }, found) {
  const whole = 256 * 2 ** zoom, low = -BESIDE, high = side + BESIDE;
  pen.beginPath();
  for (const shape of found) {
    for (let one = firsts[shape]; one < firsts[shape + 1]; one += 1) {
      const end = starts[one + 1];
      let at = starts[one], x = points[at] * whole - left, y = points[at + 1] * whole - top, isDown = false;
      if (isArea) pen.moveTo(x, y);
      for (at += 2; at < end; at += 2) {
        const toX = points[at] * whole - left, toY = points[at + 1] * whole - top;
        // Steps that no screen shows; the last point is kept.
        if (Math.abs(toX - x) + Math.abs(toY - y) < 0.7 && at < end - 2) continue;
        if (isArea) pen.lineTo(toX, toY);
        else if ((x < low && toX < low) || (x > high && toX > high) || (y < low && toY < low) || (y > high && toY > high)) isDown = false;
        else {
          if (!isDown) pen.moveTo(x, y);
          pen.lineTo(toX, toY);
          isDown = true;
        }
        [x, y] = [toX, toY];
      }
      if (isArea) pen.closePath();
    }
  }
}
