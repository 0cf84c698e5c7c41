// The answer as elements: the one page, then everything that is missing and what would change.

function shownAnswer(rules, record, answer, beside) {
  const page = pageOf(rules, answer);
  return [
    ...(beside ? withRefusal(page.before, beside) : page.before).map(shownBlock),
    element("p", {class: "child"}, inWords(rules, record)),
    ...(page.rows.length ? [shownTable(page.rows)] : []),
    ...page.after.map(shownBlock),
    ...shownList(
      "Each option, in full",
      answer.options.map(option => shownOption(rules, answer, option)),
    ),
    ...shownList(
      "Each alert, in full",
      answer.alerts.map(({short, text}) => [`${short}: ${text}`]),
    ),
    ...shownList(
      "Follow-up in guidance, in full",
      answer.monitoring.map(({text, interval}) => [`${text}: ${interval}`]),
    ),
    ...shownList(
      "Could not be excluded, in full",
      answer.checks.map(check => [check.text]),
    ),
    ...shownList(
      "Not known, and could change this",
      answer.missing.map(each => shownMissing(rules, record, answer, each)),
    ),
    ...shownList(
      "Would change, were it different",
      answer.would_change.map(({field, from, to, effect}) => [`${rules.labels[field]}: ${from} → ${to}: ${effect}`]),
    ),
  ];
}

// Where something was not taken, danger comes first for all that, and nothing reassures.
function withRefusal(before, {danger, labels}) {
  const rest = before.filter(({kind}) => kind !== "no_danger" && !(danger && kind === "open_danger"));
  const isSaid = rest.some(({kind}) => kind === "danger" || kind === "open_danger");
  const first = [];
  if (danger && !rest.some(({kind}) => kind === "danger")) first.push(...block("danger", [danger]));
  else if (!isSaid)
    first.push(...block("open_danger", ["A danger is not excluded: something that is entered was not taken."]));
  return [...first, ...rest, {kind: "refused", title: "NOT TAKEN, SO NOT IN THIS ANSWER", entries: labels}];
}

// What is said of an option, whole: with the caveats that it is never shown without.
function shownOption(rules, answer, option) {
  const caveats = answer.caveats.filter(({id}) => option.caveats.includes(id)).map(({text}) => text);
  const {label} = rules.options[option.option];
  const texts = [option.rationale, ...option.notes.map(({text}) => text), ...caveats];
  return [element("b", {}, `${label}: ${rules.stances[option.stance]}.`), ` ${texts.join(" ")}`];
}

function shownBlock({kind, title, entries}) {
  const told =
    entries.length === 1
      ? [element("p", {}, entries[0])]
      : [element("ul", {}, ...entries.map(entry => element("li", {}, entry)))];
  const role = kind === "danger" ? "alert" : null;
  return element(
    "section",
    {class: `block ${kind.replaceAll("_", "-")}`, role},
    ...(title ? [element("h2", {}, title)] : []),
    ...told,
  );
}

function shownTable(rows) {
  const heads = ["What the evidence says", "Stance", "Certainty (of what)", "Turns on"];
  const head = element("tr", {}, ...heads.map(text => element("th", {scope: "col"}, text)));
  const body = rows.map(row =>
    element(
      "tr",
      {class: row.strong ? "strong" : null},
      element("th", {scope: "row"}, row.option),
      ...[row.stance, row.certainty, row.turns_on].map(text => element("td", {}, text)),
    ),
  );
  const table = element("table", {}, element("thead", {}, head), element("tbody", {}, ...body));
  return element(
    "div",
    {class: "scrolls", role: "region", "aria-label": "What the evidence says", tabindex: "0"},
    table,
  );
}

function shownList(title, entries) {
  if (!entries.length) return [];
  const items = entries.map(entry => element("li", {class: "entry"}, ...entry));
  return [
    element(
      "details",
      {class: "full", "data-list": title},
      element("summary", {}, `${title} (${entries.length})`),
      element("ol", {}, ...items),
    ),
  ];
}

function shownMissing(rules, record, answer, {field, question: text, could_change: what, worth_asking: isSensible}) {
  const go = element("button", {type: "button", class: "go", "data-go": field}, text);
  const others = what.filter(each => each in rules.functions.alert).length;
  const told = what.filter(each => !(each in rules.functions.alert)).map(each => spoken(rules, each));
  if (others) told.push(others > 1 ? `${others} alerts or checks` : "an alert or check");
  const could = ` could change: ${told.join(", ")}${isSensible ? "" : "; would not be asked of this child"}`;
  // Options are named only where they are weighed, since then their caveats stand above.
  const lines = answer.options.length ? ifAnswered(rules, record, rules.fields.get(field)) : [];
  return [go, could, ...shownIfAnswered(rules, rules.fields.get(field), lines)];
}

// Nothing where no answer changes anything by itself.
function shownIfAnswered(rules, field, lines) {
  const told = lines.map(([value, would]) => [valueInWords(field, value), toldWould(rules, would)]);
  if (!told.some(([, words]) => words.length)) return [];
  const items = told.map(([value, words]) =>
    element("li", {}, `if ${value}: ${words.join("; ") || "no option changes by this alone"}`),
  );
  return [element("ul", {class: "small"}, ...items)];
}

function toldWould(rules, {danger, scope, options}) {
  return [
    ...(danger ? ["a danger, said first"] : []),
    ...(scope ? [spoken(rules, scope)] : []),
    ...options.map(
      ([name, {stance, especially}]) =>
        `${rules.options[name].label}: ${rules.stances[stance]}${especially ? ", especially here" : ""}`,
    ),
  ];
}

// Everything that is entered, by the names of the form.
function inWords(rules, record) {
  const known = flattened(rules, record),
    told = [];
  for (const field of rules.form.flatMap(group => group.fields)) {
    if (field.path in known) told.push(`${labelWithUnit(field)}: ${valueInWords({...field, unit: null}, known[field.path])}`);
  }
  return told.length ? told.join("; ") : "Nothing is entered yet: everything is unknown, which is never taken for no.";
}

// "age in days: 1", since "1 days" is no English; a number of tumours needs no unit.
function labelWithUnit({label, unit}) {
  return unit && !label.includes(unit) ? `${label} in ${unit}` : label;
}

function valueInWords(field, value) {
  if (Array.isArray(value))
    return value.length ? value.map(each => valueInWords({...field, none: null}, each)).join(", ") : "none";
  if (isObject(value)) {
    const parts = field.entries.filter(part => part.path.split(".").at(-1) in value);
    return parts.map(part => `${part.label} ${valueInWords(part, value[part.path.split(".").at(-1)])}`).join(", ");
  }
  if (typeof value === "boolean") return yesNo(value);
  return `${field.values?.[value] ?? value}${field.unit ? ` ${field.unit}` : ""}`;
}
