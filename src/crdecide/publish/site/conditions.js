// What a condition comes to for the values known of a child (strong Kleene logic: true, false, or null for unknown),
// what it rests on where it is settled, and which unknown inputs leave it open.

function truth(when, values) {
  if (when.all) return joinedTruth(when.all, values, false);
  if (when.any) return joinedTruth(when.any, values, true);
  if (when.not) return negation(truth(when.not, values));
  return comparison(when, values[when.field]);
}

function joinedTruth(parts, values, settling) {
  let open = false;
  for (const part of parts) {
    const one = truth(part, values);
    if (one === settling) return settling;
    if (one === null) open = true;
  }
  return open ? null : !settling;
}

function negation(one) {
  return one === null ? null : !one;
}

function comparison(when, value) {
  if (value === null) return null;
  if (when.among) return when.among.includes(value);
  return when.below === undefined ? value >= when.at_least : value < when.below;
}

// The truth, and the fields with the values that settle it.
function settled(when, values) {
  if (when.all)
    return joinedGrounds(
      when.all.map(part => settled(part, values)),
      false,
    );
  if (when.any)
    return joinedGrounds(
      when.any.map(part => settled(part, values)),
      true,
    );
  if (when.not) {
    const [one, fields] = settled(when.not, values);
    return [negation(one), fields];
  }
  const one = comparison(when, values[when.field]);
  return [one, one === null ? {} : {[when.field]: values[when.field]}];
}

function joinedGrounds(parts, settling) {
  const decisive = parts.filter(([one]) => one === settling);
  if (decisive.length) return [settling, together(decisive)];
  if (parts.some(([one]) => one === null)) return [null, {}];
  return [!settling, together(parts)];
}

function together(parts) {
  return Object.assign({}, ...parts.map(([, fields]) => fields));
}

function matched(when, values) {
  return settled(when, values)[1];
}

// The truth, and the comparisons with something unknown that keep it undecided.
function opened(when, values) {
  if (when.all) return joinedOpen(when.all, values, false);
  if (when.any) return joinedOpen(when.any, values, true);
  if (when.not) {
    const [one, comparisons] = opened(when.not, values);
    return [negation(one), comparisons];
  }
  const one = comparison(when, values[when.field]);
  return [one, one === null ? [when] : []];
}

function joinedOpen(parts, values, settling) {
  const comparisons = [];
  for (const part of parts) {
    const [one, more] = opened(part, values);
    if (one === settling) return [settling, []];
    comparisons.push(...more);
  }
  return comparisons.length ? [null, comparisons] : [!settling, []];
}

// The unknown inputs that leave conditions open, through findings down to the record, each once.
function inputsBehind(rules, conditions, values) {
  const names = new Set();
  for (const when of conditions) {
    for (const each of opened(when, values)[1]) {
      for (const name of behindComparison(rules, each, values)) names.add(name);
    }
  }
  return [...names];
}

function behindComparison(rules, when, values) {
  const finding = rules.findings[when.field];
  if (!finding) return isRuledOut(rules, when, values) ? [] : [when.field];
  // For yes or no, either answer settles it.
  const either = finding.values.length === 2 && finding.values.includes("yes") && finding.values.includes("no");
  const lines = finding.lines.filter(line => either || when.among.includes(line.value));
  return inputsBehind(
    rules,
    lines.map(line => line.when),
    values,
  );
}

// Whether every value wanted contradicts what is recorded.
function isRuledOut(rules, when, values) {
  if (!when.among) return false;
  const about = rules.contradictionsOf[when.field] ?? [];
  const open = about.filter(each => truth(each, values) === null);
  return open.length > 0 && when.among.every(value => open.some(each => truth(each, {...values, [when.field]: value})));
}

function fieldsRead(when) {
  if (when.not) return fieldsRead(when.not);
  const parts = when.all || when.any;
  return parts ? new Set(parts.flatMap(part => [...fieldsRead(part)])) : new Set([when.field]);
}

// What speaks against a finding being yes, and what leaves it open.
function keptFromYes(finding, values) {
  const against = {},
    open = new Set();
  for (const line of finding.lines) {
    if (line.value !== "yes" && truth(line.when, values)) Object.assign(against, matched(line.when, values));
    if (line.value !== "yes") continue;
    for (const part of conjuncts(line.when)) {
      const one = truth(part, values);
      if (one === false) Object.assign(against, matched(part, values));
      if (one === null) for (const name of fieldsRead(part)) if (values[name] === null) open.add(name);
    }
  }
  return {against, open: [...open]};
}

function conjuncts(when) {
  return when.all ? when.all.flatMap(conjuncts) : [when];
}
