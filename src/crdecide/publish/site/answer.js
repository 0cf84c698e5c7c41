// The answer for one record: the same names, texts and order as an advisory has.

const CERTAINTIES = ["very_low", "low", "moderate", "high"];

function answerFor(rules, record) {
  const values = observed(rules, record);
  const {regions, place} = located(rules, values);
  for (const name of Object.keys(rules.findings)) values[name] = valueAt(rules, "finding", name, place);
  const lasting = lastingUnknowns(rules, record);
  const missing = missingFields(rules, record, values, regions, place, lasting);
  const child = {rules, record, values, place, lasting, missing, status: valueAt(rules, "scope", "scope", place)};
  const inScope = child.status === "in_scope";
  const options = inScope ? Object.keys(rules.options).map(name => optionOf(child, name)) : [];
  const [alerts, checks] = alertsOf(child);
  return {
    danger: dangerOf(child),
    scope: scopeOf(child),
    options,
    alerts: inScope ? [...alerts, ...unreadRemark(rules, record)] : alerts,
    checks,
    drugs: inScope ? drugsOf(rules, record) : [],
    monitoring: inScope
      ? cardsThat(child, "monitoring", "true").map(([id, card]) => ({id, ...card.says, evidence: card.evidence ?? []}))
      : [],
    missing,
    would_change: inScope ? changesFrom(rules, values, regions, place) : [],
    caveats: eachOnce(options.flatMap(option => option.caveats)).map(id => ({id, own: false, ...rules.caveats[id]})),
  };
}

const eachOnce = names => [...new Set(names)];
const spaced = texts => texts.filter(Boolean).join(" ");

function spoken(rules, identifier) {
  return identifier
    .split("_")
    .map(word => rules.spelling[word] ?? word)
    .join(" ");
}

function cardsThat(child, kind, wanted) {
  const {rules, place} = child;
  return Object.entries(rules.cards).filter(
    ([id, card]) => card.kind === kind && valueAt(rules, "card", id, place).truth === wanted,
  );
}

function fieldsOf(rules, names) {
  return eachOnce(names.map(name => rules.inputs[name].field));
}

// "Not recorded: a, b.", each field of the record once.
function notRecorded(rules, names) {
  const byField = new Map();
  for (const name of [...names].reverse()) byField.set(rules.inputs[name].field, name);
  const labels = [...byField.values()].reverse().map(name => rules.inputs[name].label);
  return labels.length ? `Not recorded: ${labels.join(", ")}.` : "";
}

function notLasting(child, names) {
  return names.filter(name => !child.lasting.has(name));
}

function dangerOf({rules, values, place}) {
  const {danger, concerns, sentence} = rules.ids;
  if (!rules.findings[concerns] || values[concerns] !== "yes")
    return {value: "unknown", text: null, asks: [], evidence: []};
  const finding = rules.findings[danger],
    said = valueAt(rules, "danger", danger, place);
  if (said === "yes") {
    const card = rules.cards[sentence];
    return {value: "yes", text: card.says.text, asks: [], evidence: card.evidence ?? []};
  }
  const asks =
    said === "no"
      ? []
      : fieldsOf(
          rules,
          inputsBehind(
            rules,
            finding.lines.map(line => line.when),
            values,
          ),
        );
  return {value: said ?? "unknown", text: null, asks, evidence: finding.evidence ?? []};
}

function scopeOf(child) {
  const {rules, values, status} = child;
  const holding = cardsThat(child, "scope", "true").filter(([, card]) => card.says.status === status);
  if (holding.length) return {status, reasons: holding.map(([, card]) => card.says.reason), asks: []};
  const takingIn = Object.values(rules.cards).filter(card => card.kind === "scope" && card.says.status === "in_scope");
  const open = notLasting(
    child,
    inputsBehind(
      rules,
      takingIn.map(card => card.when),
      values,
    ),
  );
  const lead = "It cannot be told whether the review speaks about this child.";
  return {status, reasons: [spaced([lead, notRecorded(rules, open)])], asks: fieldsOf(rules, open)};
}

function optionOf(child, name) {
  const {rules, values, place} = child,
    words = rules.options[name];
  const {stance, especially} = valueAt(rules, "option", name, place);
  const about = wanted => cardsThat(child, "option", wanted).filter(([, card]) => card.says.option === name);
  const cards = about("true").sort(
    ([, one], [, other]) => Boolean(one.says.especially) - Boolean(other.says.especially),
  );
  const notes = cardsThat(child, "note", "true").filter(([, card]) => card.qualifies[name]?.includes(stance));
  const open = stance === "cannot_assess" && !cards.length;
  const behind = open
    ? notLasting(
        child,
        inputsBehind(
          rules,
          about("unknown").map(([, card]) => card.when),
          values,
        ),
      )
    : [];
  const rated = cards.map(([, card]) => card.certainty).filter(Boolean);
  const least = rated.sort((one, other) => CERTAINTIES.indexOf(one.level) - CERTAINTIES.indexOf(other.level))[0];
  const silent = stance === "cannot_assess" ? spaced([words.undecided, notRecorded(rules, behind)]) : words.silent;
  return {
    option: name,
    stance,
    especially,
    temporary: Boolean(words.temporary) || cards.some(([, card]) => card.says.temporary),
    timing: notes.find(([, card]) => card.says.timing)?.[1].says.timing ?? null,
    certainty: least?.level ?? null,
    certainty_of: least?.of ?? null,
    turns_on: child.missing
      .filter(({could_change: what}) => what.includes(name) && !what.includes("scope"))
      .map(({field}) => field),
    rationale: cards.length ? spaced(cards.map(([, card]) => card.says.because)) : silent,
    notes: notes.map(([id, card]) => noteOf(child, id, card)),
    evidence: eachOnce([...cards, ...notes].flatMap(([, card]) => card.evidence ?? [])),
    caveats: eachOnce([...(words.caveats ?? []), ...cards.flatMap(([, card]) => card.caveats ?? [])]),
  };
}

