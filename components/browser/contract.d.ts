// Made from contract.py by `python -m components.browser.declarations`.

export type Dimension = 'zone' | 'sector' | 'status';

export type Do = 'link' | 'copy' | 'reset' | 'unfilter' | 'illustrative' | 'options' | 'search' | 'close' | 'dismiss' | 'find' | 'save' | 'undraw' | 'whole';

export type Fold = '' | 'zero' | 'unpublished';

export type Pair = [string, string];

export type Point = [number, number];

/** What a button does against emptiness. */
export interface Remedy {
  text: string;
  do?: Do;
  options?: string;
  asof?: string;
}

/** What a first visit is told. */
export interface Hint {
  text: string;
  help: string;
  href: string;
  close: string;
}

/** The choices of one dimension. */
export interface Chips {
  dimension: Dimension;
  label: string;
  options: Pair[];
}

/** The dates on offer, and which of them is chosen. */
export interface AsOf {
  label: string;
  options: Pair[];
  at: number;
  latest: string;
}

/** The switch of the evidence. */
export interface Switch {
  label: string;
  help: string;
}

/** What the filters say on a narrow screen. */
export interface Drawer {
  title: string;
  show: string;
  picked: string;
  remove: string;
}

/** A line of a card. */
export interface Line {
  text: string;
  flag: string;
  forecast: boolean;
}

/** A number with its lines. */
export interface Card {
  id: string;
  label: string;
  value: string;
  lines: Line[];
  source: string;
  amount?: number | null;
  remedy?: Remedy | null;
}

/** A text that opens a panel. */
export interface Opener {
  text: string;
  open: string;
}

/** The head of a column. */
export interface Column {
  name: string;
  numeric: boolean;
}

/** What a mark of a chart answers when it is pointed at. */
export interface Tip {
  head: string;
  value: string;
  lines: string[];
}

/** A number of a matrix. */
export interface Cell {
  text: string;
  open: string;
  weight: number;
  tip: Tip;
}

/** A row of a matrix. */
export interface MatrixRow {
  key: string;
  pale: boolean;
  name: Opener;
  cells: Cell[];
}

/** A sign on an axis, at a share of it. */
export interface Tick {
  at: number;
  label: string;
}

export interface Span {
  from: number;
  to: number;
  kind: string;
}

/** A mark in time. */
export interface Sign {
  at: number;
  sign: string;
}

/** Spans of one thing. */
export interface GanttRow {
  key: string;
  label: string;
  tip: Tip;
  open: string;
  spans: Span[];
  marks: Sign[];
}

/** A small card. */
export interface Tile {
  key: string;
  text: string;
  small: string;
  open: string;
}

/** A column of small cards. */
export interface BoardColumn {
  key: string;
  label: string;
  count: string;
  items: Tile[];
}

/** A mark on the way to a target. */
export interface BulletMark {
  at: number;
  kind: string;
  sign: string;
}

/** A target and how much of it is reached. */
export interface Bullet {
  key: string;
  label: string;
  text: string;
  small: string;
  tip: Tip;
  open: string;
  share: number;
  most: number;
  kind: string;
  marks: BulletMark[];
}

/** A number that the reader sets. */
export interface Slider {
  name: string;
  label: string;
  text: string;
  unit: string;
  min: number;
  max: number;
  step: number;
  value: number;
}

/** A kind of part of a stacked bar. */
export interface LegendPart {
  key: string;
  label: string;
  fill: string;
  hatched?: boolean;
}

/** A part of a stacked bar. */
export interface StackPart {
  share: number;
  fill: string;
  tip: Tip;
  hatched?: boolean;
}

/** A stacked bar. */
export interface StackRow {
  key: string;
  label: string;
  text: string;
  tip: Tip;
  open: string;
  selected: boolean;
  parts: StackPart[];
  pick?: string;
  href?: string;
  hatched?: boolean;
}

/** An event. */
export interface Moment {
  key: string;
  date: string;
  text: string;
  small: string;
  kind: string;
  asof: string;
  current: boolean;
  open: string;
  opens: string;
}

