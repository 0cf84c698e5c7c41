// What no record may hold: each value by itself, by the form; and values that contradict each other, as `Patient`
// refuses them.

// What is wrong, each with its fields; nothing where the record is possible.
function faultsOf(rules, record) {
  const faults = valueFaults(rules, record);
  return faults.length ? faults : contradictions(rules, record);
}

function valueFaults(rules, record) {
  return Object.entries(flattened(rules, record)).flatMap(([path, value]) => {
    if (!rules.fields.has(path)) return [{fields: [path], why: "this is no field of the form"}];
    const why = wrongWith(rules.fields.get(path), value);
    return why ? [{fields: [path], why}] : [];
  });
}

// Each field of a record that is known, by its path; a dose and a list are one field.
function flattened(rules, record, above = "") {
  const fields = {};
  for (const [name, value] of Object.entries(record)) {
    const path = above + name;
    if (value === null || value === undefined) continue;
    if (isObject(value) && rules.sections.has(path)) Object.assign(fields, flattened(rules, value, `${path}.`));
    else fields[path] = value;
  }
  return fields;
}

const isObject = value => typeof value === "object" && value !== null && !Array.isArray(value);

function wrongWith(field, value) {
  switch (field.type) {
    case "yes_no":
      return typeof value === "boolean" ? null : "expected yes or no";
    case "choice":
      return typeof value === "string" && Object.hasOwn(field.values, value)
        ? null
        : `expected one of ${Object.values(field.values).join(", ")}`;
    case "whole_number":
      return Number.isInteger(value) ? wrongNumber(field, value) : "expected a whole number";
    case "number":
      return Number.isFinite(value) ? wrongNumber(field, value) : "expected a number such as 12.5";
    case "text":
      return wrongText(value, field.bounds?.maxLength ?? 1000, 0);
    case "one":
      return wrongEntry(field, value);
  }
  if (!Array.isArray(value)) return "expected a list";
  const one = each => {
    if (field.type === "several") return wrongEntry(field, each);
    return field.type === "texts" ? wrongText(each, 200, 1) : wrongWith({...field, type: "choice"}, each);
  };
  return value.map(one).find(Boolean) ?? null;
}

function wrongNumber({bounds = {}, unit}, value) {
  const of = unit ? ` ${unit}` : "";
  if (value < bounds.minimum) return `expected ${bounds.minimum}${of} or more`;
  if (value <= bounds.exclusiveMinimum) return `expected more than ${bounds.exclusiveMinimum}${of}`;
  return value > bounds.maximum ? `expected ${bounds.maximum}${of} or less` : null;
}

function wrongText(value, most, least) {
  if (typeof value !== "string" || [...value].length < least || [...value].length > most)
    return `expected a text of at most ${most} letters`;
  return /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/u.test(value) ? "expected one line of letters and signs" : null;
}

function wrongEntry(field, value) {
  if (!isObject(value)) return "expected an entry";
  const parts = field.entries,
    names = parts.map(part => part.path.split(".").at(-1));
  const stranger = Object.keys(value).find(name => !names.includes(name));
  if (stranger) return `${stranger} is no part of it`;
  for (const [n, part] of parts.entries()) {
    const given = value[names[n]] ?? null;
    if (given === null && part.required) return `${part.label} is missing here`;
    const why = given === null ? null : wrongWith(part, given);
    if (why) return `${part.label}: ${why}`;
  }
  return null;
}

function labelsOf(rules, names) {
  return eachOnce(names.map(name => rules.inputs[name].label)).join(", ");
}

function contradictions(rules, record) {
  const values = observed(rules, record);
  const told = rules.contradictions
    .filter(when => truth(when, values))
    .map(when => ({
      fields: eachOnce([...fieldsRead(when)].map(name => rules.inputs[name].field)),
      why: `contradicts what else is entered: ${labelsOf(rules, [...fieldsRead(when)])}`,
    }));
  const course = courseOf(record);
  return [...told, ...WEIGHED.filter(({isSo}) => isSo(course)).map(({fields, why}) => ({fields, why}))];
}

const STATUS = "treatment.mtor_inhibitor.status";
const STARTED = "treatment.mtor_inhibitor.started_on_age_days";
const STOPPED = "treatment.mtor_inhibitor.stopped_on_age_days";
const COUNT = "tumours.count";
const MEASURED = "tumours.measurements";

function courseOf(record) {
  const measurements = at(record, MEASURED) ?? [];
  const [started, stopped] = [at(record, STARTED), at(record, STOPPED)];
  return {
    age: ageInDays(record),
    count: at(record, COUNT),
    sites: new Set(measurements.map(each => each.location ?? null).filter(Boolean)).size,
    status: at(record, STATUS),
    started,
    stopped,
    days: [...measurements.map(each => each.on_age_days), started, stopped].filter(day => day !== null),
  };
}

// What is weighed beside the contradictions of the vocabulary.
const WEIGHED = [
  {
    fields: [MEASURED, COUNT],
    why: "one tumour is entered, and measurements at several sites",
    isSo: ({count, sites}) => count === 1 && sites > 1,
  },
  {
    fields: [STOPPED, STARTED],
    why: "the drug was stopped before it was started",
    isSo: ({started, stopped}) => started !== null && stopped !== null && stopped < started,
  },
  {
    fields: [STATUS, STARTED, STOPPED],
    why: "no mTOR inhibitor is entered, and a start or stop of one",
    isSo: ({status, started, stopped}) => status === "none" && (started !== null || stopped !== null),
  },
  {
    fields: [STATUS, STOPPED],
    why: "an mTOR inhibitor is planned or being taken, and a stop of it is entered",
    isSo: ({status, stopped}) => ["planned", "current"].includes(status) && stopped !== null,
  },
  {
    fields: ["age_days", MEASURED, STARTED, STOPPED],
    why: "something is dated later than the age of the child",
    isSo: ({age, days}) => age !== null && days.some(day => day > age),
  },
];

function labelsOf(rules, names) {
  return eachOnce(names.map(name => rules.inputs[name].label)).join(", ");
}

// The record with one field set; null makes it unknown.
function withValue(into, path, value) {
  const [name, ...rest] = path.split(".");
  const below = rest.length ? withValue(into[name] ?? {}, rest.join("."), value) : value;
  const {[name]: _, ...others} = into;
  const isNothing = below === null || (rest.length && !Object.keys(below).length);
  return isNothing ? others : {...into, [name]: below};
}

// The danger sentence, by what can be read of a record that contradicts itself; null where nothing calls for it.
function dangerBeside(rules, source) {
  const [dangers, others] = rules.danger_fields;
  for (const order of [others, [...others].reverse()]) {
    let readable = {};
    for (const path of [...dangers, ...order]) {
      const value = at(source, path);
      if (value === null || !rules.fields.has(path) || wrongWith(rules.fields.get(path), value)) continue;
      const supposed = withValue(readable, path, value);
      if (!contradictions(rules, supposed).length) readable = supposed;
    }
    const {text} = answerFor(rules, readable).danger;
    if (text !== null) return text;
  }
  return null;
}
