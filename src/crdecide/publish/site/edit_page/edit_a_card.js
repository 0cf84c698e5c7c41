// The page: a card is chosen and changed, and who is answered differently stands beside it at once. Nothing is sent.

const page = id => document.getElementById(id);
let rules, id, draft, waiting;
// What was changed of each card, so that nothing is lost when another is looked at.
const drafts = {};

const wasCard = () => rules.edit.rules[id];
const copied = value => JSON.parse(JSON.stringify(value));

function choose(name) {
  id = name;
  draft = drafts[id] ??= copied(wasCard());
  page("card").value = id;
  page("of-card").href = `cards/${id}.html`;
  show();
}

// The card that the address names, if it names one.
function cardInAddress() {
  const name = location.hash.slice(1);
  return Object.hasOwn(rules.edit.rules, name) ? name : null;
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
  if (draft.kind !== "finding")
    return [
      box("When it applies", draft.applies_when, "when", (when, focus) => ((draft.applies_when = when), show(focus))),
    ];
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
  return conditionsOf(card)
    .flatMap(comparisons)
    .map(({field, at_least: least, below}) => `${field} ${least ?? below}`);
}

function tellSoon(delay) {
  clearTimeout(waiting);
  page("answer").setAttribute("aria-busy", "true");
  waiting = setTimeout(tell, delay);
}

function tell() {
  try {
    page("answer").replaceChildren(...(isChanged() ? shownEdit() : shownNothing()));
  } catch (error) {
    fail(error);
  }
  page("strip").textContent = page("answer").querySelector("h2").textContent;
  page("answer").removeAttribute("aria-busy");
}

const isChanged = () => isOtherwise(id);
const isOtherwise = name => JSON.stringify(drafts[name]) !== JSON.stringify(rules.edit.rules[name]);

function shownNothing() {
  // What the rules say now is worked out already, so that the first change is answered as quickly as all others.
  asTheyWere(rules, Object.values(rules.edit.rules).flatMap(conditionsOf));
  return [
    element("h2", {}, "Nothing is changed yet"),
    element("p", {}, "Change something in the form: what comes of it is said here."),
  ];
}

function shownEdit() {
  const was = wasCard();
  return [...shownChanges(rules, was, draft, changesBy(rules, id, draft)), ...shownRemarks(was), ...shownFile(was)];
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
  page("anew").addEventListener("click", () => {
    delete drafts[id];
    choose(id);
  });
  page("print").addEventListener("click", () => window.print());
  page("strip").addEventListener("click", event => {
    // The part of the address behind the # is the card's.
    event.preventDefault();
    page("answer").scrollIntoView();
  });
  addEventListener("beforeunload", event => {
    // What was changed is kept nowhere else.
    if (Object.keys(drafts).some(isOtherwise)) event.preventDefault();
  });
  addEventListener("hashchange", () => cardInAddress() && choose(cardInAddress()));
  choose(cardInAddress() ?? Object.keys(rules.edit.rules).find(name => rules.edit.rules[name].kind === "option"));
  document.body.dataset.ready = "yes";
}

start().catch(fail);
