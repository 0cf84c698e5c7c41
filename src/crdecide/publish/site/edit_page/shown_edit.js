// What was changed of a card, in words, what is still to be done, and its file.

// What was changed, in words, and what is still to be done before anybody may rely on it.
function shownRemarks(was) {
  const made = thresholdsIn(draft).filter(each => !thresholdsIn(was).includes(each));
  const isWorded = JSON.stringify([was.title, was.says]) !== JSON.stringify([draft.title, draft.says]);
  const remarks = [...changedInWords(was)].map(([what, before, after]) => `${what}: ${before} → ${after}`);
  const open = ["Nothing here is in force: the check of the rules has the last word, then the reviewers."];
  if (isWorded) open.push("What it says is unchecked until the check of the rules has read it.");
  if (isOfAnotherCondition(was))
    open.push(
      "The title, the words, the sources and the note on how it fits were written for the condition before: nobody has checked whether they fit this one.",
      "Its scenarios were not run on it, and what was signed of it is void.",
    );
  if (made.length)
    open.push(
      `Made by you, without a source: ${made.map(inFieldWords).join("; ")}. No number stands in a card without one.`,
    );
  if (was.certainty && !draft.certainty) open.push("The certainty is left out: at this stance no effect is named.");
  return [
    element("h3", {}, "What was changed"),
    element("ul", {}, ...remarks.map(text => element("li", {}, text))),
    element("h3", {}, "Before it counts"),
    element("ul", {}, ...open.map(text => element("li", {}, text))),
  ];
}

function isOfAnotherCondition(was) {
  const whens = card => (card.concludes ?? [{when: card.applies_when}]).map(one => one.when);
  return JSON.stringify(whens(was)) !== JSON.stringify(whens(draft));
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
  const remarks = [
    ...(isOfAnotherCondition(was) ? ["words, sources and fit were written for the condition before, and are unchecked for this one"] : []),
    ...(made.length ? [`without a source: ${made.map(inFieldWords).join("; ")}`] : []),
  ];
  const yaml = cardAsYaml(was, draft, remarks.join("; "));
  const file = was.file.split("/").at(-1);
  const save = element(
    "a",
    {class: "save", id: "save", download: file, href: URL.createObjectURL(new Blob([yaml], {type: "text/yaml"}))},
    `Download ${file}`,
  );
  return [
    element("h3", {}, "The file, to propose the change with"),
    element("p", {}, save, ` goes to whoever keeps the rules, who puts it in the place of rules/${was.file} and checks the rules. Nothing is uploaded.`),
    element("textarea", {id: "yaml", rows: 14, readonly: true, "aria-label": `The changed ${file}`}, yaml),
  ];
}
