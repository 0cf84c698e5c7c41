// A smallest child of whom a function of what can be known is true, as a record.

const MOST_WAYS = 500;

// False where one input reads a field, and another, which says that it is filled, does not say so: no record can be so.
function agreement(symbolic) {
  const {diagrams, rules} = symbolic,
    both = diagrams.combining((one, other) => one && other, false);
  let agree = diagrams.leaf(true);
  for (const [name, {reads}] of Object.entries(rules.inputs)) {
    for (const other of reads.given ? readersOf(rules, reads.given, name) : []) {
      const saysSo = diagrams.combined(
        (read, given) => given || !read,
        [other, name].map(each => knownOf(symbolic, each)),
      );
      agree = both([agree, saysSo]);
    }
  }
  return agree;
}

function readersOf(rules, paths, name) {
  const reads = ({reads}) => Object.values(reads).some(path => paths.includes(path));
  return Object.keys(rules.inputs).filter(other => other !== name && reads(rules.inputs[other]));
}

function knownOf({diagrams, parts, ofInput}, name) {
  const {n, place} = ofInput[name];
  return diagrams.branch(
    n,
    parts[n].states.map(state => diagrams.leaf(state[place] !== 0)),
  );
}

// A record of whom a function is true, on which as little is known as can be; null where none was found.
function smallestChild(compared, where) {
  let tried = 0;
  const there = compared.diagrams.combined((so, agrees) => so && agrees, [where, compared.agreement]);
  for (const path of waysToTrue(compared, there)) {
    const record = recordAt(compared, path);
    if (record) return record;
    if ((tried += 1) === MOST_WAYS) break;
  }
  return null;
}

// The ways to true through a function, those on which least is known first.
function* waysToTrue({diagrams, parts}, root) {
  const costs = (part, state) => costOf(parts[part].fragments[state]);
  const least = leastKnown(diagrams, root, costs);
  const waiting = [{cost: least(root), known: 0, node: root, path: []}];
  while (waiting.length) {
    const {known, node, path} = waiting.shift();
    if (diagrams.asks[node] === LEAF) yield path;
    diagrams.below[node].forEach((child, state) => {
      const spent = known + costs(diagrams.asks[node], state),
        cost = spent + least(child);
      if (cost === Infinity) return;
      const place = waiting.findIndex(other => other.cost > cost);
      const entry = {cost, known: spent, node: child, path: [...path, [diagrams.asks[node], state]]};
      waiting.splice(place < 0 ? waiting.length : place, 0, entry);
    });
  }
}

// As few things known as can be; of several that are as few, those that are told in the fewest words.
function costOf(fragments) {
  return fragments.reduce((cost, fragment) => cost + 1000 + JSON.stringify(fragment).length, 0);
}

function leastKnown(diagrams, root, costs) {
  const known = new Map();
  const least = node => {
    if (!known.has(node)) known.set(node, diagrams.asks[node] === LEAF ? ofLeaf(node) : ofBranch(node));
    return known.get(node);
  };
  const ofLeaf = node => (diagrams.values[node] === true ? 0 : Infinity);
  const ofBranch = node =>
    Math.min(...diagrams.below[node].map((child, state) => least(child) + costs(diagrams.asks[node], state)));
  least(root);
  return least;
}

// A valid record in these states of the parts; null where none was found.
function recordAt({rules, parts}, path) {
  const isIn = (record, [n, state]) => parts[n].places.get(stateIn(rules, parts[n].inputs, record).join()) === state;
  let record = {};
  for (const each of otherwiseFilledLast(rules, parts, path)) {
    const [n, state] = each;
    if (isIn(record, each)) continue;
    for (const [field, value] of parts[n].fragments[state]) {
      record = withValue(record, field, merged(at(record, field), value));
    }
  }
  // A list of drugs is said not to be complete where some drug on it has to stay unknown.
  for (const [n, state] of path) {
    for (const {reads} of state ? [] : parts[n].inputs.map(name => rules.inputs[name])) {
      if (reads.complete_in && at(record, listOfDrugs(reads)) !== null)
        record = withValue(record, reads.complete_in, false);
    }
  }
  // Parts may share a field, so that one undoes another: what was written is read back.
  return !faultsOf(rules, record).length && path.every(each => isIn(record, each)) ? record : null;
}

// What says only that a field is filled comes last: another part may have filled it.
function otherwiseFilledLast(rules, parts, path) {
  const isGiven = ([n]) => parts[n].inputs.some(name => rules.inputs[name].reads.given);
  return [...path.filter(each => !isGiven(each)), ...path.filter(isGiven)];
}

function merged(known, value) {
  if (!Array.isArray(known) || !Array.isArray(value)) return value;
  const there = new Set(known.map(each => JSON.stringify(each)));
  return [...known, ...value.filter(each => !there.has(JSON.stringify(each)))];
}
