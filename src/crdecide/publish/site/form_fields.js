// The form: every field of the record as it is asked, not known until it is answered.

const MOST_AT_ONCE = 7,
  MOST_ENTRIES = 50,
  FIRST_OPEN = 3;

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes))
    if (value !== null && value !== false) made.setAttribute(key, value === true ? "" : value);
  made.append(...children);
  return made;
}

function formGroups(rules) {
  return rules.form.map((group, n) =>
    element(
      "details",
      {open: n < FIRST_OPEN},
      element("summary", {}, `${group.label} (${group.fields.length})`),
      ...group.fields.map(question),
    ),
  );
}

function question(field) {
  const box = element("fieldset", {class: "question", "data-field": field.path}, element("legend", {}, field.question));
  const described = `said-${field.path}`;
  if (field.type === "one") box.append(entryRow(field, field.path, described));
  else if (field.type === "several") box.append(entryRow(field, `${field.path}.0`, described));
  else box.append(control(field, field.path, described, !field.required));
  if (field.none) {
    const none = element("input", {type: "checkbox", name: `${field.path}:none`, "aria-describedby": described});
    box.append(element("p", {}, element("label", {}, none, ` ${field.none}`)));
  }
  box.append(element("p", {class: "said", id: described}));
  return box;
}

function entryRow(field, name, described) {
  const parts = field.entries.map(part =>
    element(
      "span",
      {class: "part"},
      element("span", {class: "name"}, part.label),
      " ",
      control(part, `${name}.${part.path.split(".").at(-1)}`, described, true),
    ),
  );
  return element("p", {class: "entry"}, ...parts);
}

const optionsOf = field => (field.type === "yes_no" ? {yes: "yes", no: "no"} : field.values);

function control(field, name, described, mayBeUnknown) {
  if (field.type === "choices") return ticks(field, name, described);
  if (field.type === "texts") {
    const area = element("textarea", {
      name,
      rows: 3,
      "aria-label": `${field.label}, one on each line`,
      "aria-describedby": described,
    });
    return element("span", {}, area, element("span", {class: "unit"}, " one on each line"));
  }
  if (field.type === "yes_no" || field.type === "choice") {
    const options = [...(mayBeUnknown ? [["", "not known"]] : []), ...Object.entries(optionsOf(field))];
    return options.length > MOST_AT_ONCE + 1
      ? selection(field, name, described, options)
      : radios(name, described, options);
  }
  const unit = field.unit ? element("span", {class: "unit"}, ` ${field.unit}`) : "";
  const decimal = field.type === "text" ? null : "decimal";
  return element(
    "span",
    {},
    element("input", {
      type: "text",
      name,
      inputmode: decimal,
      autocomplete: "off",
      "aria-label": field.label + (field.unit ? `, in ${field.unit}` : ""),
      "aria-describedby": described,
    }),
    unit,
  );
}

function radios(name, described, options) {
  const made = options.map(([value, words]) =>
    element(
      "label",
      {},
      element("input", {type: "radio", name, value, checked: value === "", "aria-describedby": described}),
      ` ${words}`,
    ),
  );
  return element("span", {class: "choices"}, ...made);
}

function selection(field, name, described, options) {
  const made = options.map(([value, words]) => element("option", {value}, words));
  return element("select", {name, "aria-label": field.label, "aria-describedby": described}, ...made);
}

function ticks(field, name, described) {
  const made = Object.entries(field.values).map(([value, words]) =>
    element("label", {}, element("input", {type: "checkbox", name, value, "aria-describedby": described}), ` ${words}`),
  );
  return element("span", {class: "choices"}, ...made);
}

// What is entered for a field: null where it is not known. What cannot be read is told as {refused}.

const named = name => [...document.getElementsByName(name)];
const boxOf = path => document.querySelector(`fieldset[data-field="${path}"]`);

