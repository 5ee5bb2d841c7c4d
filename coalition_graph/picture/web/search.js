// Find: a list of matches under the field, walked with the arrow keys.

const plain = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
const findable = nodes.map((node, index) => ({ index, kind: node.kind, text: [node.label, node.code, ...(node.aliases ?? [])].filter(Boolean).map(plain) }));
let active = -1;

/** Names that begin with what is typed come before names that only hold it. */
function matchesOf(typed) {
  const wanted = plain(typed.trim());
  if (!wanted) return [];
  const score = ({ text }) => (text.includes(wanted) ? 0 : text.some((name) => name.startsWith(wanted)) ? 1 : text.some((name) => name.includes(wanted)) ? 2 : 3);
  return findable.map((entry) => ({ ...entry, score: score(entry) })).filter((entry) => entry.score < 3).sort((one, other) => one.score - other.score).slice(0, 8);
}

function offer() {
  const found = matchesOf(byId('query').value);
  const options = found.map(({ index, kind }, place) =>
    make('li', { role: 'option', id: `match-${place}`, 'aria-selected': String(place === active), onmousedown: (event) => { event.preventDefault(); take(index); } },
      KIND_ICONS[kind](), said(label(index)), make('small', {}, ONE[kind].split(',')[0])));
  const nothing = byId('query').value.trim() && !found.length ? [make('li', { class: 'none' }, 'Nothing of that name')] : [];
  byId('matches').replaceChildren(...options, ...nothing);
  openMatches(options.length + nothing.length > 0);
  return found;
}

function openMatches(open) {
  byId('matches').hidden = !open;
  byId('query').setAttribute('aria-expanded', String(open));
  if (active >= 0 && open) byId('query').setAttribute('aria-activedescendant', `match-${active}`);
  else byId('query').removeAttribute('aria-activedescendant');
}

function take(index) {
  byId('query').value = '';
  active = -1;
  openMatches(false);
  choose(nodes[index].name);
  if (!board.scene?.touched && state.view === 'positions') widen(index);
}

/** Something outside the chosen proposal was found: show all proposals, where it may stand. */
function widen(index) {
  if (state.proposal !== null && positionsOn(state.asof, null).some((position) => position.actor === index)) change({ proposal: null });
  reveal(nodes[index].name);
}

function searchKey(event) {
  const found = matchesOf(byId('query').value);
  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    event.preventDefault();
    const step = event.key === 'ArrowDown' ? 1 : -1;
    active = found.length ? (active + step + found.length) % found.length : -1;
    offer();
  } else if (event.key === 'Enter' && found.length) take(found[Math.max(0, active)].index);
}

function startSearch() {
  const field = byId('query');
  field.addEventListener('input', () => { active = -1; offer(); });
  field.addEventListener('keydown', searchKey);
  field.addEventListener('blur', () => openMatches(false));
}