/** A question of a form. */
export interface Field {
  name: string;
  label: string;
  small: string;
  value: string;
  choices: Pair[];
  is_list: boolean;
  free: string;
  is_open: boolean;
  several: string[];
  rows: number;
  problem: string;
  limit: number;
}

/** A button that does something on the server. */
export interface Action {
  act: string;
  text: string;
  main: boolean;
  disabled: boolean;
}

/** A button of a list. */
export interface Button {
  act: string;
  text: string;
  label: string;
  main: boolean;
  disabled: boolean;
  pressed: string;
}

/** A link of a list. */
export interface Link {
  href: string;
  text: string;
  target: string;
}

/** One thing of a list. */
export interface Row {
  key: string;
  title: string;
  act: string;
  small: string;
  strip: string[];
  buttons: Button[];
  links: Link[];
  done?: number;
  current: boolean;
  alert: boolean;
  status: boolean;
}

/** How a list is put in another order: the option for it, and what its handle is called. */
export interface Sorts {
  option: string;
  label: string;
}

/** A button that reads a text file. */
export interface FileButton {
  name: string;
  text: string;
  accept: string;
}

/** A bar of a bar chart. */
export interface Bar {
  key: string;
  label: string;
  text: string;
  tip: Tip;
  value: number;
  most: number;
  target: number;
  bracket: string;
  fill: string;
  stroke: string;
  hatched: boolean;
  dashed: boolean;
  selected: boolean;
  exact: boolean;
  open: string;
  pick: string;
  fold: Fold;
  span?: Point | null;
}

/** The title of a page. */
export interface Title {
  kind: 'title';
  text: string;
  hint?: Hint;
}

/** The heading of a part. */
export interface Heading {
  kind: 'heading';
  text: string;
  small: string;
  finding: string;
}

/** A small line; that of the map also says what it shows. */
export interface Note {
  kind: 'note';
  text: string;
  id?: string;
  alt?: string;
  credit?: string;
  source?: string;
}

/** Why nothing is shown. */
export interface Empty {
  kind: 'empty';
  text: string;
  remedy?: Remedy;
}

/** What is wrong. */
export interface Warnings {
  kind: 'warnings';
  texts: string[];
}

/** Markup that the server has escaped. */
export interface Html {
  kind: 'html';
  html: string;
}

/** A view, and the slots that show it. */
export interface Tab {
  key: string;
  text: string;
  slots: string[];
}

/** Views of one thing; a search box finds in all of them if there is a `search`. */
export interface Tabs {
  kind: 'tabs';
  name: string;
  label: string;
  tabs: Tab[];
  chosen: string;
  search: string;
  none: string;
  clear: string;
}

/** What was drawn on the map, and what its chip does. */
export interface DrawnChip {
  label: string;
  remove: string;
}

/** The filter bar. */
export interface Filters {
  kind: 'filters';
  groups: Chips[];
  asof: AsOf;
  reset: string;
  drawer: Drawer;
  area?: DrawnChip;
  evidence?: Switch;
}

/** A choice of how a page shows things. */
export interface Options {
  kind: 'options';
  name: string;
  label: string;
  options: Pair[];
  chosen: string;
}

/** Numbers. */
export interface Cards {
  kind: 'cards';
  cards: Card[];
}

/** A table, with a search box if it has a `search`. */
export interface Table {
  kind: 'table';
  id: string;
  title: string;
  name: string;
  small: string;
  finding: string;
  columns: Column[];
  rows: ((string | Opener)[])[];
  search: string;
  none: string;
  clear: string;
  whole: string;
  less: string;
  empty: string;
  remedy?: Remedy;
  notes: string[];
  source: string;
}

/** A table of numbers shaded by value. */
export interface Matrix {
  kind: 'matrix';
  id: string;
  alt: string;
  corner: string;
  heads: Opener[];
  rows: MatrixRow[];
  shade: string;
  notes: string[];
  credit: string;
  source: string;
}

/** Spans of time. */
export interface Gantt {
  id: string;
  title: string;
  small: string;
  finding: string;
  credit: string;
  alt: string;
  notes: string[];
  source: string;
  kind: 'gantt';
  ticks: Tick[];
  now: number;
  rows: GanttRow[];
}

