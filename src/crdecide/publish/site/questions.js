// What is missing, in its order, and what would change.

function missingFields(rules, record, values, regions, place, lasting) {
  const changes = changeable(rules, openStates(rules, place, lasting)),
    fields = new Map();
  for (const part of rules.inOrder.filter(each => changes[each])) {
    // The first unknown input of a part is asked for; a field that would settle it too is told and not asked.
    const entry = rules.inputs[rules.parts[part].inputs.find(each => regions[each] === 0)];
    addField(fields, entry.field, questionFor(entry, regions), changes[part], true);
    for (const path of entry.others ?? []) {
      if (at(record, path) === null) addField(fields, path, rules.fields.get(path).question, changes[part], false);
    }
  }
  for (const each of fields.values()) each.answers = rules.answers.filter((_, n) => (each.bits >> BigInt(n)) & 1n);
  const weight = ({answers}) => {
    const of = kind => answers.filter(each => each.kind === kind).length;
    return [of("scope"), of("option"), answers.length];
  };
  const heavier = (one, other) => one.map((each, n) => other[n] - each).find(Boolean) ?? 0;
  const sorted = [...fields.values()].map(each => [weight(each), each]).sort(([one], [other]) => heavier(one, other));
  return sorted.map(([, {field, question, answers, isAsked}]) => ({
    field,
    worth_asking: isAsked && isWorthAsking(rules, field, values),
    label: rules.labels[field],
    question,
    could_change: answers.map(({name}) => (name === rules.ids.sentence ? "danger" : name)),
  }));
}

// One entry a field, with the question of the first input that is read from it.
function addField(fields, field, question, bits, isAsked) {
  const told = fields.get(field) ?? {field, question, bits: 0n, isAsked: false};
  told.bits |= bits;
  told.isAsked ||= isAsked;
  fields.set(field, told);
}

function questionFor(entry, regions) {
  return entry.instead?.find(other => regions[other.known] !== 0)?.question ?? entry.question;
}

function isWorthAsking(rules, field, values) {
  return !Object.entries(rules.pointless[field] ?? {}).some(([name, those]) => those.includes(values[name]));
}

function changesFrom(rules, values, regions, place) {
  const options = rules.answers.filter(({kind}) => kind === "option");
  const changes = [];
  for (const part of rules.inOrder.filter(each => options.some(({support: parts}) => parts.has(each)))) {
    for (const name of rules.parts[part].inputs) {
      if (values[name] === null) continue;
      for (const direction of directions(rules.inputs[name], regions[name])) {
        const change = nearest(rules, options, place, part, name, direction);
        if (change) changes.push({field: rules.inputs[name].field, from: values[name], ...change});
      }
    }
  }
  return changes;
}

// The regions that an input may move to, nearest first: down, then up; of a plain choice each by itself.
function directions(entry, here) {
  const size = entry.values ? entry.values.length : entry.cuts.length + 1;
  const open = [];
  for (let there = 1; there <= size; there += 1) if (there !== here && mayMove(entry, here, there)) open.push(there);
  if (entry.type === "choice") return open.map(there => [there]);
  return [open.filter(there => there < here).reverse(), open.filter(there => there > here)];
}

function mayMove({moves, type, values}, here, there) {
  if (typeof moves === "object") return (moves[values[here - 1]] ?? []).includes(values[there - 1]);
  return moves === "freely" || (moves === "up" && (type === "yes_no" ? there < here : there > here));
}

function nearest(rules, options, place, part, name, direction) {
  for (const then of direction) {
    const moved = movedTo(rules, place, part, name, then);
    const effect = moved && effectOf(rules, options, place, part, moved);
    if (effect) return {to: regionInWords(rules.inputs[name], then), effect};
  }
  return null;
}

function regionInWords(entry, region) {
  return entry.values ? entry.values[region - 1] : entry.words[region - 1];
}

// The states with one input in another region; null where no child can be like that.
function movedTo(rules, place, part, name, then) {
  const {inputs, states} = rules.parts[part];
  const state = states[place[part]].map((region, n) => (inputs[n] === name ? then : region));
  const there = rules.places[part].get(state.join());
  if (there === undefined) return null;
  const moved = place.map((now, n) => (n === part ? there : now));
  const refused = rules.contradicted.some(
    ({node, support: parts}) => parts.has(part) && isContradicted(rules, node, moved),
  );
  return refused ? null : moved;
}

// The options that would stand otherwise, in words; null where none would, or no child in scope is like that.
function effectOf(rules, options, place, part, moved) {
  const told = [];
  for (const {name, node, support: parts} of options) {
    if (!parts.has(part)) continue;
    const before = leafAt(rules, node, place),
      after = leafAt(rules, node, moved);
    if (!rules.leaves[after]?.stance) return null;
    if (after !== before) {
      told.push(`${rules.options[name].label}: ${outcomeInWords(rules, before)} → ${outcomeInWords(rules, after)}`);
    }
  }
  return told.join("; ") || null;
}

function outcomeInWords(rules, leaf) {
  const {stance, especially} = rules.leaves[leaf];
  return `${rules.stances[stance]}${especially ? ", especially here" : ""}`;
}
