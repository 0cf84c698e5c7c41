// The page: a card is chosen and changed, and who is answered differently stands beside it at once. Nothing is sent.

const page = id => document.getElementById(id);
const TEXTS = {because: "In its words", text: "In its words", reason: "In its words", short: "In short", interval: "Interval"};
const MOST_WORDS = 12;
let rules,
  id,
  draft,
  waiting;

const wasCard = () => rules.edit.rules[id];
const copied = value => JSON.parse(JSON.stringify(value));

function choose(name) {
  id = name in rules.edit.rules ? name : Object.keys(rules.edit.rules).find(each => rules.edit.rules[each].kind === "option");
  draft = copied(wasCard());
  page("card").value = id;
  page("of-card").href = `cards/${id}.html`;
  show();
}

// The form as the draft is, the focus where it was or where it belongs, and what the draft changes.
function show(focus) {
  const before = focus ?? document.activeElement?.id;
  page("fields").replaceChildren(...whenForm(), ...withheldForm(), ...saysForm());
  if (before) page(before)?.focus();
  tellSoon(0);
}

function whenForm() {
  const earlier = Object.keys(rules.edit.rules).filter(name => rules.edit.rules[name].kind === "finding");
  const is = {
    rules,
    findings: draft.kind === "finding" ? earlier.slice(0, earlier.indexOf(id)) : earlier,
    thresholds: thresholdsIn(wasCard()),
    say: (place, why) => (page(place).textContent = `Not taken: ${why}.`),
  };
  const box = (title, when, place, put) =>
    element("fieldset", {class: "question"}, element("legend", {}, title), conditionForm(is, when, place, put, null));
  if (draft.kind !== "finding") return [box("When it applies", draft.applies_when, "when", (when, focus) => ((draft.applies_when = when), show(focus)))];
  return draft.concludes.map((line, n) =>
    box(`It is “${spoken(rules, line.value)}” where`, line.when, `line${n}`, (when, focus) => {
      draft.concludes[n] = {...line, when};
      draft.lines = linesOf(draft.concludes);
      show(focus);
    }),
  );
}

// A lone yes implies a no where it is known not to hold.
function linesOf(concludes) {
  const [{value, when}] = concludes;
  return concludes.length === 1 && value === "yes" ? [...concludes, {value: "no", when: {not: when}}] : concludes;
}

function thresholdsIn(card) {
  return conditionsOf(card).flatMap(comparisons).map(({field, at_least: least, below}) => `${field} ${least ?? below}`);
}

function withheldForm() {
  const names = wasCard().withheld_by ?? [];
  if (!names.length) return [];
  const ticks = names.map(name => {
    const tick = element("input", {type: "checkbox", id: `withheld-${name}`, checked: draft.withheld_by.includes(name)});
    tick.addEventListener("change", () => {
      draft.withheld_by = names.filter(each => (each === name ? tick.checked : draft.withheld_by.includes(each)));
      tellSoon(0);
    });
    return element("label", {}, tick, ` ${rules.edit.rules[name].title}`);
  });
  const legend = element("legend", {}, "Withheld where one of these is known to hold");
  return [element("fieldset", {class: "question"}, legend, element("span", {class: "choices"}, ...ticks))];
}

function saysForm() {
  const asked = [textBox("title", "Title", draft, wasCard())];
  for (const [name, value] of Object.entries(draft.says ?? {})) {
    if (name in TEXTS && value) asked.push(textBox(name, TEXTS[name], draft.says, wasCard().says));
    if (name === "stance") asked.push(...stanceBoxes());
    if (name === "severity") asked.push(chosenBox("severity", "How loud", {info: "a remark", warning: "a warning"}));
    if (name === "status") asked.push(chosenBox("status", "Scope", {in_scope: "in scope", out_of_scope: "out of scope"}));
  }
  return [element("fieldset", {class: "question"}, element("legend", {}, "What it says"), ...asked)];
}

function chosenBox(name, label, values) {
  const chosen = choice(`says-${name}`, label, values, draft.says[name]);
  chosen.addEventListener("change", () => ((draft.says[name] = chosen.value), tellSoon(0)));
  return element("p", {}, element("label", {}, `${label} `, chosen));
}

function stanceBoxes() {
  const {stances, options, on_the_table: onTheTable} = rules.edit,
    option = options[draft.says.option];
  // A stance that the option may never be given cannot be chosen.
  const allowed = stances.slice(stances.indexOf(option.strongest_stance));
  const chosen = choice("says-stance", "Stance", Object.fromEntries(allowed.map(name => [name, rules.stances[name]])), draft.says.stance);
  chosen.addEventListener("change", () => {
    const isOn = onTheTable.includes(chosen.value);
    Object.assign(draft.says, {stance: chosen.value, temporary: option.always_temporary && isOn});
    draft.says.especially &&= isOn;
    draft.certainty = rules.edit.speak_of_an_effect.includes(chosen.value) ? wasCard().certainty : null;
    show();
  });
  const tick = element("input", {type: "checkbox", id: "says-especially", checked: draft.says.especially, disabled: !onTheTable.includes(draft.says.stance)});
  tick.addEventListener("change", () => ((draft.says.especially = tick.checked), tellSoon(0)));
  return [
    element("p", {}, `Option: ${rules.options[draft.says.option].label}`),
    element("p", {}, element("label", {}, "Stance ", chosen), " ", element("label", {}, tick, " especially here")),
  ];
}

