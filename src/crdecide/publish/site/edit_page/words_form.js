// What a card says as a form: its words, its stance, how loud it is, and what withholds it.

const TEXTS = {
  because: "In its words",
  text: "In its words",
  reason: "In its words",
  short: "In short",
  interval: "Interval",
};
const MOST_WORDS = 12;

function withheldForm() {
  const names = wasCard().withheld_by ?? [];
  if (!names.length) return [];
  const ticks = names.map(name => {
    const tick = element("input", {
      type: "checkbox",
      id: `withheld-${name}`,
      checked: draft.withheld_by.includes(name),
    });
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
    if (name === "status")
      asked.push(chosenBox("status", "Scope", {in_scope: "in scope", out_of_scope: "out of scope"}));
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
  const chosen = choice(
    "says-stance",
    "Stance",
    Object.fromEntries(allowed.map(name => [name, rules.stances[name]])),
    draft.says.stance,
  );
  chosen.addEventListener("change", () => {
    const isOn = onTheTable.includes(chosen.value);
    Object.assign(draft.says, {stance: chosen.value, temporary: option.always_temporary && isOn});
    draft.says.especially &&= isOn;
    draft.certainty = rules.edit.speak_of_an_effect.includes(chosen.value) ? wasCard().certainty : null;
    show();
  });
  const tick = element("input", {
    type: "checkbox",
    id: "says-especially",
    checked: draft.says.especially,
    disabled: !onTheTable.includes(draft.says.stance),
  });
  tick.addEventListener("change", () => ((draft.says.especially = tick.checked), tellSoon(0)));
  return [
    element("p", {}, `Option: ${rules.options[draft.says.option].label}`),
    element("p", {}, element("label", {}, "Stance ", chosen), " ", element("label", {}, tick, " especially here")),
  ];
}

function textBox(name, label, of, was) {
  const area = element(
    "textarea",
    {id: `says-${name}`, rows: name === "title" || name === "short" ? 2 : 4, "aria-describedby": `says-${name}-said`},
    of[name],
  );
  area.addEventListener("input", () => {
    const value = area.value.replace(/\s+/g, " ").trim();
    const why =
      name === "short" && value.split(" ").length > MOST_WORDS
        ? `expected ${MOST_WORDS} words at most`
        : value
          ? ""
          : "expected some words";
    of[name] = why ? was[name] : value;
    const unchecked =
      of[name] === was[name]
        ? ""
        : "Unchecked: until the rules are checked with these words, nobody knows whether they may be said.";
    page(`says-${name}-said`).textContent = why ? `Not taken: ${why}.` : unchecked;
    tellSoon(300);
  });
  return element("p", {}, element("label", {for: area.id}, label), element("br"), area, said(`says-${name}`));
}