/** Columns of small cards. */
export interface Board {
  id: string;
  title: string;
  small: string;
  finding: string;
  credit: string;
  alt: string;
  notes: string[];
  source: string;
  kind: 'board';
  columns: BoardColumn[];
}

/** Targets. */
export interface Bullets {
  id: string;
  title: string;
  small: string;
  finding: string;
  credit: string;
  alt: string;
  notes: string[];
  source: string;
  kind: 'bullets';
  rows: Bullet[];
}

/** A number that is shown as dots. */
export interface DotCount {
  label: string;
  text: string;
  open: string;
}

/** A number as dots, of which some are filled. */
export interface Dots {
  id: string;
  title: string;
  small: string;
  finding: string;
  credit: string;
  alt: string;
  notes: string[];
  source: string;
  kind: 'dots';
  whole: DotCount;
  part?: DotCount;
  each: string;
  dots: number;
  filled: number;
  across: number;
  fill: string;
  stroke: string;
  dashed: boolean;
}

/** A name that opens a profile. */
export interface WallName {
  text: string;
  open: string;
}

/** Names that belong together. */
export interface WallGroup {
  key: string;
  label: string;
  text: string;
  colour: string;
  names: WallName[];
}

/** Names by group. */
export interface Wall {
  id: string;
  title: string;
  small: string;
  finding: string;
  credit: string;
  alt: string;
  notes: string[];
  source: string;
  kind: 'wall';
  groups: WallGroup[];
}

/** Numbers that the reader sets. */
export interface Sliders {
  kind: 'sliders';
  title: string;
  small: string;
  sliders: Slider[];
}

/** Bars of several parts. */
export interface Stack {
  id: string;
  title: string;
  small: string;
  finding: string;
  credit: string;
  alt: string;
  notes: string[];
  source: string;
  kind: 'stack';
  legend: LegendPart[];
  rows: StackRow[];
  button: string;
}

/** Events in order of time. */
export interface Moments {
  id: string;
  title: string;
  small: string;
  finding: string;
  credit: string;
  alt: string;
  notes: string[];
  source: string;
  kind: 'events';
  items: Moment[];
  empty: string;
  remedy?: Remedy;
}

/** Questions. */
export interface Form {
  kind: 'form';
  id: string;
  title: string;
  small: string;
  fields: Field[];
  folded: Field[];
  fold: string;
  accept: string;
  choose: string;
}

/** Buttons that do something on the server. */
export interface Actions {
  kind: 'actions';
  id: string;
  title: string;
  fold: string;
  buttons: Action[];
  notes: string[];
}

/** A list of things that have buttons; that of the tray says when to look again (ms). */
export interface Rows {
  kind: 'rows';
  id: string;
  title: string;
  small: string;
  rows: Row[];
  buttons: Button[];
  file?: FileButton;
  css: string;
  poll: number;
  sorts?: Sorts;
}

/** A bar chart, or why it is empty. */
export interface Bars {
  id: string;
  title: string;
  small: string;
  finding: string;
  credit: string;
  alt: string;
  notes: string[];
  source: string;
  kind: 'bars';
  rows: Bar[];
  top: number;
  wide: boolean;
  origin: string;
  folds: Record<string, string>;
  ticks: Tick[];
  counted: boolean;
  empty: string;
  remedy?: Remedy;
}

/** The enterprises on the map; what belongs to the shapes is left out if the browser has it.

Points have a group each, of which the colours and the labels are told, and some a name. */
export interface Places {
  kind: 'places';
  key: string;
  form?: string;
  text?: string;
  values?: number[];
  shapes?: number[][];
  groups?: number[];
  names?: string[];
  colours?: string[];
  labels?: string[];
}

/** One thing that a page puts on the map. */
export interface Mark {
  id: string;
  at: Point;
  sign: string;
  colour: string;
  label: string;
  tip: string;
  text: string;
  pick: string;
  open: string;
  hatched: boolean;
}

/** What a sign or a colour of the map stands for. */
export interface KeySign {
  sign: string;
  colour: string;
  label: string;
}

