// Who is answered differently by a changed card: each answer that changes, from what to what, in how many combinations
// of all that it rests on, and a smallest child. The same as `crdecide rules diff` says; the two are compared, and
// neither is trusted.

const MOST_REGIONS = 100000;

// The changes that one changed card makes; `after` is the card as it is to be.
function changesBy(rules, id, after) {
  const was = asTheyWereBeside(rules, after);
  const now = new Symbolic(was.rules, was.parts, was.diagrams, {...rules.edit.rules, [id]: after});
  const changed = new Set(shownOf(rules.edit.rules[id]) === shownOf(after) ? [] : [id]);
  const answers = rebuiltAnswers(now, changed);
  return [...answers.keys()]
    .filter(answer => was.answers.get(answer) !== answers.get(answer))
    .flatMap(answer => changesOf(was, answer, was.answers.get(answer), answers.get(answer)));
}

// The children to sign who are answered differently, each with the changes that concern it.
function childrenAnsweredOtherwise(rules, after, changes) {
  const {parts, diagrams, rules: cut} = asTheyWereBeside(rules, after);
  return rules.edit.children
    .map(child => {
      const place = parts.map(part => part.places.get(stateIn(cut, part.inputs, child.record).join()));
      return {...child, changes: changes.filter(({where}) => diagrams.valueAt(where, place))};
    })
    .filter(child => child.changes.length);
}

const asTheyWereBeside = (rules, after) =>
  asTheyWere(rules, [...Object.values(rules.edit.rules), after].flatMap(conditionsOf));

const KEPT = {cuts: null, was: null};

// The answers of the rules as they were, cut also where some condition cuts; kept until another cuts otherwise.
function asTheyWere(rules, conditions) {
  const cut = cutBy(rules, [...rules.contradictions, ...conditions]);
  const cuts = JSON.stringify(quantities(cut.inputs).map(name => cut.inputs[name].cuts));
  if (KEPT.cuts !== cuts) {
    const parts = cutParts(cut),
      diagrams = new Diagrams(),
      symbolic = new Symbolic(cut, parts, diagrams, rules.edit.rules);
    const contradicted = rules.contradictions.map(when => symbolic.truth(when));
    const answers = rebuiltAnswers(symbolic, new Set());
    const was = {rules: cut, parts, diagrams, contradicted, answers, agreement: agreement(symbolic)};
    ((KEPT.cuts = cuts), (KEPT.was = was));
  }
  return KEPT.was;
}

function conditionsOf({kind, lines, applies_when: when}) {
  return kind === "finding" ? lines.map(line => line.when) : [when];
}

// All that an answer shows of a card.
function shownOf({kind, says, evidence, certainty, caveats}) {
  return JSON.stringify(kind === "finding" ? [] : [kind, {...says, on_the_page: null}, evidence, certainty, caveats]);
}

function changesOf(compared, answer, one, other) {
  const {diagrams} = compared;
  const support = new Set([...diagrams.support(one), ...diagrams.support(other)]);
  const possible = possibleOf(compared, support);
  const counted = [...support].sort((a, b) => a - b);
  const pair = diagrams.combined(
    (before, after, may) => (may && before !== after ? JSON.stringify([before, after]) : null),
    [one, other, possible],
  );
  const leaves = diagrams.reached(pair).filter(node => diagrams.asks[node] === LEAF);
  const pairs = leaves.map(leaf => diagrams.values[leaf]).filter(value => value !== null);
  const [kind, name] = answer.split(" ");
  return pairs.sort().map(change => {
    const where = diagrams.combined(value => value === change, [pair]);
    const [before, after] = JSON.parse(change);
    return {
      kind,
      name,
      before,
      after,
      combinations: howMany(compared, where, counted),
      of: howMany(compared, possible, counted),
      where,
      child: smallestChild(compared, where),
    };
  });
}

// True where no contradiction is there. What is known of other parts can only add to one: with nothing known it is
// weakest.
function possibleOf({diagrams, contradicted}, support) {
  const andNot = diagrams.combining((possible, so) => possible && so !== true);
  return contradicted.reduce((possible, node) => {
    const others = new Set([...diagrams.support(node)].filter(part => !support.has(part)));
    return andNot([possible, diagrams.unknownOf(node, others)]);
  }, diagrams.leaf(true));
}

// In how many combinations of the states of some parts, on which alone it rests, a function is true.
function howMany({diagrams, parts}, root, counted) {
  const memo = new Map();
  const below = (node, place) => {
    if (place === counted.length) return diagrams.values[node] === true ? 1n : 0n;
    const key = node * (counted.length + 1) + place;
    if (!memo.has(key)) {
      const asks = diagrams.asks[node] === counted[place];
      const goesOn = asks ? diagrams.below[node] : [node];
      const number = goesOn.reduce((sum, child) => sum + below(child, place + 1), 0n);
      memo.set(key, asks ? number : number * BigInt(parts[counted[place]].states.length));
    }
    return memo.get(key);
  };
  return below(root, 0);
}

// In how many combinations of what the card itself reads it is settled otherwise, and of how many; null where they
// are too many to count.
function settledOtherwise(rules, before, after) {
  const conditions = [...conditionsOf(before), ...conditionsOf(after)];
  const names = [...new Set(conditions.flatMap(when => [...fieldsRead(when)]))],
    {inputs} = cutBy(rules, conditions);
  const domains = names.map(name => [null, ...valuesOf(rules, inputs[name], name)]);
  const of = domains.reduce((product, domain) => product * domain.length, 1);
  if (of > MOST_REGIONS) return null;
  let differing = 0;
  for (let number = 0; number < of; number += 1) {
    let rest = number;
    const values = {};
    names.forEach((name, n) => {
      values[name] = domains[n][rest % domains[n].length];
      rest = Math.floor(rest / domains[n].length);
    });
    if (settledAs(before, values) !== settledAs(after, values)) differing += 1;
  }
  return [differing, of];
}

function valuesOf(rules, entry, name) {
  if (!entry) return [...new Set(rules.edit.rules[name].lines.map(({value}) => value))];
  return entry.values ?? (entry.cuts.length ? [entry.cuts[0] - 1, ...entry.cuts] : [0]);
}

function settledAs({kind, lines, applies_when: when}, values) {
  if (kind !== "finding") return truth(when, values);
  return lines.find(line => truth(line.when, values))?.value ?? null;
}
