// The answers as decision diagrams: how the rules are made ready, how a child is looked up, and what is missing.

const LEAF = Infinity;

// The data as they stand in the page, with what follows from them alone.
function prepared(data) {
  const rules = {...data, names: Object.keys(data.inputs)};
  rules.nodes = data.branches;
  rules.leafCount = data.leaves.length;
  rules.answers = ["scope", "option", "alert"].flatMap(kind =>
    Object.entries(data.functions[kind]).map(([name, node]) => ({kind, name, node, support: support(rules, node)})),
  );
  rules.places = data.parts.map(part => new Map(part.states.map((state, place) => [state.join(), place])));
  rules.mayBe = data.parts.map(part =>
    part.states.map((now, place) => [place, ...completions(part.states, now, place)]),
  );
  const first = data.parts.map(part => rules.names.indexOf(part.inputs[0]));
  rules.inOrder = [...first.keys()].sort((one, other) => first[one] - first[other]);
  rules.contradicted = Object.values(data.functions.contradiction).map(node => ({node, support: support(rules, node)}));
  rules.conflicts = rules.contradicted.filter(each => each.support.size === 2).map(each => conflict(rules, each));
  rules.drugs = {...data.drugs, byName: new Map(), others: new Set()};
  for (const [name, drug] of Object.entries(data.drugs.drugs)) {
    for (const spelling of [name, ...(drug.also ?? [])]) rules.drugs.byName.set(normalised(spelling), drug);
  }
  for (const [name, also] of Object.entries(data.drugs.taken_beside)) {
    for (const spelling of [name, ...also]) rules.drugs.others.add(normalised(spelling));
  }
  rules.ofAnswers = reachedFrom(
    rules,
    rules.answers.map(({node}) => node),
  );
  rules.contradictionsOf = {};
  for (const each of data.contradictions)
    for (const name of fieldsRead(each)) (rules.contradictionsOf[name] ??= []).push(each);
  rules.fields = new Map(data.form.flatMap(group => group.fields).map(field => [field.path, field]));
  const above = path =>
    path
      .split(".")
      .slice(0, -1)
      .map((_, n, names) => names.slice(0, n + 1).join("."));
  rules.sections = new Set([...rules.fields.keys()].flatMap(above));
  // A field that no input is asked for by is named as in the form; of several inputs the first names it.
  rules.labels = Object.fromEntries([...rules.fields.values()].map(({path, label}) => [path, label]));
  rules.pointless = {};
  for (const entry of Object.values(data.inputs).reverse()) {
    rules.labels[entry.field] = entry.label;
    rules.pointless[entry.field] = entry.pointless ?? {};
  }
  return rules;
}

function completions(states, now, place) {
  const completes = state => state.every((region, n) => now[n] === 0 || now[n] === region) && state.some(Boolean);
  return [...states.keys()].filter(n => n !== place && completes(states[n]));
}

function variable(rules, node) {
  return node < rules.leafCount ? LEAF : rules.nodes[node - rules.leafCount][0];
}

function goesOnAs(rules, node, state) {
  return rules.nodes[node - rules.leafCount][state + 1];
}

// Every node of some functions, each after those that it goes on as.
function reachedFrom(rules, roots) {
  const seen = new Set(roots);
  for (const node of seen) {
    if (node >= rules.leafCount) rules.nodes[node - rules.leafCount].slice(1).forEach(child => seen.add(child));
  }
  return [...seen].sort((one, other) => one - other);
}

function support(rules, root) {
  const branches = reachedFrom(rules, [root]).filter(node => node >= rules.leafCount);
  return new Set(branches.map(node => variable(rules, node)));
}

function leafAt(rules, root, place) {
  let node = root;
  while (node >= rules.leafCount) node = goesOnAs(rules, node, place[variable(rules, node)]);
  return node;
}

function valueAt(rules, kind, name, place) {
  return rules.leaves[leafAt(rules, rules.functions[kind][name], place)];
}

function isContradicted(rules, node, place) {
  return rules.leaves[leafAt(rules, node, place)].truth === "true";
}

function regionOf({values, cuts}, value) {
  if (value === null) return 0;
  return values ? values.indexOf(value) + 1 : cuts.filter(cut => cut <= value).length + 1;
}

