// What if: the one thing that the page works out itself, by the rules that Python compiled.
// A position is firm once its conditions hold; conditions may hold through firm positions of others.

const WILLING = ['pledges', 'open', 'supports'];

/** `all` or `any` of parts that may be nested; a leaf is asked. */
function joined(tree, ask) {
  const part = (inner) => joined(inner, ask);
  return tree[0] === 'all' ? tree.slice(1).every(part) : tree[0] === 'any' ? tree.slice(1).some(part) : ask(tree);
}

/** Sum offers in a unit: a share of several counts once, at its largest; what is not given is unknown. */
function forceOf(firm, unit) {
  const force = { min: 0, max: 0, below: false, above: false };
  const shares = group(firm.flatMap((one) => one.offers.filter((offer) => offer[0] === unit)), (offer) => offer[1]);
  for (const offers of shares.values()) {
    const [low, high] = [2, 3].map((place) => offers.map((offer) => offer[place]).reduce((most, next) => (most === null || next > most ? next : most), null));
    force.min += low ?? 0;
    force.max += high ?? 0;
    force.below ||= low === null;
    force.above ||= high === null || high < (low ?? 0);
  }
  return force;
}

/** Answer what requirements ask of firm positions; counts and sums leave out the actor being decided. */
function asked(firm) {
  const on = group(firm, (one) => one.proposal);
  const seen = new Map();
  const once = (tree, find) => seen.get(tree) ?? seen.set(tree, find(on.get(tree[2]) ?? [])).get(tree);
  return (tree, actor) => {
    const [kind, wanted, , stances] = tree;
    if (kind === 'people') return forceOf(once(tree, (there) => there.filter((one) => one.offers.length)).filter((one) => one.actor !== actor), 'personnel').min >= wanted;
    const actors = once(tree, (there) => new Set(there.filter((one) => stances.includes(one.stance) && (kind === 'one' || one.counts)).map((one) => one.actor)));
    return kind === 'one' ? actors.has(wanted) : actors.size - actors.has(actor) >= wanted;
  };
}

/** Who is firm in the end: when nobody moves first (the least fixpoint), or when all move together (the greatest). */
function settled({ held, requires, met, failed }, assumed, jointly) {
  const given = (leaf) => met.has(leaf) || assumed.has(leaf);
  let firm = jointly ? held : [];
  for (;;) {
    const ask = asked(firm);
    const isMet = (leaf, actor) => !failed.has(leaf) && (given(leaf) || (requires.has(leaf) && joined(requires.get(leaf), (tree) => ask(tree, actor))));
    const next = held.filter((one) => !one.needs || joined(one.needs, (leaf) => isMet(leaf, one.actor)));
    // Nobody leaves on the way up, nobody returns on the way down: as many means the same.
    if (next.length === firm.length) return firm;
    firm = next;
  }
}

/** What is known on a day, as scenarios take it; `found` are the positions of that day. */
function worldOf(found, rules, statusOf, kindOf) {
  const held = found.filter((position) => WILLING.includes(position.stance) && !position.ambiguous).map((position) => ({
    position, actor: position.actor, proposal: position.proposal, stance: position.stance,
    needs: rules.needs[position.row] ?? (position.conditions && ['all', ...position.conditions]), offers: rules.offers[position.row] ?? [],
    counts: !['unnamed', 'group'].includes(kindOf(position.actor)),
  }));
  const leaves = [...new Set(found.flatMap((position) => position.conditions ?? []))];
  const like = (status) => new Set(leaves.filter((leaf) => statusOf(leaf) === status));
  return { held, leaves, requires: new Map(Object.entries(rules.requires).map(([leaf, tree]) => [Number(leaf), tree])), met: like('met'), failed: like('failed') };
}

/** Who is firm before and after some conditions are met; `least` is the same when nobody moves first. */
function played(world, assumed, jointly) {
  const before = settled(world, new Set(), false);
  const least = settled(world, assumed, false);
  return { before, least, after: jointly ? settled(world, assumed, true) : least };
}
