// A changed card as the text of its file: the blocks of what was changed are written anew, every other line stays as
// it is. A comment in a block that is written anew goes before the block.

function cardAsYaml(before, after, remark) {
  let text = before.text;
  for (const [key, block] of changedBlocks(before, after)) text = withBlock(text, key, block);
  if (text === before.text) return text;
  if (remark) text = text.replace(/^(applies_when|concludes):/m, `# ${remark}\n$&`);
  return text.replace(/^version: *\d+/m, `version: ${before.version + 1}`);
}

function* changedBlocks(before, after) {
  const isChanged = key => JSON.stringify(before[key]) !== JSON.stringify(after[key]);
  if (isChanged("title")) yield ["title", `title: ${yamlScalar(after.title)}\n`];
  if (isChanged("applies_when")) yield ["applies_when", `applies_when:\n${yamlCondition(after.applies_when, "  ")}`];
  if (isChanged("concludes")) yield ["concludes", `concludes:\n${after.concludes.map(yamlLine).join("")}`];
  if (isChanged("says")) yield ["says", `says:\n${yamlEntries(after.says, "  ")}`];
  if (isChanged("withheld_by")) {
    yield ["withheld_by", after.withheld_by.length ? `withheld_by: ${yamlList(after.withheld_by)}\n` : ""];
  }
  if (isChanged("certainty"))
    yield ["certainty", after.certainty ? `certainty:\n${yamlEntries(after.certainty, "  ")}` : ""];
}

// The text with the block of one key replaced: from its line to the next key.
function withBlock(text, key, block) {
  const lines = text.split("\n"),
    isKey = line => /^[a-z_]+:/.test(line);
  const first = lines.findIndex(line => line.startsWith(`${key}:`));
  if (first < 0) return text + block;
  let last = first + 1;
  while (last < lines.length && !isKey(lines[last])) last += 1;
  // What stands at the margin before the next key, or is empty, belongs to that.
  while (last > first + 1 && /^(#|$)/.test(lines[last - 1])) last -= 1;
  const comments = lines.slice(first, last).map(commentIn).filter(Boolean);
  const written = block.replace(/\n$/, "");
  return [...lines.slice(0, first), ...comments, ...(written ? [written] : []), ...lines.slice(last)].join("\n");
}

function commentIn(line) {
  const unquoted = line.replace(/"(\\.|[^"])*"|'[^']*'/g, quoted => "x".repeat(quoted.length));
  const place = unquoted.search(/(^|\s)#/);
  return place < 0 ? null : line.slice(place).trim();
}

function yamlLine({value, when}) {
  return `  - ${value}:\n${yamlCondition(when, "      ")}`;
}

// The lines of a condition at an indentation.
function yamlCondition(when, indent) {
  if (when.not) return `${indent}not:\n${yamlCondition(when.not, `${indent}  `)}`;
  const [name, parts] = when.all ? ["all", when.all] : ["any", when.any];
  if (!parts) return `${indent}${yamlComparison(when)}\n`;
  // The first line of a part stands behind its dash.
  const items = parts.map(part => yamlCondition(part, `${indent}    `).replace(/^ */, `${indent}  - `));
  return `${indent}${name}:\n${items.join("")}`;
}

function yamlComparison({field, among, at_least: least, below}) {
  if (!among) return `${field}: {${below === undefined ? `at_least: ${least}` : `below: ${below}`}}`;
  return `${field}: ${among.length === 1 ? yamlScalar(among[0], true) : yamlList(among)}`;
}

function yamlEntries(entries, indent) {
  const told = Object.entries(entries).filter(([, value]) => value !== null && value !== false);
  return told.map(([key, value]) => `${indent}${key}: ${yamlScalar(value)}\n`).join("");
}

function yamlList(items) {
  return `[${items.map(item => yamlScalar(item, true)).join(", ")}]`;
}

const PLAIN = /^[A-Za-z][^:#"'\\[\]{},&*!|>%@`\p{C}\p{Z}]*( [^:#"'\\[\]{},&*!|>%@`\p{C}\p{Z}]+)*$/u;
const READ_AS_MORE = /^(true|false|null)$/i;
const NOT_PRINTED = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

// Plain where no sign could be read as more than a letter, else in double quotes, as JSON has them.
function yamlScalar(value, isName) {
  if (typeof value !== "string" || isName) return String(value);
  if (PLAIN.test(value) && !READ_AS_MORE.test(value)) return value;
  // What JSON has in plain and YAML would read as the end of a line, or not at all.
  const escaped = sign => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return JSON.stringify(value).replace(NOT_PRINTED, escaped);
}
