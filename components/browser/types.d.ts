// What the scripts of the page and of its map know of each other.

import type * as contract from './contract';

export * from './contract';

/** `window.atlas` of a page (link.js); that of a map's frame is another (map/state.js). */
export interface PageAtlas {
  post(kind: contract.LogKind, value?: string): void;
  chosen(): Picked;
  closePanel(): void;
  hasPlaces(): boolean;
  answer(): contract.Answer | null;
  log(): contract.Entry[];
  view(): contract.AtlasEvents['view'] | null;
  left(basemap: string): contract.AtlasEvents['view'] | null;
  begun(): contract.Begun | null;
}

/** What is chosen now, by dimension. */
export type Picked = Record<contract.Dimension, Set<string>> & { evidence: contract.EvidenceMode };

/** What the map says to who uses the keyboard (components/map/selection_link.py). */
export interface MapWords {
  lang: string;
  map: string;
  skip: string;
  keys: string;
  controls: Record<string, string>;
  home: string;
  wheel: string;
}

/** What the link of a map is told. */
export interface MapTold {
  styles: Record<'plain' | 'chosen' | 'other', import('leaflet').PathOptions>;
  basemap: string;
  words: MapWords;
  tileError: string;
  narrowView: [number, number, number] | null;
}

/** What a move of the date has changed of a number (changes.js). */
export interface Change {
  was: string;
  now: string;
  sign: string;
}

/** A mark with what has changed of it, if anything has. */
export type Changed<Mark> = Mark & { change?: Change };

/** The description of an element (patch.js). */
export interface Wanted {
  tag: string;
  attributes: Record<string, unknown>;
  children: Nodes;
}

export type Nodes = (Wanted | string | null | undefined | false | 0 | Nodes)[];

declare global {
  type AtlasEvents = contract.AtlasEvents;

  interface Window {
    atlas: PageAtlas;
    map?: import('leaflet').Map;
  }

  interface Element {
    atlasHtml?: string;
    atlasText?: string;
    atlasFull?: boolean;
  }
}
