// What comes of the cards for every child at once: by the precedence of `evaluation/precedence.py`. Each answer is a
// function from what is known to the words for it, null where nothing is said.

const SAID = "said",
  OTHERWISE = "said in other words";

// Every answer by its kind and name; `changed` are the cards that say something else than before, where they speak.
function rebuiltAnswers(symbolic, changed) {
  const {diagrams, cards, rules} = symbolic,
    answers = new Map();
  const ofKind = kind => Object.entries(cards).filter(([, card]) => card.kind === kind);
  const scope = scopeFunction(symbolic, ofKind("scope"));
  const options = {},
    weighed = {};
  for (const name of Object.keys(rules.options)) {
    options[name] = optionFunction(
      symbolic,
      scope,
      ofKind("option").filter(([, {says}]) => says.option === name),
    );
    weighed[name] = weighedFunction(symbolic, options[name], rules.edit.options[name].in_use);
  }
  answers.set("danger danger", dangerFunction(symbolic));
  answers.set("scope scope", scope);
  for (const [name, node] of Object.entries(options)) {
    answers.set(
      `option ${name}`,
      diagrams.once(["outcome", node], () => diagrams.combined(outcomeInText, [node])),
    );
  }
  for (const [id, card] of Object.entries(cards)) {
    const words = changed.has(id) ? OTHERWISE : SAID;
    if (card.kind === "alert") {
      // Danger is told by its finding, apart from the alerts.
      if (id !== rules.ids.sentence)
        answers.set(`alert ${id}`, alertFunction(symbolic, id, card, scope, weighed, words));
    } else if (card.kind !== "finding")
      answers.set(`card ${id}`, toldFunction(symbolic, id, card, scope, options, words));
  }
  for (const [id, node] of Object.entries(symbolic.findings)) answers.set(`finding ${id}`, node);
  return answers;
}

function scopeFunction(symbolic, scopes) {
  const status = (...truths) => {
    const holding = scopes.filter((_, n) => truths[n] === true).map(([, {says}]) => says.status);
    return ["out_of_scope", "in_scope"].find(each => holding.includes(each)) ?? symbolic.rules.edit.undecided;
  };
  return made(
    symbolic,
    "scope",
    scopes,
    status,
    scopes.map(([id]) => symbolic.effective(id)),
  );
}

// A stance with its mark, cards that contradict each other, or null out of scope.
function optionFunction(symbolic, scope, about) {
  const {undecided, silent} = symbolic.rules.edit;
  const outcome = (status, ...truths) => {
    if (status !== "in_scope") return null;
    const holding = about.filter((_, n) => truths[n] === true);
    const stances = new Set(holding.map(([, {says}]) => says.stance));
    if (stances.size > 1) return {contradicting: holding.map(([id]) => id).sort()};
    if (stances.size) return {stance: [...stances][0], especially: holding.some(([, {says}]) => says.especially)};
    return {stance: truths.includes(null) ? undecided : silent, especially: false};
  };
  return made(symbolic, "option", about, outcome, [scope, ...about.map(([id]) => symbolic.effective(id))]);
}

function outcomeInText(outcome) {
  if (outcome === null) return null;
  if (outcome.contradicting) return `contradiction of ${outcome.contradicting.join(", ")}`;
  return outcome.especially ? `${outcome.stance}, especially` : outcome.stance;
}

// Whether an option is on the table, or in scope and in use.
function weighedFunction(symbolic, option, inUse) {
  const {findings, rules} = symbolic;
  const isOn = outcome => rules.edit.on_the_table.includes(outcome?.stance);
  if (!inUse) return made(symbolic, "on the table", [], isOn, [option]);
  const isWeighed = (outcome, use) => outcome !== null && (isOn(outcome) || use === "yes");
  return made(symbolic, "weighed", [], isWeighed, [option, findings[inUse]]);
}

function dangerFunction({diagrams, findings, rules}) {
  const {danger, concerns} = rules.ids;
  if (!(danger in findings && concerns in findings)) return diagrams.leaf(null);
  return diagrams.combined((of, is) => (of === "yes" ? is : null), [findings[concerns], findings[danger]]);
}

function alertFunction(symbolic, id, card, scope, weighed, words) {
  const shown = (status, truth, ...bearing) => {
    if (!card.speaks_in.includes(status) || truth === false) return null;
    if (truth === null && !bearing.includes(true)) return null;
    const how = truth ? "shown" : "asked for";
    return words === OTHERWISE ? `${how}, in other words` : how;
  };
  const bearing = card.bears_on.map(name => weighed[name]);
  return made(symbolic, `alert ${words}`, [[id, card]], shown, [scope, symbolic.effective(id), ...bearing]);
}

// Where a reader meets what a card says.
function toldFunction(symbolic, id, card, scope, options, words) {
  const told = (truth, met) => (truth === true && met ? words : null);
  const nodes = [symbolic.effective(id), metFunction(symbolic, id, card, scope, options)];
  return made(symbolic, `told ${words}`, [], told, nodes);
}

function metFunction(symbolic, id, card, scope, options) {
  if (card.kind !== "note") {
    const wanted = card.kind === "scope" ? card.says.status : "in_scope";
    return made(symbolic, `in ${wanted}`, [], status => status === wanted, [scope]);
  }
  const beside = Object.keys(card.qualifies);
  const isMet = (...outcomes) => beside.some((name, n) => card.qualifies[name].includes(outcomes[n]?.stance));
  return made(
    symbolic,
    "met",
    [[id, card]],
    isMet,
    beside.map(name => options[name]),
  );
}

// Of these cards and these functions made once, whichever set of cards they are looked at in.
function made({diagrams}, what, cards, combine, nodes) {
  return diagrams.once([what, ...cards.map(([, card]) => card), ...nodes], () => diagrams.combined(combine, nodes));
}
