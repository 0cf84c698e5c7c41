// The rules as decision diagrams, made anew in the page from the conditions of the cards: what `evaluation/symbolic`
// makes in Python. A truth is true, false or null (unknown); what an answer says is a text, or null where nothing is
// said.

class Diagrams {
  constructor() {
    ((this.asks = []), (this.below = []), (this.values = []), (this.known = new Map()));
    ((this.made = new Map()), (this.numbers = new Map()));
  }

  leaf(value) {
    return this.node(`leaf:${JSON.stringify(value)}`, LEAF, [], value);
  }

  // A part that makes no difference is not asked for: only so are equal functions the same node.
  branch(part, below) {
    if (below.every(child => child === below[0])) return below[0];
    return this.node(`${part}:${below}`, part, below, undefined);
  }

  node(key, part, below, value) {
    let node = this.known.get(key);
    if (node === undefined) {
      node = this.asks.length;
      this.known.set(key, node);
      (this.asks.push(part), this.below.push(below), this.values.push(value));
    }
    return node;
  }

  // To combine functions again and again: what they share is combined once. Where one of them comes to the absorbing
  // value so does the result.
  combining(combine, absorbing) {
    const memo = new Map(),
      absorbed = absorbing === undefined ? -1 : this.leaf(absorbing);
    const combined = nodes => {
      if (nodes.includes(absorbed)) return absorbed;
      const key = nodes.join();
      if (!memo.has(key)) memo.set(key, made(nodes));
      return memo.get(key);
    };
    const made = nodes => {
      const part = Math.min(...nodes.map(node => this.asks[node]));
      if (part === LEAF) return this.leaf(combine(...nodes.map(node => this.values[node])));
      const states = this.below[nodes.find(node => this.asks[node] === part)].length;
      const below = [];
      for (let state = 0; state < states; state += 1)
        below.push(combined(nodes.map(node => this.at(node, part, state))));
      return this.branch(part, below);
    };
    return combined;
  }

  combined(combine, nodes) {
    return this.combining(combine)(nodes);
  }

  // What is made of these and of no others, made once: objects are the same where they are one and the same object.
  once(of, make) {
    const key = of.map(each => (typeof each === "object" ? `#${this.numberOf(each)}` : each)).join();
    if (!this.made.has(key)) this.made.set(key, make());
    return this.made.get(key);
  }

  numberOf(object) {
    if (!this.numbers.has(object)) this.numbers.set(object, this.numbers.size);
    return this.numbers.get(object);
  }

  // The function where a part is in a state, of one that asks for no earlier part.
  at(node, part, state) {
    return this.asks[node] === part ? this.below[node][state] : node;
  }

  // The function where some parts are in state 0: nothing is known of them.
  unknownOf(node, parts) {
    const memo = new Map();
    const without = one => {
      if (this.asks[one] === LEAF) return one;
      if (!memo.has(one)) {
        const below = parts.has(this.asks[one]) ? [this.below[one][0]] : this.below[one];
        const made = below.map(without);
        memo.set(one, made.length === 1 ? made[0] : this.branch(this.asks[one], made));
      }
      return memo.get(one);
    };
    return without(node);
  }

  // What a function is where each part is in the state at its place.
  valueAt(root, place) {
    let node = root;
    while (this.asks[node] !== LEAF) node = this.below[node][place[this.asks[node]]];
    return this.values[node];
  }

  reached(root) {
    const seen = new Set([root]);
    for (const node of seen) this.below[node].forEach(child => seen.add(child));
    return [...seen];
  }

  support(root) {
    return new Set(
      this.reached(root)
        .map(node => this.asks[node])
        .filter(part => part !== LEAF),
    );
  }
}

// The rules with their quantities cut wherever some condition compares them, also where the rules as they were do not.
function cutBy(rules, conditions) {
  const cuts = Object.fromEntries(quantities(rules.inputs).map(name => [name, new Set()]));
  for (const when of conditions)
    for (const each of comparisons(when)) cuts[each.field]?.add(each.at_least ?? each.below);
  const inputs = {...rules.inputs};
  for (const [name, of] of Object.entries(cuts)) {
    inputs[name] = {...inputs[name], cuts: [...of].sort((one, other) => one - other)};
  }
  return {...rules, inputs};
}

function quantities(inputs) {
  return Object.keys(inputs).filter(name => inputs[name].type === "quantity");
}

function comparisons(when) {
  if (when.not) return comparisons(when.not);
  return (when.all || when.any)?.flatMap(comparisons) ?? [when];
}

