// The page: what is entered becomes a record, the record an answer, and the answer stands beside the form at once.

const page = id => document.getElementById(id);
const refused = new Map();
let rules,
  fields,
  record = {};

// Take a value into the record, unless no child can be like that; why it was not taken, or null.
function take(field, value) {
  record = withValue(record, field.path, null);
  if (value === null) return null;
  const isLong = field.type === "several" && value.length > MOST_ENTRIES;
  const why = value.refused ?? (isLong ? `expected at most ${MOST_ENTRIES} entries` : wrongWith(field, value));
  if (why) return why;
  const supposed = withValue(record, field.path, value);
  const [fault] = contradictions(rules, supposed);
  if (fault) return fault.why;
  record = supposed;
  return null;
}

function changed(field) {
  const before = at(record, field.path);
  if (field.type === "several") growRows(field);
  const value = entered(field),
    why = take(field, value);
  if (why && ["yes_no", "choice"].includes(field.type)) {
    // A choice that cannot be goes back to what it was.
    take(field, before);
    enter(field, before);
    named(field.path)
      .find(each => each.checked)
      ?.focus();
  }
  note(field, why, value);
  for (const other of fields.filter(each => refused.has(each.path) && each !== field)) {
    note(other, take(other, entered(other)), entered(other));
  }
  show();
}

function note(field, why, value) {
  if (why) refused.set(field.path, value);
  else refused.delete(field.path);
  const said = page(`said-${field.path}`);
  said.replaceChildren(...(why ? [element("b", {class: "refused"}, `Not taken: ${why}.`)] : []));
  if (why) boxOf(field.path).setAttribute("aria-invalid", "true");
  else boxOf(field.path).removeAttribute("aria-invalid");
}

function show() {
  try {
    const answer = answerFor(rules, record);
    const beside = refused.size ? besideRefusal() : null;
    const unfolded = page("answer").querySelectorAll("details[open]");
    const titles = [...unfolded].map(each => each.dataset.list);
    page("answer").replaceChildren(...shownAnswer(rules, record, answer, beside));
    for (const list of page("answer").querySelectorAll("details")) list.open = titles.includes(list.dataset.list);
    page("strip").textContent = inShort(answer, beside);
    page("json").value = JSON.stringify(record, null, 2);
    page("scenario").value = scenarioOf(rules, record, answer);
  } catch (error) {
    fail(error);
  }
  for (const field of fields) boxOf(field.path).hidden = !isAsked(field);
  keepLink();
}

// What was not taken, by the names of the form, and the danger that can be read in it for all that.
function besideRefusal() {
  let source = record;
  for (const [path, value] of refused) source = withValue(source, path, value);
  return {danger: dangerBeside(rules, source), labels: [...refused.keys()].map(path => rules.fields.get(path).label)};
}

// No old answer may stand where there is none.
function fail(error) {
  const words = "The answer could not be worked out; nothing on this page is an answer. This is no reassurance.";
  page("answer").replaceChildren(element("section", {class: "block refused", role: "alert"}, element("p", {}, words)));
  page("strip").textContent = words;
  page("json").value = page("scenario").value = "";
  console.error(error);
}

function inShort(answer, beside) {
  const warnings = answer.alerts.filter(alert => alert.severity === "warning").length;
  const text = answer.danger.text ?? beside?.danger ?? null;
  const open = beside || answer.danger.asks.length ? "A danger is not excluded." : "";
  // What stays in sight on a narrow screen is the beginning of the sentence, which stands whole in the answer.
  const danger = text === null ? open : `${text.split(/[,;]/)[0]}.`;
  return (
    [danger, warnings ? `${warnings} warning${warnings > 1 ? "s" : ""}.` : ""].filter(Boolean).join(" ") || "The answer"
  );
}

// A question that makes no sense beside another answer is put away, unless it is answered.
function isAsked(field) {
  const isSensible = ([path, values]) => {
    const other = at(record, path);
    return other === null || values.includes(typeof other === "boolean" ? yesNo(other) : other);
  };
  return (
    at(record, field.path) !== null ||
    refused.has(field.path) ||
    Object.entries(field.asked_where ?? {}).every(isSensible)
  );
}

// The link holds the child behind its #, which no browser sends. It begins with how many answers it holds, so that one
// that was cut on its way is told from a whole one; it has no +, which some mail programs change.

const HOW_MANY = "answers";

function keepLink() {
  const known = flattened(rules, record);
  const paths = fields.map(field => field.path).filter(path => path in known);
  const parts = paths.map(path => `${path}=${encodeURIComponent(JSON.stringify(known[path]))}`);
  const link = parts.length ? `#${[`${HOW_MANY}=${parts.length}`, ...parts].join("&")}` : "#";
  page("link").value = location.href.split("#")[0] + link;
  try {
    history.replaceState(null, "", link);
  } catch {
    // Where a browser lets no page on a disk set its address, the link is there to copy.
  }
}

// The answers of a link by their fields. A mail program may have written it in percents as a whole.
function linkParts(hash) {
  const text = hash.includes("=") ? hash : decodeURIComponent(hash);
  return new Map(
    text
      .split("&")
      .filter(Boolean)
      .map(part => {
        const [path, ...value] = part.split("=");
        return [path, value.join("=")];
      }),
  );
}

function readLink() {
  try {
    enterLink();
  } catch (error) {
    fail(error);
  }
}

function enterLink() {
  record = {};
  refused.clear();
  const parts = linkParts(location.hash.slice(1)),
    said = [];
  for (const field of fields) {
    const value = parts.has(field.path) ? parsed(parts.get(field.path)) : null;
    const why = take(field, value);
    enter(field, at(record, field.path));
    note(field, why, value);
  }
  const strangers = [...parts.keys()].filter(path => path !== HOW_MANY && !rules.fields.has(path));
  if (strangers.length) said.push(`Of the link this was not taken: ${strangers.join(", ")}.`);
  const meant = parts.get(HOW_MANY),
    came = parts.size - strangers.length - (parts.has(HOW_MANY) ? 1 : 0);
  if (meant !== undefined && meant !== String(came)) {
    said.push(`The link has been changed on its way: it held ${meant} answers, and ${came} came.`);
  }
  page("of-link").textContent = said.join(" ");
  show();
}

function parsed(text) {
  try {
    return JSON.parse(decodeURIComponent(text));
  } catch {
    return {refused: "what the link says cannot be read"};
  }
}

function goTo(path) {
  const box = boxOf(path);
  if (!box) return;
  box.closest("details").open = true;
  box.hidden = false;
  const first = box.querySelector("input:checked, input, select, textarea");
  first.focus();
  box.scrollIntoView({block: "nearest"});
}

function fieldOf(target) {
  const path = target.closest("fieldset")?.dataset.field;
  return fields.find(field => field.path === path);
}

async function start() {
  rules = prepared(await unpacked(page("rules").textContent.trim()));
  fields = rules.form.flatMap(group => group.fields);
  page("groups").replaceChildren(...formGroups(rules));
  page("questions").addEventListener("change", event => {
    if (fieldOf(event.target)) changed(fieldOf(event.target));
  });
  page("questions").addEventListener("submit", event => event.preventDefault());
  document.addEventListener("click", event => {
    const {go, do: what} = event.target.dataset ?? {};
    // The part of the address behind the # is the child's.
    if (go) event.preventDefault();
    if (go === "answer") page("answer").scrollIntoView();
    else if (go) goTo(go);
    if (what === "print") window.print();
    if (what === "anew") location.hash = "";
  });
  addEventListener("hashchange", readLink);
  readLink();
  document.body.dataset.ready = "yes";
}

start().catch(fail);