/** What a page puts on the map, and what shapes of the map say on hover, by their panel. */
export interface Marks {
  kind: 'marks';
  title: string;
  layer: string;
  items: Mark[];
  legend: KeySign[];
  note: string;
  tips: Record<string, string>;
  absent: string[];
}

/** One line of what a drawn area holds. */
export interface AreaFact {
  label: string;
  value: string;
  note: string;
  grade: string;
}

/** What was drawn on the map: polygons or a circle; without a title there is nothing. */
export interface Area {
  kind: 'area';
  area: string;
  rings: Point[][];
  circle?: [number, number, number];
  title: string;
  facts: AreaFact[];
  details: string;
  remove: string;
  save: string;
  save_at: string;
  named: Pair[];
}

/** An outline that the reader moves; without rings there is none. */
export interface Shape {
  kind: 'shape';
  rings: Point[][];
  centre?: Point;
  east?: number;
  north?: number;
  limit?: number;
  step?: number;
  text?: string;
}

/** A date at which something changes, its place in time, and what is new. */
export interface Step {
  asof: string;
  date: string;
  text: string;
  at: number;
}

/** What the player says. */
export interface PlayerWords {
  label: string;
  play: string;
  pause: string;
  again: string;
  back: string;
  on: string;
  speed: string;
  keys: string;
}

/** The dates to play, and the last of them that is not later than the as-of date. */
export interface Player {
  kind: 'player';
  steps: Step[];
  now: number;
  ticks: Tick[];
  words: PlayerWords;
}

/** What stands below a page on paper. */
export interface Paper {
  kind: 'paper';
  lines: string[];
  printed: string;
}

export type Drawn = Title | Heading | Note | Empty | Warnings | Html | Filters | Options | Cards | Table | Matrix | Gantt | Board | Bullets | Sliders | Stack | Moments | Form | Actions | Rows | Bars | Tabs | Area | Dots | Wall;

/** A scene as the stage shows it. */
export interface Scene {
  title: string;
  text: string;
  caveat: string;
  layout: string;
  motion: string;
  headline: Drawn | null;
  chart: Drawn | null;
  view: [number, number, number];
  layers: string[];
  phases: string[];
  contact: string;
  notes: string;
  sources: string[];
  dwell: number;
}

/** What a key changes language and theme to. */
export interface Other {
  lang: string;
  theme: string;
}

/** What the stage says. */
export interface StageWords {
  sources: string;
  story: string;
  notes: string;
  next: string;
  end: string;
  elapsed: string;
  restart: string;
  blocked: string;
  back: string;
  began: string;
  pace_ahead: string;
  pace_behind: string;
  pace_even: string;
  pace_scene: string;
  pace_whole: string;
}

/** How long each scene is planned for, the places of those left out, and how much time there is.

All in seconds; ``target`` is 0 where nobody said, ``fit`` the minutes that scenes are left out
for. */
export interface Plan {
  seconds: number[];
  out: number[];
  target: number;
  fit: string;
}

/** The presentation: a scene with its neighbours, and what was asked of it. */
export interface Stage {
  kind: 'stage';
  story: string;
  stories: [string, string, string, string][];
  order: [string, string, string][];
  at: string;
  lang: string;
  theme: string;
  other: Other;
  speaker: string;
  drawn: string;
  scenes: Record<string, Scene>;
  plan: Plan;
  asked?: Scene;
  words: StageWords;
}

export type Block = Title | Heading | Note | Empty | Warnings | Html | Filters | Options | Cards | Table | Matrix | Gantt | Board | Bullets | Sliders | Stack | Moments | Form | Actions | Rows | Bars | Tabs | Area | Dots | Wall | Player | Marks | Places | Shape | Paper | Stage;

export type EvidenceMode = 'all' | 'published';

export type LogKind = 'zone' | 'sector' | 'status' | 'evidence' | 'lang' | 'asof' | 'reset' | 'unfilter' | 'basemap' | 'stands' | 'open' | 'close' | 'window' | 'option' | 'file' | 'scene' | 'look' | 'go' | 'area';

export type Entry = [number, LogKind, string];

