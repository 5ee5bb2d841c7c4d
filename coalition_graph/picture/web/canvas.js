// The drawing board: vis-network, made by pyvis, draws the scene of the view that is open.
// Positions scroll like a page (the canvas stays put and looks at another part of the scene).

const graph = JSON.parse(byId('graph').textContent);
const board = { scene: null, zoom: 1, itemById: new Map(), net: null, points: new vis.DataSet(), lines: new vis.DataSet() };

function startBoard() {
  board.net = new vis.Network(byId('network'), { nodes: board.points, edges: board.lines }, JSON.parse(graph.options));
  // The rows and the evidence say it all in words; nothing in the canvas takes the focus.
  for (const part of byId('network').querySelectorAll('[tabindex]')) part.tabIndex = -1;
  board.net.on('beforeDrawing', (context) => board.scene?.behind(context));
  board.net.on('click', ({ pointer: { DOM } }) => hitName(board.itemById.get(board.net.getNodeAt(DOM))?.name ?? null));
  board.net.on('hoverNode', ({ node }) => pointer(board.itemById.has(node)));
  board.net.on('blurNode', () => pointer(false));
  byId('pane-graph').addEventListener('scroll', look, { passive: true });
  for (const button of document.querySelectorAll('[data-zoom]')) button.addEventListener('click', () => zoomBy(Number(button.dataset.zoom)));
}

const hitName = (name) => choose(name === state.sel ? null : name);
const pointer = (on) => (byId('network').style.cursor = on ? 'pointer' : 'default');

/** Drawn by us, placed and found by vis-network; ports are points that lines start and end at. */
function custom({ ctx, id, state: { hover } }) {
  const item = board.itemById.get(id);
  const drawNode = () => item && drawItem(ctx, item, { dimmed: isDimmed(item), chosen: item.name === state.sel, hover });
  return { drawNode, nodeDimensions: { width: item?.w ?? 1, height: item?.h ?? 1 } };
}

/** With something chosen, all that does not hang together with it fades. */
const isDimmed = (item) => state.sel !== null && board.scene.touched && !item.near.includes(state.sel);

const point = ({ id, x, y }) => ({ id, x, y, shape: 'custom', ctxRenderer: custom });

function line(edge) {
  const faded = edge.ends.some(isDimmed);
  const colour = colours[edge.colour];
  return {
    id: edge.id, from: edge.from, to: edge.to, dashes: edge.dashes, width: edge.width ?? 2.2,
    arrows: edge.plain ? '' : { to: { enabled: true, scaleFactor: 0.45 } },
    color: { color: colour, hover: colour, highlight: colour, opacity: faded ? 0.1 : (edge.opacity ?? 0.9) },
    smooth: edge.curved ? { enabled: true, type: 'cubicBezier', forceDirection: 'horizontal', roundness: 0.5 } : { enabled: false },
  };
}

/** Put points and lines where the scene says, and take away what is gone. */
function bring(dataset, wanted) {
  const keep = new Set(wanted.map((entry) => entry.id));
  dataset.remove(dataset.getIds().filter((id) => !keep.has(id)));
  dataset.update(wanted);
}

const WHOLE = 200; // so few things are all brought at once

/** Of a long scene only what is on screen, and a screen above and below, is brought: vis-network draws all it has. */
function bringNear() {
  const { scene, zoom, held } = board;
  const pane = byId('pane-graph');
  const [top, high] = [pane.scrollTop / zoom, pane.clientHeight / zoom];
  if (held && held[0] <= top && top + high <= held[1]) return;
  const whole = scene.free || scene.items.length <= WHOLE || 'paper' in document.documentElement.dataset;
  const [from, to] = (board.held = whole ? [-Infinity, Infinity] : [top - high, top + 2 * high]);
  const reaches = (items) => Math.min(...items.map((item) => item.y - item.h / 2)) < to && Math.max(...items.map((item) => item.y + item.h / 2)) > from;
  const edges = scene.edges.filter((edge) => reaches(edge.ends));
  const items = new Set([...scene.items.filter((item) => reaches([item])), ...edges.flatMap((edge) => edge.ends)]);
  const ports = new Set(edges.flatMap(({ from: out, to: into }) => [scene.ports?.get(out), scene.ports?.get(into)]));
  bring(board.points, [...items, ...ports].filter(Boolean).map(point));
  bring(board.lines, edges.map(line));
}

function show(scene) {
  board.scene = scene;
  board.itemById = new Map(scene.items.map((item) => [item.id, item]));
  scene.touched = scene.items.some((item) => item.near.includes(state.sel));
  board.held = null;
  bringNear();
  byId('network').style.height = `${byId('pane-graph').clientHeight}px`;
  board.net.setOptions({ interaction: { dragView: Boolean(scene.free), zoomView: Boolean(scene.free) } });
  byId('spacer').style.height = scene.free ? '' : `${Math.ceil(scene.height * board.zoom)}px`;
  byId('spacer').style.width = scene.free || board.zoom <= 1 ? '' : `${Math.ceil(scene.width * board.zoom)}px`;
  if (!scene.free) look();
}

/** Point the canvas at the part of the scene that is scrolled to. */
function look() {
  const pane = byId('pane-graph');
  if (!board.scene || board.scene.free || pane.hidden) return;
  bringNear();
  const x = (pane.scrollLeft + pane.clientWidth / 2) / board.zoom;
  const y = (pane.scrollTop + pane.clientHeight / 2) / board.zoom;
  board.net.moveTo({ position: { x, y }, scale: board.zoom, animation: false });
}

function zoomBy(factor) {
  if (board.scene.free) return zoomFree(factor);
  board.zoom = factor === 0 ? fittingZoom() : Math.min(2.5, Math.max(0.3, board.zoom * factor));
  drawView();
}

/** The network is moved freely; fitting it shows all of it. */
function zoomFree(factor) {
  if (factor) return board.net.moveTo({ scale: board.net.getScale() * factor, animation: false });
  const pane = byId('pane-graph');
  const { middle, width, height } = board.scene;
  board.net.moveTo({ position: middle, scale: Math.max(0.45, Math.min(1.25, pane.clientWidth / width, pane.clientHeight / height)), animation: false });
}

/** The zoom at which the whole scene is in sight, as far as its letters stay readable. */
function fittingZoom() {
  const pane = byId('pane-graph');
  return Math.min(1, Math.max(0.55, pane.clientHeight / board.scene.height));
}

/** Bring an item into sight, as little as needed. */
function reveal(name) {
  const item = board.scene?.items.find((candidate) => candidate.name === name);
  const pane = byId('pane-graph');
  if (!item || pane.hidden || board.scene.free) return;
  const [top, bottom] = [(item.y - item.h) * board.zoom, (item.y + item.h) * board.zoom];
  if (top < pane.scrollTop) pane.scrollTop = top - 60;
  else if (bottom > pane.scrollTop + pane.clientHeight) pane.scrollTop = bottom - pane.clientHeight + 60;
}
