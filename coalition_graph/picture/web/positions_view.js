// The Positions view: its backdrop on the canvas, and its rows as buttons for keyboard and screen reader.

function bandBehind(context, band, scene) {
  context.beginPath();
  context.roundRect(MARGIN, band.top, scene.width - 2 * MARGIN, band.bottom - band.top, 14);
  context.fillStyle = colours.card;
  context.fill();
  context.lineWidth = 1;
  context.strokeStyle = colours.line;
  context.stroke();
  if (!scene.titled) return;
  const face = font(14, 650);
  const room = scene.width - 2 * MARGIN - 36;
  const title = shorten(band.title, face, room);
  write(context, title, MARGIN + 18, band.top + 24, { face });
  const rest = room - widthOf(title, face) - 14;
  const small = font(12, 450);
  if (rest > 80) write(context, shorten(band.finding, small, rest), MARGIN + 18 + room - rest, band.top + 24, { face: small, colour: colours.muted });
}

function headings(context, scene) {
  const { grid, anyCondition } = scene;
  const look = { face: font(11, 600), colour: colours.muted };
  write(context, 'ACTOR', grid.actor + 22, HEAD - 8, { ...look, align: 'right' });
  write(context, 'POSITION, IN THE SOURCE’S WORDS', grid.card[0], HEAD - 8, look);
  if (anyCondition) write(context, 'CONDITION', grid.hexagon[0] + grid.hexagon[1] / 2, HEAD - 8, { ...look, align: 'center' });
}

function positionsBehind(scene) {
  return (context) => {
    context.save();
    for (const band of scene.bands) bandBehind(context, band, scene);
    if (!scene.grid.narrow && scene.bands.length) headings(context, scene);
    context.restore();
  };
}

function sceneFor(width) {
  const scene = positionsScene(Math.max(320, width));
  scene.behind = positionsBehind(scene);
  return scene;
}

function drawPositions() {
  const scene = sceneFor(byId('pane-graph').clientWidth / Math.min(1, board.zoom));
  show(scene);
  rowButtons(scene);
  notice(positionsNotice(scene));
}

/** Of a very large graph a part is drawn, and this says which. */
function partNotice(drawn, where = '', most = '') {
  const many = `This graph has ${nodes.length.toLocaleString('en')} nodes, too many to draw at once`;
  if (!state.sel) return `${many}: choose or find an actor, and its surroundings are drawn here. Attendance and Table show all.`;
  const chosen = nodeByName.has(state.sel) ? label(nodeByName.get(state.sel)) : 'what you chose';
  return drawn ? `${many}: only the surroundings of ${chosen} are drawn.${most}` : `${many}, and nothing${where} hangs together with ${chosen}. Choose something else, or use Attendance and Table.`;
}

function positionsNotice(scene) {
  if (payload.large) return partNotice(scene.rows.length, ' on this proposal');
  if (scene.rows.length) return '';
  if (!positions.length) return 'No statement in this dossier takes a stance yet.';
  return state.hidden.size ? 'Everything is hidden by the legend.' : 'No position was known by that day.';
}

/** The same rows, lying invisibly over the canvas: Tab walks them, Enter chooses. */
function rowButtons(scene) {
  const focused = document.activeElement?.dataset?.name;
  byId('rows').replaceChildren(...scene.rows.map((row) => rowButton(row, scene)));
  if (focused) document.querySelector(`#rows [data-name="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
}

function rowButton({ actor, cards, held }, scene) {
  const text = held.map((position, place) => `${stanceTitle(position)}${inOneBreath(position, cards[place])}`).join('; or: ');
  const button = make('button', { type: 'button', 'data-name': actor.name, 'aria-pressed': String(state.sel === actor.name), onclick: () => choose(actor.name) },
    said(`${actor.label}, on ${label(held[0].proposal)}: ${text}`));
  const [top, bottom] = [cards[0].y - cards[0].h / 2 - 5, bottomOf(cards.at(-1)) + 5];
  const place = { top: top * board.zoom, left: (MARGIN + 6) * board.zoom, height: (bottom - top) * board.zoom, width: (scene.width - 2 * MARGIN - 12) * board.zoom };
  for (const [side, pixels] of Object.entries(place)) button.style[side] = `${Math.round(pixels)}px`;
  return make('li', {}, button);
}

function inOneBreath(position, card) {
  const conditions = (position.conditions ?? []).map(label).join(' and ');
  const hangs = conditions && (position.conditional ? `: ${conditions}` : `, once on condition: ${conditions}`);
  return `${hangs}${wouldMove(position) ? ', would move' : ''}${isFresh(position.name) ? ', changed' : ''}${card.spoken ? `. ${card.spoken}` : ''}`;
}

VIEWS.set('positions', { title: 'Positions', pane: 'pane-graph', draw: drawPositions });