// The parts with the states that they can be in, and for each state the field and value that bring it about.
function cutParts(rules) {
  return rules.parts.map(({inputs}, n) => {
    const part = {inputs, states: [inputs.map(() => 0)], fragments: [[]]},
      places = new Map([[part.states[0].join(), 0]]);
    for (const {field, value} of rules.edit.probes[n].flatMap(probe => probed(rules, probe))) {
      const state = stateIn(rules, inputs, withValue({}, field, value));
      if (places.has(state.join())) continue;
      places.set(state.join(), part.states.length);
      (part.states.push(state), part.fragments.push([[field, value]]));
    }
    return {...part, places};
  });
}

// The values of a field that a record may hold, one for each state.
function probed(rules, {field, values, of, entry}) {
  const made = values ?? (entry ? entriesOf(rules, Object.entries(entry)) : scalars(rules.inputs[of]));
  return made.filter(value => !wrongWith(rules.fields.get(field), value)).map(value => ({field, value}));
}

function scalars({type, values, cuts}) {
  if (type === "yes_no") return [true, false];
  if (values) return values;
  return cuts.length ? [cuts[0] - 1, ...cuts] : [1];
}

function entriesOf(rules, names) {
  let made = [{}];
  for (const [part, name] of names) {
    made = made.flatMap(entry => scalars(rules.inputs[name]).map(value => ({...entry, [part]: value})));
  }
  return made;
}

// The region of each input of a part in a record.
function stateIn(rules, inputs, record) {
  const values = observedOf(rules, inputs, record);
  return inputs.map(name => regionOf(rules.inputs[name], values[name]));
}

function observedOf(rules, names, record) {
  const values = {};
  for (const name of names) values[name] = WAYS[rules.inputs[name].way](rules.inputs[name].reads, record, rules);
  return values;
}

// The conditions of one set of cards as functions of the parts.
class Symbolic {
  constructor(rules, parts, diagrams, cards) {
    ((this.rules = rules), (this.parts = parts), (this.diagrams = diagrams), (this.cards = cards));
    this.ofInput = {};
    parts.forEach(({inputs}, n) => inputs.forEach((name, place) => (this.ofInput[name] = {n, place})));
    this.not = diagrams.combining(negation);
    this.and = diagrams.combining((one, other) => junction(one, other, false), false);
    this.or = diagrams.combining((one, other) => junction(one, other, true), true);
    this.findings = {};
    for (const [id, {kind, lines}] of Object.entries(cards)) {
      if (kind === "finding")
        this.findings[id] = this.once(
          "finding",
          lines,
          lines.map(line => line.when),
          () => this.finding(lines),
        );
    }
    this.truths = {};
    for (const [id, {kind, applies_when: when}] of Object.entries(cards)) {
      if (kind !== "finding") this.truths[id] = this.once("truth", when, [when], () => this.truth(when));
    }
  }

  // Of another set of cards in the same store it is there already, where it says the same of the same findings.
  once(what, whole, conditions, make) {
    const names = new Set(conditions.flatMap(when => [...fieldsRead(when)]));
    const read = [...names].filter(name => name in this.findings).map(name => this.findings[name]);
    return this.diagrams.once([what, whole, ...read], make);
  }

  truth(when) {
    if (when.not) return this.not([this.truth(when.not)]);
    if (when.all) return this.joined(when.all, this.and, true);
    if (when.any) return this.joined(when.any, this.or, false);
    if (when.field in this.findings) {
      return this.diagrams.combined(value => comparison(when, value), [this.findings[when.field]]);
    }
    const {n, place} = this.ofInput[when.field],
      holds = region => inRegion(this.rules.inputs[when.field], when, region);
    return this.diagrams.branch(
      n,
      this.parts[n].states.map(state => this.diagrams.leaf(holds(state[place]))),
    );
  }

  // Two by two, since many at once would have many more states on the way.
  joined(parts, join, ofNone) {
    return parts.reduce((joined, part) => join([joined, this.truth(part)]), this.diagrams.leaf(ofNone));
  }

  finding(lines) {
    const value = (...truths) => lines[truths.indexOf(true)]?.value ?? null;
    return this.diagrams.combined(
      value,
      lines.map(({when}) => this.truth(when)),
    );
  }

  // The truth of a card where no card that withholds it is known to hold.
  effective(id) {
    const effective = (truth, ...others) => (others.includes(true) ? false : truth);
    const withheld = this.cards[id].withheld_by.map(name => this.truths[name]);
    const nodes = [this.truths[id], ...withheld];
    return this.diagrams.once(["effective", ...nodes], () => this.diagrams.combined(effective, nodes));
  }
}

function junction(one, other, settling) {
  if (one === settling || other === settling) return settling;
  return one === null || other === null ? null : !settling;
}

function inRegion({values, cuts}, {among, at_least: least, below}, region) {
  if (region === 0) return null;
  if (among) return among.includes(values[region - 1]);
  return below === undefined ? region > cuts.indexOf(least) + 1 : region <= cuts.indexOf(below) + 1;
}