/** What the browser posts: the entries that were not answered, and what the map shows.

It names the session whose answer it has: one that began since, after the server was started
anew, must not take the entries for its own. */
export interface Posted {
  mount: string;
  session?: string;
  log: Entry[];
  view?: [number, number, number] | null;
  layers?: string[] | null;
  has?: string;
}

export type Act = 'take' | 'next' | 'previous' | 'first' | 'last' | 'play' | 'blank' | 'notes' | 'qr' | 'help' | 'full' | 'theme' | 'back' | 'find' | 'fit' | 'lang' | 'leave' | 'legend' | 'order' | 'print' | 'rehearse' | 'sources';

export type DataName = 'act' | 'asof' | 'at' | 'do' | 'drop' | 'field' | 'file' | 'fold' | 'folded' | 'has' | 'id' | 'key' | 'kind' | 'less' | 'none' | 'open' | 'option' | 'options' | 'own' | 'packed' | 'pages' | 'panel' | 'grip' | 'limit' | 'over' | 'scene' | 'sorts' | 'part' | 'pick' | 'play' | 'said' | 'search' | 'shut' | 'slider' | 'slot' | 'stories' | 'switch' | 'tab' | 'tall' | 'layout' | 'shown' | 'theme' | 'tip' | 'two-fingers' | 'unit' | 'values' | 'was' | 'whole';

/** What a click on a mark of a chart does, and the key that opens its origin. */
export interface ClickWords {
  pick: string;
  unpick: string;
  open: string;
  href: string;
  key: string;
}

/** What Streamlit says in English, in the reader's language. */
export interface OwnWords {
  skip: string;
  menu: string;
  langs: string[];
  acts: ClickWords;
  new: string;
}

/** What heads a profile, and the profiles before and after it. */
export interface Crest {
  kind: string;
  mark: string;
  tint: string;
  earlier?: Opener;
  later?: Opener;
}

/** What is open; a profile has a crest, a page over a scene its blocks. */
export interface Panel {
  id: string;
  title: string;
  html: string;
  csv: string;
  file: string;
  save: string;
  close: string;
  link: string;
  linked: string;
  crest?: Crest;
  blocks?: Block[];
}

/** Where a page stands, besides its address: its browser tells it to a new session. */
export interface Stands {
  basemap: string;
  window: string;
  scene: string;
  options: Record<string, string>;
}

/** All that a page shows. */
export interface Answer {
  session: string;
  stands: Stands;
  lang: string;
  own: OwnWords;
  mount: string;
  ack: number;
  chosen: Record<Dimension, string[]>;
  evidence: EvidenceMode;
  blocks: Record<string, Block>;
  panel: Panel | null;
}

/** One thing that was found: it leads to a page, or opens a panel. */
export interface FoundItem {
  title: string;
  small: string;
  href: string;
  open: string;
}

/** What was found of one kind. */
export interface FoundGroup {
  label: string;
  items: FoundItem[];
}

/** What was found, and what the field says. */
export interface Found {
  label: string;
  placeholder: string;
  close: string;
  said: string;
  groups: FoundGroup[];
}

/** Where the map is to look, what it is to show, and how it moves on its way.

`cover` is what the stage lays over its left and its upper edge, as parts of its width and its
height. */
export interface Look {
  view: [number, number, number];
  layers: string[];
  still?: boolean;
  left?: boolean;
  cover?: Point;
  motion?: string;
  phases?: string[];
}

/** An area that is being drawn, in the numbers of the map; ``at`` is where the keys are. */
export interface Begun {
  form: 'polygon' | 'circle';
  corners: Point[];
  at: Point | null;
}

/** ``hello`` is a map that was drawn; the six after it come from a map, too. */
export interface AtlasEvents {
  hello: null;
  post: [LogKind, string];
  open: string;
  basemap: string;
  view: [number, number, number];
  layers: string[];
  pen: Begun | null;
  answer: null;
  chosen: string[];
  closed: null;
  home: null;
  find: null;
  area: Area;
  marks: Marks;
  places: Places;
  shape: Shape;
  scene: Look;
  seen: [number, number, number];
  legend: boolean;
}
