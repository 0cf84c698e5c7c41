// What a changed card changes, as elements: the gravest first, each with how many combinations and a smallest child.

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
    ? `The card itself comes out otherwise in ${settled.map(inFigures).join(" of ")} combinations of what it reads.`
    : "The combinations of what it reads are too many to count one by one.";
  const kinds = Object.entries(KINDS).map(([kind, title]) => [title, changes.filter(change => change.kind === kind)]);
  return [
    element("h2", {}, inShort(changes)),
    ...graveRemarks(rules, changes),
    ...shownChildrenToSign(rules, childrenAnsweredOtherwise(rules, after, changes)),
    element("p", {}, counted),
    ...kinds.filter(([, of]) => of.length).flatMap(([title, of]) => shownKind(rules, title, of)),
    ...shownCaveats(rules, changes),
  ];
}

// No option that demands caveats is named without them, here neither.
function shownCaveats(rules, changes) {
  const named = eachOnce(changes.filter(({kind}) => kind === "option").map(({name}) => name));
  return named
    .map(name => rules.options[name])
    .filter(({caveats}) => caveats)
    .flatMap(({label, caveats}) => [
      element("p", {}, `Nothing here is an answer for a child. Wherever ${label} is named, this belongs to it:`),
      element("ul", {class: "small"}, ...caveats.map(id => element("li", {}, rules.caveats[id].text))),
    ]);
}

function inShort(changes) {
  const answers = new Set(changes.map(({kind, name}) => `${kind} ${name}`)).size;
  if (!answers) return "No child is answered differently";
  return `${answers} answer${answers > 1 ? "s change" : " changes"}, for some children`;
}

// What nobody may overlook: cards that contradict each other, and a danger or a warning that some child would no
// longer get.
function graveRemarks(rules, changes) {
  const lost = changes.filter(change => isLost(rules, change)),
    remarks = [];
  if (changes.some(({after}) => after?.startsWith("contradiction"))) {
    remarks.push("Some child would meet two cards that contradict each other: crdecide does not load such rules.");
  }
  if (lost.some(({kind}) => kind === "danger")) remarks.push("To some child, danger would no longer be said.");
  const warnings = new Set(lost.filter(({kind}) => kind === "alert").map(({name}) => name)).size;
  if (warnings) {
    const [are, they] = warnings > 1 ? ["warnings are", "they stand"] : ["warning is", "it stands"];
    remarks.push(`${warnings} ${are} no longer shown to some child; ${they} first among the alerts.`);
  }
  return remarks.map(text => element("p", {class: "danger", role: "alert"}, text));
}

function isLost(rules, {kind, name, before, after}) {
  if (kind === "danger") return before === "yes";
  if (kind !== "alert" || !before?.startsWith("shown")) return false;
  return !after?.startsWith("shown") && rules.edit.rules[name].says.severity === "warning";
}

// Whole children who stand for many: what a reviewer signs, or has signed.
function shownChildrenToSign(rules, children) {
  const all = rules.edit.children.length;
  if (!all) return [];
  if (!children.length) return [element("p", {}, `None of the ${all} children to sign is answered differently.`)];
  const items = children.map(({page, title, changes}) => {
    const link = element("a", {href: `children/${page}.html`, target: "_blank", rel: "noopener"}, title);
    const told = changes.map(change => `${nameOf(rules, change)}: ${wordsOf(rules, change)}`);
    return element("li", {}, link, `: ${told.join("; ")}`);
  });
  return [
    element("h3", {}, `${children.length} of the ${all} children to sign`),
    element("p", {class: "small"}, "What was signed of them is void, and what their scenarios claim may no longer hold."),
    element("ul", {}, ...items),
  ];
}

function shownKind(rules, title, changes) {
  const lostFirst = [...changes].sort((one, other) => isLost(rules, other) - isLost(rules, one));
  const items = alike(rules, lostFirst).map(of => element("li", {class: "entry"}, ...shownAlike(rules, of)));
  return [element("h3", {}, title), element("ul", {}, ...items)];
}

// Changes of several answers from the same to the same are told together; those that lose a warning by themselves.
function alike(rules, changes) {
  const groups = new Map();
  for (const change of changes) {
    const key = JSON.stringify([change.before, change.after, isLost(rules, change)]);
    groups.set(key, [...(groups.get(key) ?? []), change]);
  }
  return [...groups.values()];
}

function shownAlike(rules, changes) {
  if (changes.length === 1) return shownChange(rules, changes[0]);
  const [first] = changes,
    lost = isLost(rules, first) ? " (a warning that is lost)" : "";
  const items = changes.map(change => element("li", {}, ...shownChange(rules, change)));
  const summary = element("summary", {}, `${changes.length} times ${wordsOf(rules, first)}${lost}`);
  return [element("details", {class: "full", open: changes.length < 4}, summary, element("ul", {}, ...items))];
}

function shownChange(rules, change) {
  const counted = `${inFigures(change.combinations)} of ${inFigures(change.of)}`,
    figures = ` In ${shareOf(change)} of the combinations: ${counted}.`;
  const what = element("b", {}, `${nameOf(rules, change)}: ${wordsOf(rules, change)}.`);
  return [element("p", {}, what, figures), shownChild(rules, change.child)];
}

function wordsOf(rules, {kind, before, after}) {
  return `${answerInWords(rules, kind, before)} → ${answerInWords(rules, kind, after)}`;
}

function shownChild(rules, child) {
  if (!child)
    return element(
      "p",
      {class: "small"},
      "No record was found that is so: what is known of one drug bears on another.",
    );
  const link = element(
    "a",
    {href: `index.html${linkOf(rules, child)}`, target: "_blank", rel: "noopener"},
    "open this child",
  );
  return element("p", {class: "small"}, `For instance: ${inWords(rules, child)} (`, link, ", as the rules stand).");
}

function linkOf(rules, child) {
  const parts = Object.entries(flattened(rules, child)).map(
    ([path, value]) => `${path}=${encodeURIComponent(JSON.stringify(value))}`,
  );
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
  if (kind === "option" && stance in rules.stances)
    return rules.stances[stance] + (especially ? ", especially here" : "");
  const contradicting = value.startsWith("contradiction of ") && value.slice("contradiction of ".length).split(", ");
  if (contradicting)
    return `a contradiction of “${contradicting.map(id => rules.edit.rules[id].title).join("” and “")}”`;
  return spoken(rules, value);
}

// From a million on in words, with three digits that count: nobody reads eleven figures.
function inFigures(number) {
  const inWords = {notation: "compact", compactDisplay: "long", maximumSignificantDigits: 3};
  return number.toLocaleString("en", number < 1000000 ? {} : inWords);
}

function shareOf({combinations, of}) {
  const share = Number((combinations * 1000000n) / of) / 10000;
  return share < 0.001 ? "less than 0.001 %" : `${Number(share.toPrecision(2))} %`;
}