function textBox(name, label, of, was) {
  const area = element("textarea", {id: `says-${name}`, rows: name === "title" || name === "short" ? 2 : 4, "aria-describedby": `says-${name}-said`}, of[name]);
  area.addEventListener("input", () => {
    const value = area.value.replace(/\s+/g, " ").trim();
    const why = name === "short" && value.split(" ").length > MOST_WORDS ? `expected ${MOST_WORDS} words at most` : value ? "" : "expected some words";
    of[name] = why ? was[name] : value;
    const unchecked = of[name] === was[name] ? "" : "Unchecked: until crdecide rules check has read these words, nobody knows whether they may be said.";
    page(`says-${name}-said`).textContent = why ? `Not taken: ${why}.` : unchecked;
    tellSoon(300);
  });
  return element("p", {}, element("label", {for: area.id}, label), element("br"), area, said(`says-${name}`));
}

function tellSoon(delay) {
  clearTimeout(waiting);
  page("answer").setAttribute("aria-busy", "true");
  waiting = setTimeout(tell, delay);
}

function tell() {
  try {
    const shown = isChanged() ? shownEdit() : [element("h2", {}, "Nothing is changed yet"), element("p", {}, "Change something in the form: what comes of it is said here.")];
    page("answer").replaceChildren(...shown);
  } catch (error) {
    fail(error);
  }
  page("strip").textContent = page("answer").querySelector("h2").textContent;
  page("answer").removeAttribute("aria-busy");
}

const isChanged = () => JSON.stringify(draft) !== JSON.stringify(wasCard());

function shownEdit() {
  const was = wasCard();
  return [...shownChanges(rules, was, draft, changesBy(rules, id, draft)), ...shownRemarks(was), ...shownFile(was)];
}

// What was changed, in words, and what is still to be done before anybody may rely on it.
function shownRemarks(was) {
  const made = thresholdsIn(draft).filter(each => !thresholdsIn(was).includes(each));
  const isWorded = JSON.stringify([was.title, was.says]) !== JSON.stringify([draft.title, draft.says]);
  const remarks = [...changedInWords(was)].map(([what, before, after]) => `${what}: ${before} → ${after}`);
  const open = ["Nothing here is in force: crdecide rules check has the last word, then the reviewers."];
  if (isWorded) open.push("What it says is unchecked until crdecide rules check has read it.");
  if (made.length) open.push(`Made by you, without a source: ${made.map(each => inFieldWords(each)).join("; ")}. No number stands in a card without one.`);
  if (was.certainty && !draft.certainty) open.push("The certainty is left out: at this stance no effect is named.");
  return [
    element("h3", {}, "What was changed"),
    element("ul", {}, ...remarks.map(text => element("li", {}, text))),
    element("h3", {}, "Before it counts"),
    element("ul", {}, ...open.map(text => element("li", {}, text))),
  ];
}

function inFieldWords(threshold) {
  const [field, number] = threshold.split(" ");
  return `${labelOf(rules, field)} ${number} ${rules.inputs[field].unit}`;
}

function* changedInWords(was) {
  const whens = card => (card.kind === "finding" ? card.concludes : [{value: "applies", when: card.applies_when}]);
  for (const [n, {value, when}] of whens(draft).entries()) {
    const [now, before] = [when, whens(was)[n].when].map(one => conditionInWords(rules, one));
    if (now !== before) yield [`${spoken(rules, value)} where`, before, now];
  }
  if (draft.title !== was.title) yield ["title", was.title, draft.title];
  const told = value => rules.stances[value] ?? (typeof value === "boolean" ? yesNo(value) : value);
  for (const name of Object.keys(was.says ?? {})) {
    if (draft.says[name] !== was.says[name]) yield [spoken(rules, name), told(was.says[name]), told(draft.says[name])];
  }
  const withheld = card => (card.withheld_by ?? []).map(name => rules.edit.rules[name].title).join(", ") || "nothing";
  if (withheld(draft) !== withheld(was)) yield ["withheld by", withheld(was), withheld(draft)];
}

function shownFile(was) {
  if (!was.text) return [element("p", {}, "These rules were put together in Python: there is no file to change.")];
  const made = thresholdsIn(draft).filter(each => !thresholdsIn(was).includes(each));
  const yaml = cardAsYaml(was, draft, made.length ? `without a source: ${made.map(inFieldWords).join("; ")}` : "");
  const file = was.file.split("/").at(-1);
  const save = element("a", {class: "save", id: "save", download: file, href: URL.createObjectURL(new Blob([yaml], {type: "text/yaml"}))}, `Download ${file}`);
  return [
    element("h3", {}, "The file, for a pull request"),
    element("p", {}, save, ` to put in the place of rules/${was.file}. Nothing is uploaded.`),
    element("textarea", {id: "yaml", rows: 14, readonly: true, "aria-label": `The changed ${file}`}, yaml),
  ];
}

// No old answer may stand where there is none.
function fail(error) {
  const words = "What this changes could not be worked out; nothing on this page is an answer.";
  page("answer").replaceChildren(element("h2", {}, "No answer"), element("p", {class: "danger", role: "alert"}, words));
  console.error(error);
}

async function start() {
  rules = prepared(await unpacked(page("rules").textContent.trim()));
  page("questions").addEventListener("submit", event => event.preventDefault());
  page("card").addEventListener("change", () => (location.hash = page("card").value));
  page("anew").addEventListener("click", () => choose(id));
  page("print").addEventListener("click", () => window.print());
  addEventListener("hashchange", () => choose(location.hash.slice(1)));
  choose(location.hash.slice(1));
  document.body.dataset.ready = "yes";
}

start().catch(fail);
