// Paints the ground into one tile.

import { within } from './unpack.js';

/**
 * How each class is drawn (components/map/brush.py): colours of areas by layer, lines by layer and
 * kind with their widths by zoom. A road that is thinner than `cased` is a hair of its edge.
 * @typedef {{colour: string, edge: string, widths: number[], dash: number[]}} Line
 * @typedef {{around: string, shore: string, fills: Record<string, string>, lines: Record<string, Line>,
 *   cased: number}} Look
 * @typedef {import('./unpack.js').Group} Group
 * @typedef {{zoom: number, left: number, top: number, side: number}} Tile  Where it lies in the
 *   square of the map at its zoom, and how large it is, in pixels.
 */

const BESIDE = 24; // pixels: as far as any line is wide
const ABOUT = [5, 5];

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {Tile} tile
 * @param {Group[]} groups  What lies lowest first.
 * @param {Look} look
 */
export function paint(pen, tile, groups, look) {
  const whole = 256 * 2 ** tile.zoom, { left, top, side } = tile;
  pen.clearRect(0, 0, side, side);
  if (look.around) {
    pen.fillStyle = look.around;
    pen.fillRect(0, 0, side, side);
  }
  pen.lineJoin = 'round';
  /** @type {[number, number, number, number]} */
  const window = [(left - BESIDE) / whole, (top - BESIDE) / whole,
    (left + side + BESIDE) / whole, (top + side + BESIDE) / whole];
  const shown = groups.filter(({ from, to }) => from <= tile.zoom && tile.zoom < to)
    .map(group => ({ group, found: within(group, window) })).filter(({ found }) => found.length);
  const lineOf = (/** @type {Group} */ { layer, kind }) => {
    const { widths, ...line } = look.lines[`${layer} ${kind}`];
    return { ...line, width: widths[Math.min(Math.round(tile.zoom), widths.length - 1)] };
  };
  const isRoad = (/** @type {Group} */ group) => group.layer === 'road' && !group.area;
  const isBorder = (/** @type {Group} */ group) => group.layer === 'border';
  for (const { group, found } of shown.filter(({ group }) => !isRoad(group) && !isBorder(group))) {
    trace(pen, tile, group, found);
    if (group.area) area(pen, group, look);
    else stroke(pen, lineOf(group));
  }
  // The edges of all roads lie below all roads, the broadest highest.
  const roads = shown.filter(({ group }) => isRoad(group)).reverse();
  for (const isEdge of [true, false]) {
    for (const { group, found } of roads) {
      const { colour, edge, width, dash } = lineOf(group), isHair = width < look.cased || !edge;
      if (isEdge && isHair) continue;
      trace(pen, tile, group, found);
      if (isEdge) stroke(pen, { colour: edge, width: width + 1.6, dash });
      else stroke(pen, { colour: isHair && edge ? edge : colour, width, dash });
    }
  }
  for (const { group, found } of shown.filter(({ group }) => isBorder(group))) {
    trace(pen, tile, group, found);
    stroke(pen, lineOf(group));
  }
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {Group} group
 * @param {Look} look
 */
function area(pen, { layer, kind }, look) {
  const isAbout = kind === 'about'; // it lies somewhere within
  pen.fillStyle = look.fills[layer];
  if (isAbout) pen.globalAlpha = 0.35;
  pen.fill('evenodd');
  pen.globalAlpha = 1;
  if (layer === 'water') stroke(pen, { colour: look.shore, width: isAbout ? 1.5 : 0.8, dash: isAbout ? ABOUT : [] });
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {{colour: string, width: number, dash: number[]}} style
 */
function stroke(pen, { colour, width, dash }) {
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
