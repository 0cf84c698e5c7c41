// The answer as one page: blocks of sentences and a table, worst and strongest first, as `advisory/render/page.py` has
// it.

const TITLES = {
  danger: "",
  open_danger: "NOT EXCLUDED",
  no_danger: "",
  warnings: "WARNINGS",
  scope: "",
  reasons: "WHY",
  to_be_known: "NOT RECORDED, BEFORE OR ON AN mTOR INHIBITOR",
  questions: "WHAT TO ASK FIRST",
  remarks: "ALSO ON RECORD",
  follow_up: "FOLLOW-UP IN GUIDANCE",
  sources: "SOURCES",
  limits: "",
};
const MOST = {warnings: 3, questions: 3, notes: 9, followUp: 2, turns: 2, cited: 2, named: 4};

function pageOf(rules, answer) {
  const numbers = new Map();
  const cite = references => {
    const named = eachOnce(references.map(reference => rules.references[reference])).slice(0, MOST.cited);
    named.forEach(source => numbers.has(source) || numbers.set(source, numbers.size + 1));
    return named.length ? ` [${named.map(source => numbers.get(source)).sort((one, other) => one - other)}]` : "";
  };
  const labels = Object.fromEntries(
    answer.missing.filter(each => each.worth_asking).map(({field, label}) => [field, label]),
  );
  const page = {
    rules,
    answer,
    cite,
    labels,
    byStrength: [...answer.options].sort((one, other) => byStrength(rules, one, other)),
  };
  const before = [...dangerBlock(page), ...warningsBlock(page), ...scopeBlock(page)];
  const rows = page.byStrength.map(option => rowOf(page, option));
  const after = [
    ...reasonBlocks(page),
    ...block("to_be_known", toBeKnown(page)),
    ...questionsBlock(page),
    ...remarksBlock(page),
    ...followUpBlock(page),
    ...block(
      "sources",
      [...numbers].map(([source, number]) => `[${number}] ${rules.sources[source]}`),
    ),
    {kind: "limits", title: "", entries: [rules.short_disclaimer, rules.provenance]},
  ];
  return {before, rows, after};
}

function block(kind, entries, title = TITLES[kind]) {
  return entries.length ? [{kind, title, entries}] : [];
}

function dangerBlock({rules, answer: {danger, alerts}, cite, labels}) {
  if (danger.text !== null) return block("danger", [danger.text + cite(danger.evidence)]);
  if (danger.asks.length) {
    const asks = eachOnce(danger.asks.map(field => labels[field] ?? spoken(rules, field)));
    return block("open_danger", [`A danger is not excluded; not recorded: ${asks.join(", ")}.`]);
  }
  // Beside a warning nothing reassures.
  const isWarned = alerts.some(alert => alert.severity === "warning");
  const words = "Whatever counts here as possibly life-threatening is recorded as absent or controlled.";
  return danger.value === "no" && !isWarned ? block("no_danger", [words]) : [];
}

function warningsBlock({answer, cite}) {
  const warnings = answer.alerts.filter(alert => alert.severity === "warning");
  return block(
    "warnings",
    warnings.map(
      ({short, text, evidence}, n) => (n < MOST.warnings ? `${short}. ${text}` : `${short}.`) + cite(evidence),
    ),
  );
}

function scopeBlock({answer: {scope}}) {
  if (scope.status === "in_scope") return [];
  const isOut = scope.status === "out_of_scope";
  const last = isOut
    ? "Nothing is said here of any treatment; that is no advice against one."
    : "This is no reassurance.";
  return block(
    "scope",
    [[...scope.reasons, last].join(" ")],
    isOut ? "OUTSIDE THE EVIDENCE HELD HERE" : "CANNOT ASSESS",
  );
}

function byStrength(rules, one, other) {
  const stances = Object.keys(rules.stances),
    later = option => (option.option === rules.ids.review ? 0 : 1);
  return stances.indexOf(one.stance) - stances.indexOf(other.stance) || later(one) - later(other);
}

function rowOf({rules, labels}, option) {
  const marks = [spoken(rules, option.stance), option.especially && "especially here", option.timing].filter(Boolean);
  const turns = eachOnce(option.turns_on.filter(field => labels[field]).map(field => labels[field]));
  return {
    option: `${spoken(rules, option.option)}${option.temporary ? ", temporary" : ""}`,
    stance: marks.join(", "),
    certainty: option.certainty === null ? "" : `${spoken(rules, option.certainty)} (${option.certainty_of})`,
    turns_on: turns.slice(0, MOST.turns).join(", "),
    strong: rules.ids.on_the_table.includes(option.stance),
  };
}

const rank = (one, other) => (one.on_the_page ?? 0) - (other.on_the_page ?? 0);

