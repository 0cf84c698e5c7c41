// From a record to the values of the inputs: one function for each way of reading; null is unknown.

const PATHS = {};

function at(record, path) {
  if (path === "age") return ageInDays(record);
  let value = record;
  for (const name of (PATHS[path] ??= path.split("."))) {
    if (value === null || value === undefined) return null;
    value = Array.isArray(value) ? value.map(entry => entry[name] ?? null) : value[name];
  }
  return value ?? null;
}

function ageInDays(record) {
  const {age_days: days, birth_date: born, assessed_on: seen} = record;
  if (days !== null && days !== undefined) return days;
  return born && seen ? daysBetween(born, seen) : null;
}

function daysBetween(earlier, later) {
  return Math.round((Date.parse(later) - Date.parse(earlier)) / 86400000);
}

const yesNo = one => (one ? "yes" : "no");
const isGiven = value => value !== null && !(Array.isArray(value) && value.length === 0);
const ofList = (list, read) => (list === null ? null : read(list));

const WAYS = {
  value(reads, record) {
    const value = at(record, reads.value);
    return typeof value === "boolean" ? yesNo(value) : value;
  },
  count(reads, record) {
    const first = new Map(reads.as_one.flatMap(group => group.map(item => [item, group[0]])));
    const counted = items => items.filter(item => !reads.without.includes(item)).map(item => first.get(item) ?? item);
    return ofList(at(record, reads.count), items => new Set(counted(items)).size);
  },
  listed_in(reads, record) {
    return ofList(at(record, reads.listed_in), items => yesNo(items.some(item => reads.items.includes(item))));
  },
  given(reads, record) {
    return reads.given.some(path => isGiven(at(record, path))) ? "yes" : null;
  },
  drugs_in: readDrugs,
  drug_named_in: readDrugs,
  unchecked_in: readDrugs,
  highest_grade_in(reads, record) {
    return ofList(at(record, reads.highest_grade_in), events => {
      const grades = events.filter(event => event.event === reads.event).map(event => event.grade ?? null);
      const known = grades.filter(grade => grade !== null);
      return grades.length && !known.length ? null : Math.max(0, ...known);
    });
  },
  ungraded_in(reads, record) {
    const isUngraded = event => event.event === reads.event && (event.grade ?? null) === null;
    return ofList(at(record, reads.ungraded_in), events => yesNo(events.some(isUngraded)));
  },
  measured_change_in(reads, record) {
    return ofList(at(record, reads.measured_change_in), measurements => {
      const tumours = stepsOfEachTumour(measurements);
      if (!tumours.length) return null;
      if (reads.ever) return yesNo(tumours.some(steps => steps.includes(reads.ever)));
      const last = tumours.map(steps => steps.at(-1));
      return ["growing", "regressing"].find(course => last.includes(course)) ?? "stable";
    });
  },
};

function stepsOfEachTumour(measurements) {
  const places = new Map();
  for (const each of measurements) {
    const place = each.location ?? null,
      day = each.on_age_days;
    if (!places.has(place)) places.set(place, new Map());
    const sizes = places.get(place);
    sizes.set(day, Math.max(each.largest_mm, sizes.get(day) ?? 0));
  }
  const several = [...places.values()].filter(sizes => sizes.size > 1);
  return several.map(sizes => {
    const series = [...sizes].sort(([one], [other]) => one - other).map(([, size]) => size);
    return series
      .slice(1)
      .map((size, n) => (size > series[n] ? "growing" : size < series[n] ? "regressing" : "stable"));
  });
}

// Drugs

function readDrugs(reads, record, rules) {
  const names = at(record, listOfDrugs(reads));
  if (names === null) return null;
  if (drugsFound(rules, reads, names).length) return "yes";
  if (reads.drug_named_in || at(record, reads.complete_in) === false) return null;
  return staysOpen(rules, reads, names, null) ? null : "no";
}

function listOfDrugs(reads) {
  return reads.drugs_in ?? reads.drug_named_in ?? reads.unchecked_in;
}

// The names that make such an input yes.
function drugsFound(rules, reads, names) {
  const drugs = rules.drugs;
  if (reads.unchecked_in) return names.filter(name => !isCheckedBeside(drugs, normalised(name), reads.beside));
  return names.filter(name => classesOf(drugs.byName.get(normalised(name)), reads.beside).includes(reads.class));
}

function classesOf(drug, beside) {
  if (!drug) return [];
  return beside.length ? beside.flatMap(other => drug.beside?.[other] ?? []) : (drug.classes ?? []);
}

function isCheckedBeside(drugs, name, beside) {
  const drug = drugs.byName.get(name);
  return drugs.others.has(name) || Boolean(drug && beside.some(other => drug.beside?.[other]));
}

function unknownDrugs(rules, names) {
  const {byName, others} = rules.drugs;
  return names.filter(name => !byName.has(normalised(name)) && !others.has(normalised(name)));
}

// Whether the input is open with this list, and to ask for the list again would not settle it.
function staysOpen(rules, reads, names, complete) {
  if (reads.drug_named_in) return complete !== false;
  return Boolean(reads.drugs_in) && !reads.beside.length && unknownDrugs(rules, names).length > 0;
}

function lastingUnknowns(rules, record) {
  const isLasting = ({reads}) => {
    const names = at(record, listOfDrugs(reads));
    return names !== null && staysOpen(rules, reads, names, at(record, reads.complete_in));
  };
  return new Set(
    Object.keys(rules.inputs).filter(name => rules.inputs[name].reads.complete_in && isLasting(rules.inputs[name])),
  );
}

const NORMALISED = new Map();

// Case, accents, and blanks that are repeated or at an end do not count. Names are few and met again and again.
function normalised(name) {
  if (!NORMALISED.has(name)) NORMALISED.set(name, normalise(name));
  return NORMALISED.get(name);
}

function normalise(name) {
  const letters = [...name].map(folded).join("").normalize("NFKD");
  return [...letters]
    .filter(letter => !isCombining(letter))
    .join("")
    .split(/\s+/)
    .filter(Boolean)
    .join(" ");
}

// Full case folding: both kinds of a sharp s are "ss". A letter that only looks like the small one of "I" stays itself.
function folded(letter) {
  return letter === "ı" ? letter : letter.toLowerCase().toUpperCase().toLowerCase();
}

// A mark that combines is put before one of the last class.
function isCombining(letter) {
  return letter === "\u0345" || !("\u0345" + letter).normalize("NFD").startsWith("\u0345");
}

function observed(rules, record) {
  const values = {};
  for (const [name, {way, reads}] of Object.entries(rules.inputs)) values[name] = WAYS[way](reads, record, rules);
  return values;
}