// The state of each part, and the region of each input.
function located(rules, values) {
  const regions = {};
  for (const name of rules.names) regions[name] = regionOf(rules.inputs[name], values[name]);
  const place = rules.parts.map((part, n) => rules.places[n].get(part.inputs.map(name => regions[name]).join()));
  if (place.includes(undefined)) throw new Error("no child can be like that");
  return {regions, place};
}

// Of a contradiction between two parts, for each of them the states that a state of the other rules out.
function conflict(rules, {node, support: parts}) {
  const [one, other] = [...parts],
    pairs = [],
    place = rules.parts.map(() => 0);
  for (const [a] of rules.parts[one].states.entries()) {
    for (const [b] of rules.parts[other].states.entries()) {
      ((place[one] = a), (place[other] = b));
      if (isContradicted(rules, node, place)) pairs.push([a, b]);
    }
  }
  return {one, other, pairs};
}

// The states that each part may turn out to be in, the present one first.
function openStates(rules, place, lasting) {
  const open = rules.parts.map((_, part) => rules.mayBe[part][place[part]]);
  const without = (part, ruledOut) => {
    open[part] = open[part].filter(state => !ruledOut.includes(state));
  };
  for (const {one, other, pairs} of rules.conflicts) {
    if (place[one] === 0)
      without(
        one,
        pairs.filter(([, b]) => b === place[other]).map(([a]) => a),
      );
    if (place[other] === 0)
      without(
        other,
        pairs.filter(([a]) => a === place[one]).map(([, b]) => b),
      );
  }
  // A drug that the list does not know cannot be settled by asking again.
  rules.parts.forEach((part, n) => {
    if (part.inputs.length === 1 && lasting.has(part.inputs[0])) open[n] = [place[n]];
  });
  return open;
}

// For each part the answers that it can change, as the bits of a number: the diagrams are reduced to what is open, node
// by node from the leaves on, and a part counts where two of its states differ for some child who can exist.
function changeable(rules, open) {
  const reduced = new Reduced(rules),
    numbers = [];
  for (const node of rules.ofAnswers) {
    const part = variable(rules, node);
    const below = part === LEAF ? [] : open[part].map(state => numbers[goesOnAs(rules, node, state)]);
    numbers[node] = part === LEAF ? reduced.node(LEAF, below, node) : reduced.branch(part, below);
  }
  const reached = reduced.asks.map(() => 0n),
    changes = rules.parts.map(() => 0n);
  rules.answers.forEach(({node}, n) => {
    reached[numbers[node]] |= 1n << BigInt(n);
  });
  // What a function goes on as always has a lower number than itself.
  for (let number = reached.length - 1; number >= 0; number -= 1) {
    if (!reached[number] || reduced.asks[number] === LEAF) continue;
    for (const following of reduced.below[number]) reached[following] |= reached[number];
    if (reduced.matters(number)) changes[reduced.asks[number]] |= reached[number];
  }
  return changes;
}

class Reduced {
  constructor(rules) {
    ((this.rules = rules),
      (this.asks = []),
      (this.below = []),
      (this.leaf = []),
      (this.known = new Map()),
      (this.compared = new Map()));
  }

  branch(part, below) {
    if (below.every(child => child === below[0])) return below[0];
    const key = `${part}:${below}`;
    if (!this.known.has(key)) this.known.set(key, this.node(part, below, null));
    return this.known.get(key);
  }

  node(part, below, leaf) {
    (this.asks.push(part), this.below.push(below), this.leaf.push(leaf));
    return this.asks.length - 1;
  }

  // Every state is compared with the present one alone: the question is what would change the answer as it is.
  matters(number) {
    const [present, ...others] = this.below[number];
    return others.some(other => this.differ(present, other));
  }

  // Whether two functions differ for some child who can exist.
  differ(one, other) {
    if (one === other) return false;
    const key = one * this.asks.length + other;
    if (!this.compared.has(key)) this.compared.set(key, this.compare(one, other));
    return this.compared.get(key);
  }

  compare(one, other) {
    const left = this.below[one],
      right = this.below[other];
    if (!left.length && !right.length)
      return [one, other].every(each => this.rules.leaves[this.leaf[each]] !== "invalid");
    if (this.asks[one] > this.asks[other]) return right.some(child => this.differ(one, child));
    if (this.asks[one] < this.asks[other]) return left.some(child => this.differ(child, other));
    return left.some((child, n) => this.differ(child, right[n]));
  }
}