// Why, for each option on the table; of an mTOR inhibitor always, with its caveats in full.
function reasonBlocks(page) {
  const {rules, answer, cite, byStrength: options} = page;
  const isMtor = option => option.option === rules.ids.mtor;
  const told = options.filter(
    option =>
      (isMtor(option) || rules.ids.on_the_table.includes(option.stance)) &&
      !rules.ids.already_said.includes(option.option),
  );
  const ofTold = told.flatMap(option => option.notes).filter(note => note.on_the_page);
  const toldIds = ofTold.map(note => note.id);
  const review =
    answer.danger.text === null ? (options.find(option => option.option === rules.ids.review)?.notes ?? []) : [];
  const ofReview = review.filter(note => note.on_the_page && !toldIds.includes(note.id)).sort(rank);
  const kept = [...ofReview, ...ofTold]
    .sort(rank)
    .slice(0, MOST.notes)
    .map(note => note.id);
  const sentences = notes =>
    notes
      .filter(note => kept.includes(note.id))
      .sort(rank)
      .map(note => note.text + cite(note.evidence));
  const why = (option, texts) =>
    block("reasons", texts.length ? [texts.join(" ")] : [], `WHY: ${spoken(rules, option)}`);
  const blocks = why(rules.ids.review, sentences(ofReview));
  for (const option of told) {
    const reason = option.rationale ? [option.rationale + cite(ofCards(option))] : [];
    blocks.push(
      ...why(option.option, [
        ...reason,
        ...sentences(option.notes),
        ...(isMtor(option) ? caveatsOf(page, option) : []),
      ]),
    );
  }
  return blocks;
}

// All of them, or nothing is said of the option at all.
function caveatsOf({rules, answer}, option) {
  const demanded = eachOnce([...option.caveats, ...rules.mtor_caveats]);
  const own = answer.caveats.filter(caveat => demanded.includes(caveat.id));
  if (own.length < demanded.length) throw new Error(`${option.option}: not to be spoken of without its caveats`);
  return own.map(caveat => caveat.short);
}

// What the reason itself cites: the notes cite for themselves.
function ofCards(option) {
  const noted = option.notes.flatMap(note => note.evidence);
  const own = option.evidence.filter(reference => !noted.includes(reference));
  return own.length ? own : option.evidence.slice(0, 1);
}

function toBeKnown({rules, answer, labels}) {
  const asks = answer.checks.filter(check => check.bears_on.includes(rules.ids.mtor)).flatMap(check => check.asks);
  const fields = eachOnce(asks).filter(field => labels[field] && !answer.danger.asks.includes(field));
  const told = fields.map(field => `[ ] ${labels[field]}`);
  const isOn = answer.options.some(
    ({option, stance}) => option === rules.ids.mtor && rules.ids.on_the_table.includes(stance),
  );
  const strangers = answer.drugs.filter(drug => Object.values(drug.per_drug).every(held => held === "not_in_list"));
  if ((asks.length || isOn) && strangers.length) {
    const more = strangers.length > MOST.named ? ` and ${strangers.length - MOST.named} more` : "";
    const names = strangers
      .slice(0, MOST.named)
      .map(({name}) => quoted(name))
      .join(", ");
    told.push(`[ ] NOT CHECKED for interactions here: ${names}${more}`);
  }
  return eachOnce(told);
}

// A name as somebody typed it: data, and no sentence of ours.
function quoted(name) {
  return /^\p{L}+$/u.test(name.replace(/[ -]/g, "")) ? name : `"${name}"`;
}

function questionsBlock({rules, answer}) {
  const isOption = what => what in rules.options;
  const sensible = answer.missing.filter(each => each.worth_asking);
  const ofScope = sensible.filter(({field}) => answer.scope.asks.includes(field));
  const leaves = each => (each.could_change.includes("scope") ? 1 : 0);
  const others = sensible
    .filter(each => each.could_change.some(isOption))
    .sort((one, other) => leaves(one) - leaves(other));
  const asked = (ofScope.length ? ofScope : others).slice(0, MOST.questions);
  return block(
    "questions",
    asked.map(each => {
      const options = each.could_change.filter(isOption).map(what => spoken(rules, what));
      return each.question + (leaves(each) || options.length > MOST.turns ? "" : ` (${options.join(", ")})`);
    }),
  );
}

function remarksBlock({answer}) {
  const infos = answer.alerts.filter(alert => alert.severity === "info");
  const told = infos.map(({short}) => `${short.slice(0, 1).toUpperCase()}${short.slice(1)}.`);
  return block("remarks", told.length ? [told.join(" ")] : []);
}

function followUpBlock({answer, cite}) {
  const told = answer.monitoring
    .slice(0, MOST.followUp)
    .map(({text, interval, evidence}) => `${text}: ${interval}${cite(evidence)}`);
  return block("follow_up", told.length ? [told.join("; ")] : []);
}
