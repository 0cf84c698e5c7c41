// What each answer to a question would make of the options, all else being as it is: the change at once, beside what
// the answer could change in the end.

// For each answer that a record may hold: [value, what would be otherwise].
function ifAnswered(rules, record, field) {
  const now = answersAt(rules, record);
  return answersTo(field)
    .map(value => [value, withValue(record, field.path, value)])
    .filter(([, next]) => !contradictions(rules, next).length)
    .map(([value, next]) => [value, otherwise(now, answersAt(rules, next))]);
}

// A number or a list has too many answers to tell each.
function answersTo(field) {
  if (field.type === "yes_no") return [true, false];
  return field.type === "choice" ? Object.keys(field.values) : [];
}

function answersAt(rules, record) {
  const {place} = located(rules, observed(rules, record)),
    {danger, concerns} = rules.ids;
  const of = (kind, name) => valueAt(rules, kind, name, place);
  return {
    danger: rules.findings[concerns] && of("finding", concerns) === "yes" ? of("danger", danger) : null,
    scope: of("scope", "scope"),
    options: Object.fromEntries(Object.keys(rules.options).map(name => [name, of("option", name)])),
  };
}

// A danger that would be said, a scope that would be another, and each option whose stance would be. That a danger
// would no longer be open is told by no line: it would read as a comfort.
function otherwise(now, then) {
  const isOther = name => JSON.stringify(now.options[name]) !== JSON.stringify(then.options[name]);
  const inScope = then.scope === "in_scope";
  return {
    danger: then.danger === "yes" && now.danger !== "yes",
    scope: then.scope === now.scope ? null : then.scope,
    options: Object.entries(then.options).filter(([name]) => inScope && isOther(name)),
  };
}
