// A record as a scenario, in the closed set of steps.

// The lines of a record; null where a name cannot be told in a step.
function givenSteps(rules, record) {
  const known = flattened(rules, record),
    lines = [];
  for (const [path, step] of Object.entries(rules.steps)) {
    if (!(path in known)) continue;
    const told = stepLines(step, known[path]);
    if (told === null) return null;
    lines.push(...told);
  }
  return lines;
}

const inStep = text => String(text).replaceAll("_", " ");
const fill = (text, entry) => text.replace(/\{(\w+)\}/g, (_, name) => inStep(entry[name]));

function stepLines(step, value) {
  if (step.values) return [step.values[value]];
  if (step.whole) return [fill(step.whole, value)];
  if (step.entry)
    return value.length ? value.map(entry => fill(entry[step.optional] ? step.entry : step.without, entry)) : step.none;
  if (!Array.isArray(value)) return [step.text.replace("{}", inStep(value))];
  // A comma parts the names of a list, and a blank stands for an underscore: such a name would come back as another.
  if (!step.items && value.some(name => /,|_|^\s|\s$|^none$|^unknown$/.test(name))) return null;
  if (!value.length) return step.none;
  return step.each
    ? value.map(name => step.text.replace("{}", inStep(name)))
    : [step.text.replace("{}", value.map(inStep).join(", "))];
}

function scenarioOf(rules, record, answer) {
  const given = givenSteps(rules, record);
  if (given === null) return "No step can tell the name of a drug that is entered.";
  const {danger} = answer;
  const saidOfDanger =
    danger.text !== null
      ? "danger is said first"
      : danger.asks.length
        ? "danger cannot be excluded"
        : "danger is not said";
  const claims = [saidOfDanger, rules.then.scopes[answer.scope.status]];
  for (const {option, stance} of answer.options)
    claims.push(`${rules.then.options[option]} ${rules.then.stances[stance]}`);
  const steps = (keyword, texts) => texts.map((text, n) => `    ${n ? "And" : keyword} ${text}`);
  return [
    "Feature: A child tried on the review site",
    "",
    "  Scenario: The child as entered",
    ...steps("Given", given.length ? given : ["a child of unknown age"]),
    `    When ${rules.then.when}`,
    ...steps("Then", claims),
    "",
  ].join("\n");
}