function noteOf({rules, values}, id, card) {
  const {because, against, on_the_page: rank} = card.says;
  const text = against ? spaced([because, ...whatSpeaksAgainst(rules, rules.findings[against], values)]) : because;
  return {id, on_the_page: rank ?? null, text, evidence: card.evidence ?? []};
}

function whatSpeaksAgainst(rules, finding, values) {
  const kept = keptFromYes(finding, values);
  const label = name => (rules.inputs[name] ?? rules.findings[name]).label;
  const told = Object.entries(kept.against).map(([name, value]) => {
    const unit = rules.inputs[name]?.unit ? ` ${rules.inputs[name].unit}` : "";
    return value === "yes"
      ? label(name)
      : `${label(name)} (${typeof value === "string" ? spoken(rules, value) : `${value}${unit}`})`;
  });
  const open = eachOnce(kept.open.map(label)).join(", ");
  return [told.length ? `Against ${finding.label}: ${told.join(", ")}.` : "", open ? `Not settled: ${open}.` : ""];
}

// What is known to hold, and what could not be excluded; the worst first.
function alertsOf(child) {
  const {rules, place} = child,
    apart = rules.findings[rules.ids.concerns] ? rules.ids.sentence : null;
  const said = ([id]) => valueAt(rules, "alert", id, place);
  const rank = ([, {says}]) => [says.severity === "warning" ? 0 : 1, says.on_the_page ?? Infinity];
  const urgency = (one, other) => {
    const [a, b] = [rank(one), rank(other)];
    return a[0] - b[0] || (a[1] === b[1] ? 0 : a[1] - b[1]);
  };
  const cards = Object.entries(rules.cards)
    .filter(([id, card]) => card.kind === "alert" && id !== apart)
    .sort(urgency);
  return [
    cards.filter(each => said(each) === "shown").map(([id, card]) => alertOf(child, id, card)),
    cards.filter(each => said(each) === "open").map(([id, card]) => checkOf(child, id, card)),
  ];
}

function alertOf({rules, record, values}, id, card) {
  const {severity, short, text} = card.says,
    names = new Set();
  for (const name of Object.keys(matched(card.when, values))) {
    const reads = rules.inputs[name]?.reads;
    if (reads?.complete_in)
      drugsFound(rules, reads, at(record, listOfDrugs(reads)) ?? []).forEach(each => names.add(each));
  }
  const named = names.size ? `${text} Named in the record: ${[...names].join(", ")}.` : text;
  return {id, severity, short, text: named, bears_on: card.bears_on ?? [], evidence: card.evidence ?? []};
}

function checkOf({rules, record, values, lasting}, id, card) {
  const open = inputsBehind(rules, [card.when], values);
  // A list of drugs that was given is recorded: what is open then is the drug that could not be checked.
  const strangers = unknownDrugs(rules, at(record, "medications") ?? []);
  const asked = open.filter(name => !(strangers.length && lasting.has(name)));
  const unchecked = asked.length < open.length ? `Not checked: ${strangers.join(", ")}.` : "";
  const text = spaced([notRecorded(rules, asked), unchecked, `If present: ${card.says.text}`]);
  return {id, asks: fieldsOf(rules, open), bears_on: card.bears_on ?? [], text, evidence: card.evidence ?? []};
}

function unreadRemark(rules, record) {
  const unread = Object.keys(rules.unread).filter(path => isGiven(at(record, path)));
  if (!unread.length) return [];
  const names = unread.map(path => rules.unread[path]).join(", ");
  const text = `Recorded, but read by no rule, so that nothing is said about it: ${names}.`;
  return [
    {
      id: "recorded_but_not_read",
      severity: "info",
      short: "recorded, but read by no rule",
      text,
      bears_on: [],
      evidence: [],
    },
  ];
}

function drugsOf(rules, record) {
  const taken = eachOnce(at(record, "medications") ?? []).filter(name => !rules.drugs.others.has(normalised(name)));
  return taken.map(name => {
    const drug = rules.drugs.byName.get(normalised(name));
    const held = other =>
      !drug?.beside?.[other] ? "not_in_list" : drug.beside[other].includes("none_named") ? "none_named" : "interaction";
    return {
      name,
      per_drug: Object.fromEntries(Object.keys(rules.drugs.taken_beside).map(other => [other, held(other)])),
    };
  });
}
