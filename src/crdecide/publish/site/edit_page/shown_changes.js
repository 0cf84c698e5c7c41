// What a changed card changes, as elements: the gravest first, each with how many states and a smallest child.

const KINDS = {
  danger: "Danger",
  scope: "Whom the rules are about",
  option: "Options",
  alert: "Alerts, and what is asked for",
  card: "What cards say",
  finding: "Findings",
};

function shownChanges(rules, before, after, changes) {
  const settled = settledOtherwise(rules, before, after);
  const counted = settled
    ? `The card itself comes out otherwise in ${inFigures(settled[0])} of ${inFigures(settled[1])} combinations of what it reads.`
    : "The combinations of what it reads are too many to count one by one.";
  const kinds = Object.entries(KINDS).map(([kind, title]) => [title, changes.filter(change => change.kind === kind)]);
  return [
    element("h2", {}, inShort(changes)),
    ...graveRemarks(rules, changes),
    element("p", {}, counted),
    ...kinds.filter(([, of]) => of.length).flatMap(([title, of]) => shownKind(rules, title, of)),
  ];
}

function inShort(changes) {
  const answers = new Set(changes.map(({kind, name}) => `${kind} ${name}`)).size;
  if (!answers) return "No child is answered differently";
  return `${answers} answer${answers > 1 ? "s change" : " changes"}, for some children`;
}

// What nobody may overlook: cards that contradict each other, and a warning or a danger that some child would no longer get.
function graveRemarks(rules, changes) {
  const remarks = [];
  if (changes.some(({after}) => after?.startsWith("contradiction"))) {
    remarks.push("Some child would meet two cards that contradict each other: crdecide does not load such rules.");
  }
  const lost = changes.filter(change => isLost(rules, change));
  if (lost.length) remarks.push(`No longer said to some child: ${eachOnce(lost.map(change => nameOf(rules, change))).join("; ")}.`);
  return remarks.map(text => element("p", {class: "danger", role: "alert"}, text));
}

function isLost(rules, {kind, name, before, after}) {
  if (kind === "danger") return before === "yes";
  if (kind !== "alert" || !before?.startsWith("shown")) return false;
  return !after?.startsWith("shown") && rules.edit.rules[name].says.severity === "warning";
}

function shownKind(rules, title, changes) {
  return [element("h3", {}, title), element("ul", {}, ...alike(changes).map(of => element("li", {class: "entry"}, ...shownAlike(rules, of))))];
}

// Changes from the same to the same, with the same child, are told together.
function alike(changes) {
  const groups = new Map();
  for (const change of changes) {
    const {before, after, child} = change,
      key = JSON.stringify([before, after, child]);
    groups.set(key, [...(groups.get(key) ?? []), change]);
  }
  return [...groups.values()];
}

function shownAlike(rules, changes) {
  const [{kind, before, after, child}] = changes;
  const words = `${answerInWords(rules, kind, before)} → ${answerInWords(rules, kind, after)}`;
  const told = change => `${nameOf(rules, change)}: ${words}. In ${inFigures(change.states)} of ${inFigures(change.of)} states (${shareOf(change)}).`;
  if (changes.length === 1) return [element("p", {}, told(changes[0])), shownChild(rules, child)];
  const each = element("ul", {}, ...changes.map(change => element("li", {}, told(change))));
  const summary = element("summary", {}, `${changes.length} times ${words}`);
  return [element("details", {class: "full"}, summary, each), shownChild(rules, child)];
}

function shownChild(rules, child) {
  if (!child) return element("p", {class: "small"}, "No record was found that is so: what is known of one drug bears on another.");
  const link = element("a", {href: `index.html${linkOf(rules, child)}`}, "open this child");
  return element("p", {class: "small"}, `For instance: ${inWords(rules, child)} (`, link, ", as the rules stand).");
}

function linkOf(rules, child) {
  const parts = Object.entries(flattened(rules, child)).map(([path, value]) => `${path}=${encodeURIComponent(JSON.stringify(value))}`);
  return `#${[`answers=${parts.length}`, ...parts].join("&")}`;
}

function nameOf(rules, {kind, name}) {
  if (kind === "option") return rules.options[name].label;
  if (kind === "finding") return labelOf(rules, name);
  return rules.edit.rules[name]?.title ?? spoken(rules, name);
}

function answerInWords(rules, kind, value) {
  if (value === null) return kind === "finding" || kind === "danger" ? "unknown" : "nothing said";
  const [stance, especially] = value.split(", ");
  if (kind === "option" && stance in rules.stances) return rules.stances[stance] + (especially ? ", especially here" : "");
  const contradicting = value.startsWith("contradiction of ") && value.slice("contradiction of ".length).split(", ");
  if (contradicting) return `a contradiction of “${contradicting.map(id => rules.edit.rules[id].title).join("” and “")}”`;
  return spoken(rules, value);
}

function inFigures(number) {
  return number.toLocaleString("en");
}

function shareOf({states, of}) {
  const share = Number((states * 1000000n) / of) / 10000;
  return share < 0.001 ? "less than 0.001 %" : `${Number(share.toPrecision(2))} %`;
}