function entered(field) {
  const isNone = named(`${field.path}:none`).some(each => each.checked);
  if (!["choices", "texts", "several"].includes(field.type)) return enteredOne(field, field.path);
  const list = enteredList(field);
  if (list.refused) return list;
  if (isNone && list.length) return {refused: `“${field.none}” is marked, and yet something is entered`};
  return list.length ? list : isNone ? [] : null;
}

function enteredList(field) {
  if (field.type === "choices")
    return named(field.path)
      .filter(each => each.checked)
      .map(each => each.value);
  if (field.type === "texts")
    return named(field.path)[0]
      .value.split("\n")
      .map(line => line.trim())
      .filter(Boolean);
  const entries = [];
  for (let n = 0; named(`${field.path}.${n}.${field.entries[0].path.split(".").at(-1)}`).length; n += 1) {
    const entry = enteredEntry(field, `${field.path}.${n}`);
    if (entry?.refused) return entry;
    if (entry) entries.push(entry);
  }
  return entries;
}

function enteredEntry(field, name) {
  const entry = {};
  for (const part of field.entries) {
    const own = part.path.split(".").at(-1),
      value = enteredOne(part, `${name}.${own}`);
    if (value?.refused) return {refused: `${part.label}: ${value.refused}`};
    if (value !== null) entry[own] = value;
  }
  return Object.keys(entry).length ? entry : null;
}

function enteredOne(field, name) {
  if (field.type === "one") return enteredEntry(field, name);
  const controls = named(name);
  const typed = (
    controls[0].type === "radio" ? (controls.find(each => each.checked)?.value ?? "") : controls[0].value
  ).trim();
  if (typed === "") return null;
  if (field.type === "yes_no") return typed === "yes";
  if (field.type === "whole_number")
    return /^-?\d{1,9}$/.test(typed) ? Number(typed) : {refused: "expected a whole number"};
  if (field.type === "number")
    return /^-?(\d+\.?\d*|\.\d+)$/.test(typed)
      ? Number(typed)
      : {refused: "expected a number such as 12.5, with a point"};
  return typed;
}

// Put a value of the record into its controls; null leaves them not known.
function enter(field, value) {
  named(`${field.path}:none`).forEach(each => {
    each.checked = Array.isArray(value) && !value.length;
  });
  if (field.type === "choices")
    named(field.path).forEach(each => {
      each.checked = (value ?? []).includes(each.value);
    });
  else if (field.type === "texts") named(field.path)[0].value = (value ?? []).join("\n");
  else if (field.type === "one") enterEntry(field, field.path, value ?? {});
  else if (field.type === "several") {
    const rows = boxOf(field.path).querySelectorAll("p.entry");
    [...rows].slice(1).forEach(row => row.remove());
    (value?.length ? value : [{}]).forEach((entry, n) => {
      addRows(field, n + 1);
      enterEntry(field, `${field.path}.${n}`, entry);
    });
    growRows(field);
  } else enterOne(field, field.path, value);
}

function enterEntry(field, name, entry) {
  for (const part of field.entries) {
    const own = part.path.split(".").at(-1);
    enterOne(part, `${name}.${own}`, entry[own] ?? null);
  }
}

function enterOne(field, name, value) {
  const text = value === null ? "" : typeof value === "boolean" ? yesNo(value) : String(value),
    controls = named(name);
  if (controls[0].type === "radio")
    controls.forEach(each => {
      each.checked = each.value === text;
    });
  else controls[0].value = text;
}

function addRows(field, rows) {
  const box = boxOf(field.path);
  for (let n = box.querySelectorAll("p.entry").length; n < Math.min(rows, MOST_ENTRIES); n += 1) {
    [...box.querySelectorAll("p.entry")].at(-1).after(entryRow(field, `${field.path}.${n}`, `said-${field.path}`));
  }
}

// After the last entry that is filled in stands one to fill in.
function growRows(field) {
  const rows = boxOf(field.path).querySelectorAll("p.entry").length;
  if (enteredEntry(field, `${field.path}.${rows - 1}`)) addRows(field, rows + 1);
}
