// A condition as a form over its tree: groups of all or any, each part with a "not" or without, and comparisons with
// what the vocabulary has. Nothing else can be entered. `place` names each part, so that the focus stays where it
// was.

// `is` has the rules, the names that may be read, the thresholds of the card as it was, and what to do with an answer.
function conditionForm(is, when, place, put, remove) {
  const isNot = Boolean(when.not),
    part = when.not ?? when;
  const wrapped = (one, focus) => put(isNot ? {not: one} : one, focus);
  const not = element("input", {type: "checkbox", id: `${place}-not`, checked: isNot});
  not.addEventListener("change", () => put(not.checked ? {not: part} : part));
  const body = part.all || part.any ? groupForm(is, part, place, wrapped) : comparisonForm(is, part, place, wrapped);
  const buttons = remove
    ? [button(`${place}-remove`, "Remove", `Remove: ${conditionInWords(is.rules, when)}`, remove)]
    : [];
  const [first, ...below] = body;
  return element(
    "div",
    {class: "condition", role: "group", "aria-label": conditionInWords(is.rules, when)},
    element("label", {class: "not"}, not, " not"),
    ...first,
    ...buttons,
    ...below,
  );
}

function groupForm(is, part, place, put) {
  const key = part.all ? "all" : "any",
    parts = part[key];
  const joined = choice(
    `${place}-joined`,
    "How the parts are joined",
    {all: "all of these hold", any: "any of these holds"},
    key,
  );
  joined.addEventListener("change", () => put({[joined.value]: parts}));
  const items = parts.map((one, n) => {
    const others = parts.filter((_, other) => other !== n);
    const putOne = (changed, focus) => put({[key]: parts.map((each, other) => (other === n ? changed : each))}, focus);
    const removeOne = others.length ? () => put({[key]: others}, `${place}-add`) : null;
    return element("li", {}, conditionForm(is, one, `${place}.${n}`, putOne, removeOne));
  });
  const added = one => put({[key]: [...parts, one]}, `${place}.${parts.length}-${one.any ? "joined" : "field"}`);
  const adding = comparisonOf(is, Object.keys(is.rules.inputs)[0]);
  return [
    [joined],
    element("ul", {}, ...items),
    element(
      "p",
      {class: "buttons"},
      button(`${place}-add`, "Add a condition", null, () => added(adding)),
      button(`${place}-add-group`, "Add a group", null, () => added({any: [adding]})),
    ),
  ];
}

function comparisonForm(is, part, place, put) {
  const {rules} = is,
    entry = rules.inputs[part.field];
  // Several inputs may be asked for in one question, such as that for the drugs: those are told apart by their names.
  const asked = Object.values(rules.inputs).map(({label}) => label);
  const isAlone = label => asked.indexOf(label) === asked.lastIndexOf(label);
  const inputs = Object.fromEntries(
    Object.entries(rules.inputs).map(([name, {label}]) => [name, isAlone(label) ? label : `${label}: ${spoken(rules, name)}`]),
  );
  const findings = Object.fromEntries(is.findings.map(name => [name, rules.edit.rules[name].label]));
  const field = choice(
    `${place}-field`,
    "What is compared",
    {"What is recorded": inputs, Findings: findings},
    part.field,
  );
  field.addEventListener("change", () => put(comparisonOf(is, field.value)));
  if (entry?.type === "quantity") return [[field, ...quantityForm(is, part, place, put)], said(place)];
  const values = valuesOf(rules, entry, part.field);
  const ticks = values.map(value => {
    const tick = element("input", {type: "checkbox", id: `${place}-${value}`, checked: part.among.includes(value)});
    tick.addEventListener("change", () => {
      const among = values.filter(each => (each === value ? tick.checked : part.among.includes(each)));
      if (among.length) put({field: part.field, among});
      else ((tick.checked = true), is.say(`${place}-said`, "expected at least one value"));
    });
    return element("label", {}, tick, ` ${spoken(rules, value)}`);
  });
  return [[field, element("span", {class: "choices"}, " is ", ...ticks)], said(place)];
}

function quantityForm(is, part, place, put) {
  const {least, most, whole} = is.rules.edit.thresholds[part.field],
    {unit} = is.rules.inputs[part.field];
  const key = part.below === undefined ? "at_least" : "below";
  const how = choice(`${place}-how`, "How it is compared", {at_least: "is at least", below: "is below"}, key);
  how.addEventListener("change", () => put({field: part.field, [how.value]: part[key]}));
  const id = `${place}-number`,
    label = `Threshold in ${unit}, from ${least} to ${most}`;
  const number = element("input", {
    type: "text",
    inputmode: "decimal",
    id,
    "aria-label": label,
    value: part[key],
    "aria-describedby": `${place}-said`,
  });
  number.addEventListener("change", () => {
    const entered = number.value.trim(),
      value = /^\d+(\.\d+)?$/.test(entered) ? Number(entered) : NaN;
    if (value >= least && value <= most && (!whole || Number.isInteger(value)))
      return put({field: part.field, [key]: value});
    number.value = part[key];
    is.say(
      `${place}-said`,
      `expected ${whole ? "a whole number" : "a number"} from ${least} to ${most} ${unit}; got ${entered || "nothing"}`,
    );
  });
  const isSourced = is.thresholds.includes(`${part.field} ${part[key]}`);
  const ours = isSourced ? [] : [element("b", {class: "unsourced"}, "Made by you: this number has no source.")];
  return [how, number, ` ${unit} `, ...ours];
}

// A comparison to begin with: a number that the rules have already, or yes.
function comparisonOf(is, field) {
  const entry = is.rules.inputs[field];
  if (entry?.type === "quantity") return {field, at_least: entry.cuts[0] ?? is.rules.edit.thresholds[field].least};
  const values = valuesOf(is.rules, entry, field);
  return {field, among: [values.includes("yes") ? "yes" : values[0]]};
}

function said(place) {
  return element("span", {class: "said", id: `${place}-said`, role: "status"});
}

function button(id, text, label, act) {
  const made = element("button", {type: "button", id, "aria-label": label}, text);
  made.addEventListener("click", act);
  return made;
}

// A choice by name; of names in groups where the values are groups.
function choice(id, label, values, chosen) {
  const option = ([value, text]) => element("option", {value, selected: value === chosen}, text);
  const parts = Object.entries(values).map(([name, of]) =>
    typeof of === "string" ? option([name, of]) : element("optgroup", {label: name}, ...Object.entries(of).map(option)),
  );
  return element("select", {id, "aria-label": label}, ...parts);
}

function conditionInWords(rules, when) {
  if (when.not) return `not (${conditionInWords(rules, when.not)})`;
  const parts = when.all || when.any;
  if (!parts) return comparisonInWords(rules, when);
  const grouped = part => {
    const words = conditionInWords(rules, part);
    return (part.all || part.any)?.length > 1 ? `(${words})` : words;
  };
  return parts.map(grouped).join(when.all ? "; and " : "; or ");
}

function comparisonInWords(rules, {field, among, at_least: least, below}) {
  const label = labelOf(rules, field);
  if (among) return `${label}: ${among.map(value => spoken(rules, value)).join(" or ")}`;
  return below === undefined ? `${label} at least ${least}` : `${label} below ${below}`;
}

function labelOf(rules, name) {
  return rules.inputs[name]?.label ?? rules.edit.rules[name].label;
}
