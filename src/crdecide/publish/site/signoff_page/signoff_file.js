// A reviewer's file as text and back; byte for byte what `language/signoff/reviewer_file.py` writes, and no other way of
// writing is read: every value stands as JSON.

const HEAD = [
  "# What one reviewer has signed: made by the review site or by `crdecide rules signoff`, see docs/signoff.md.",
  "# A hash that is no longer that of the rules voids the verdict beside it.",
];
const VERDICTS = ["agree", "agree_with_changes", "disagree"];
const NEEDED = ["sha256", "date", "verdict", "parts"];
const SHAPES = {
  item: text => isText(text) && /^(vignette|pinned|card)\/[a-z0-9_/]+$/.test(text),
  sha256: text => isText(text) && /^[0-9a-f]{64}$/.test(text),
  date: text => isText(text) && /^\d{4}-\d\d-\d\d$/.test(text) && isDay(text),
  verdict: text => VERDICTS.includes(text),
  comment: text => isText(text) && text.trim() !== "",
  parts: of => of !== null && typeof of === "object" && Object.values(of).every(mark => /^[0-9a-f]{12}$/.test(mark)),
  answer: lines => lines.every(isText),
};
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
const JOINERS = ["\u200c", "\u200d"];

// A name as it may stand in the name of a file.
function fileStem(name) {
  const plain = name.normalize("NFKD").replace(/\p{Mn}/gu, "").normalize("NFC").toLowerCase();
  return plain.replace(/[^\p{L}\p{N}]+/gu, "_").replace(/^_+|_+$/g, "");
}

function fileName(name) {
  return `reviewer_${fileStem(name)}.yaml`;
}

// Why a text cannot stand in a file, or null: the signs in it have to be seen.
function unseen(text) {
  const found = [...text].find(letter => UNSEEN.test(letter) && !JOINERS.includes(letter) && letter !== "\n");
  if (found === undefined) return null;
  return `a sign that cannot be seen: U+${found.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
}

function fileText({name, role}, signed) {
  const lines = [...HEAD, "format: 1", "reviewer:", `  name: ${json(name)}`, `  role: ${json(role)}`, "signed:"];
  for (const each of [...signed].sort((one, other) => (one.item < other.item ? -1 : 1))) {
    lines.push(`  - item: ${json(each.item)}`);
    for (const key of ["sha256", "date", "verdict"]) lines.push(`    ${key}: ${json(each[key])}`);
    if (each.comment) lines.push(`    comment: ${json(each.comment)}`);
    const parts = Object.entries(each.parts).map(([part, mark]) => `${json(part)}: ${json(mark)}`);
    lines.push(`    parts: {${parts.join(", ")}}`);
    if (each.answer.length) lines.push("    answer:", ...each.answer.map(line => `      - ${json(line)}`));
  }
  return `${lines.join("\n")}\n`;
}

function isDay(text) {
  const day = new Date(text);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

function isText(value) {
  return typeof value === "string" && unseen(value) === null;
}

function json(text) {
  return JSON.stringify(text);
}

// Who signed what, by a file's text. Of another file an error says on which line it is another.
function readFile(text) {
  const lines = text.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n").split("\n");
  const reviewer = {},
    signed = [];
  lines.forEach((line, index) => {
    if (line.trim() && !line.startsWith("#")) readLine(line, reviewer, signed, index + 1);
  });
  const whole = reviewer.format === 1 && reviewer.name && reviewer.role;
  if (!whole) throw new Error("this is no file of a reviewer: it lacks a format of 1, a name or a role");
  const isPlain = isText(reviewer.name) && isText(reviewer.role) && Object.keys(reviewer).length === 3;
  if (!isPlain) throw new Error("the name or the role is no text, or more is said than these");
  for (const each of signed) {
    const isWrong = key => !(Object.hasOwn(SHAPES, key) && SHAPES[key](each[key]));
    const wrong = Object.keys(each).find(isWrong) ?? NEEDED.find(key => !(key in each));
    const lacks = each.verdict !== "agree" && !("comment" in each) ? "comment" : null;
    const isAnswered = each.item.startsWith("vignette/") === each.answer.length > 0;
    const fault = wrong ?? lacks ?? (isAnswered ? null : "answer");
    if (fault) throw new Error(`of ${json(each.item)} the ${fault} is missing, or not as this page writes it`);
  }
  return {reviewer: {name: reviewer.name, role: reviewer.role}, signed};
}

function readLine(line, reviewer, signed, number) {
  const [, indent, key, value] = line.match(/^( *(?:- )?)(?:([a-z0-9]+):)?(?: ?(.*))?$/) ?? [];
  if (/^(<{7}|={7}|>{7})/.test(line)) throw new Error(`line ${number}: a merge was left unfinished here`);
  const into = indent === "    " ? signed.at(-1) : reviewer;
  if (["reviewer", "signed", "answer"].includes(key) && !value) return;
  if (indent === "  - " && key === "item") {
    if (signed.some(each => json(each.item) === value)) throw new Error(`line ${number}: ${value} stands here twice`);
    signed.push({item: parsed(value, number), answer: []});
  } else if (indent === "      - " && !key && signed.length) signed.at(-1).answer.push(parsed(value, number));
  else if (key && into && !Object.hasOwn(into, key) && ["", "  ", "    "].includes(indent)) into[key] = parsed(value, number);
  else throw new Error(`line ${number} is not written as this page writes it`);
}

function parsed(value, number) {
  try {
    return JSON.parse(value);
  } catch {
    throw new Error(`line ${number} is not written as this page writes it`);
  }
}
