// The page: what is chosen is kept here alone, until it is downloaded as the reviewer's file.

const page = id => document.getElementById(id);
const items = JSON.parse(page("items").textContent);
const boxes = new Map([...document.querySelectorAll("fieldset.verdict")].map(box => [box.dataset.item, filled(box)]));
let signed = new Map(),
  loaded = new Map(),
  downloaded = true;

// The form for a verdict stands once in the page, and is put beside each item.
function filled(box) {
  const form = page("verdict").content.cloneNode(true),
    id = box.dataset.item,
    comment = form.querySelector("textarea");
  for (const choice of form.querySelectorAll("input")) choice.name = id;
  comment.id = form.querySelector(".comment label").htmlFor = `comment-${id}`;
  box.append(form);
  return box;
}

// The answer in short stands in the page once, as it goes into the file.
function showAnswers() {
  for (const list of document.querySelectorAll("[data-of=answer]")) {
    const {answer} = items[list.closest("details").id];
    list.replaceChildren(...answer.map(line => Object.assign(document.createElement("li"), {textContent: line})));
  }
}

function today() {
  const now = new Date();
  const part = number => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${part(now.getMonth() + 1)}-${part(now.getDate())}`;
}

// What the form says of an item; null where there is no verdict.
function chosen(id) {
  const box = boxes.get(id),
    verdict = box.querySelector("input:checked").value;
  if (!verdict) return null;
  const comment = box.querySelector("textarea").value.trim();
  const {sha256, parts, answer} = items[id];
  return {item: id, sha256, date: today(), verdict, ...(comment ? {comment} : {}), parts, answer};
}

function sameVerdict(one, other) {
  return one?.sha256 === other?.sha256 && one?.verdict === other?.verdict && (one?.comment ?? "") === (other?.comment ?? "");
}

// A verdict that is as it was loaded keeps its day; one that is taken back leaves what had been signed before.
function changed(id) {
  const now = chosen(id),
    before = loaded.get(id);
  if (now) signed.set(id, sameVerdict(now, before) ? before : now);
  else if (before && before.sha256 !== items[id].sha256) signed.set(id, before);
  else signed.delete(id);
  downloaded = false;
  show(id);
}

function show(id) {
  const box = boxes.get(id),
    now = chosen(id);
  const needed = now !== null && now.verdict !== "agree";
  box.querySelector(".comment").hidden = !now;
  box.querySelector(".comment label").textContent = needed ? "What would have to be different (needed)" : "A comment, if you have one";
  box.querySelector("textarea").required = needed;
  const state = page(id).querySelector("[data-of=state]");
  state.dataset.before ??= state.textContent;
  state.textContent = now ? `you: ${now.verdict.replaceAll("_", " ")}` : state.dataset.before;
  page(id).classList.toggle("done", now !== null);
  count();
}

function count() {
  const now = [...boxes.keys()].filter(id => chosen(id));
  const left = downloaded ? "" : ", not downloaded yet";
  page("count").textContent = now.length
    ? `${now.length} of ${boxes.size} have your verdict${left}.`
    : "Nothing signed yet in this page.";
}

function say(...lines) {
  page("said").replaceChildren(
    ...lines.map(line => {
      const shown = document.createElement("p");
      shown.textContent = line;
      return shown;
    }),
  );
}

// What keeps the file from being made, with where to go for it; null if nothing does.
function lacking() {
  for (const [id, words] of [
    ["name", "your name"],
    ["role", "your role"],
  ]) {
    const text = page(id).value.trim();
    if (!fileStem(text)) return [page(id), `Please enter ${words}: the file is signed with it.`];
    if (unseen(text)) return [page(id), `In ${words} there is ${unseen(text)}.`];
  }
  for (const id of boxes.keys()) {
    const now = chosen(id),
      text = boxes.get(id).querySelector("textarea");
    if (now && now.verdict !== "agree" && !now.comment) return [text, `Please say what would have to be different: ${id}.`];
    if (now?.comment && unseen(now.comment)) return [text, `In the comment on ${id} there is ${unseen(now.comment)}.`];
  }
  return signed.size ? null : [page("next"), "There is no verdict yet."];
}

function download() {
  const fault = lacking();
  if (fault) {
    const [where, why] = fault;
    where.closest("details")?.setAttribute("open", "");
    say(why);
    where.focus();
    return;
  }
  const reviewer = {name: page("name").value.trim(), role: page("role").value.trim()};
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([fileText(reviewer, signed.values())], {type: "application/yaml"}));
  link.download = fileName(reviewer.name);
  link.click();
  downloaded = true;
  say(`${link.download} was downloaded: it goes to whoever keeps the rules, and can be loaded here again.`);
  count();
}

// The next item without a verdict: first what has changed since it was signed, then what comes after the one that is open.
function next() {
  const ids = [...boxes.keys()],
    open = ids.findLastIndex(id => page(id).open);
  const again = ids.filter(id => loaded.has(id) && loaded.get(id).sha256 !== items[id].sha256);
  const id = [...again, ...ids.slice(open + 1), ...ids].find(each => !chosen(each));
  if (!id) return say("Everything here has your verdict.");
  for (const each of ids) page(each).open = each === id;
  page(id).scrollIntoView();
  page(id).querySelector("summary").focus({preventScroll: true});
}

// A link to an item opens it.
function openLinked() {
  const item = page(decodeURIComponent(location.hash.slice(1)));
  if (!item?.matches("details.item")) return;
  item.open = true;
  item.scrollIntoView();
}

async function load(file) {
  try {
    const {reviewer, signed: entries} = readFile(await file.text());
    page("name").value = reviewer.name;
    page("role").value = reviewer.role;
    take(entries);
  } catch (error) {
    say(`${file.name} was not loaded: ${error.message}.`);
  }
}

function take(entries) {
  loaded = new Map(entries.map(each => [each.item, each]));
  const unknown = entries.filter(each => !items[each.item]).map(each => each.item);
  const told = entries.filter(each => items[each.item]).map(entered);
  signed = new Map(entries.filter(each => items[each.item]).map(each => [each.item, each]));
  for (const id of boxes.keys()) show(id);
  downloaded = true;
  count();
  const void_ = told.filter(Boolean);
  say(
    `${entries.length} verdicts loaded.`,
    ...(void_.length ? ["Changed since you signed, so to be signed again:", ...void_] : []),
    ...(unknown.length ? [`No longer here, and left out: ${unknown.join(", ")}.`] : []),
  );
}

// Put a loaded verdict into the form, if it is on what stands here; else what has changed since, in words.
function entered(each) {
  const now = items[each.item],
    box = boxes.get(each.item),
    stands = now.sha256 === each.sha256;
  box.querySelector(`input[value="${stands ? each.verdict : ""}"]`).checked = true;
  box.querySelector("textarea").value = each.comment ?? "";
  const before = box.querySelector(".before");
  before.hidden = stands;
  before.textContent = stands ? "" : sinceSigned(each, now);
  return stands ? null : `${page(each.item).querySelector("summary").firstChild.textContent.trim()}: ${before.textContent}`;
}

function sinceSigned(each, now) {
  const when = `since you signed on ${each.date} (${each.verdict.replaceAll("_", " ")})`;
  const gone = each.answer.filter(line => !now.answer.includes(line)),
    come = now.answer.filter(line => !each.answer.includes(line));
  if (gone.length + come.length)
    return [`Answered differently ${when}.`, ...gone.map(line => `No longer: ${line}`), ...come.map(line => `Now: ${line}`)].join("\n");
  const parts = Object.keys({...now.parts, ...each.parts}).filter(part => now.parts[part] !== each.parts[part]);
  return `Changed ${when}: ${parts.join(", ")}.`;
}

for (const [id, box] of boxes) {
  box.addEventListener("change", () => changed(id));
  box.querySelector("textarea").addEventListener("input", () => changed(id));
}
page("reviewer").addEventListener("submit", event => event.preventDefault());
page("load").addEventListener("change", event => event.target.files[0] && load(event.target.files[0]));
page("download").addEventListener("click", download);
for (const button of document.querySelectorAll("button.next")) button.addEventListener("click", next);
window.addEventListener("beforeunload", event => {
  if (!downloaded) event.preventDefault();
});
window.addEventListener("hashchange", openLinked);
showAnswers();
openLinked();
