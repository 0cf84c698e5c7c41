// The page that searches: what is typed is looked for at once, and stands behind the # of the address.

const box = document.getElementById("query"),
  list = document.getElementById("found"),
  count = document.getElementById("count");
let searched = [];

function element(tag, parts, attributes = {}) {
  const made = Object.assign(document.createElement(tag), attributes);
  made.append(...parts);
  return made;
}

// The text with the words that were looked for marked.
function marked(text, terms) {
  const parts = [],
    pattern = beginning(terms);
  let done = 0;
  for (const match of text.matchAll(pattern)) {
    parts.push(text.slice(done, match.index), element("mark", [match[0]]));
    done = match.index + match[0].length;
  }
  return [...parts, text.slice(done)];
}

function shownPiece(piece, terms) {
  const link = element("a", marked(piece.title, terms), {href: piece.address});
  const where = !piece.page ? piece.kind : `${piece.kind}: ${piece.page}`;
  const part = piece.in_part ? [element("p", marked(excerpt(piece, terms), terms))] : [];
  return element("li", [link, element("span", [` ${where}`], {className: "status"}), ...part]);
}

function howMany({all, any, pieces}) {
  if (!any) return "Nothing was found.";
  const some = any > all ? `${any - all} with some` : "",
    first = any > pieces.length ? `; the first ${pieces.length} are shown` : "";
  return `${all ? `${all} found with all words` : "None with all words"}${some ? `, ${some}` : ""}${first}.`;
}

function search() {
  const terms = termsOf(box.value),
    hits = found(searched, box.value);
  list.replaceChildren(...hits.pieces.map(piece => shownPiece(piece, terms)));
  count.textContent = terms.length ? howMany(hits) : "";
}

function typed() {
  history.replaceState(null, "", `#${encodeURIComponent(box.value)}`);
  search();
}

// An address that somebody has typed may have a % that stands for itself.
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function readAddress() {
  box.value = decoded(location.hash.slice(1));
  search();
}

// Up and down go from hit to hit, and back to the box.
function moved(event) {
  const places = [box, ...list.querySelectorAll("a")],
    here = places.indexOf(document.activeElement);
  if (event.key === "Escape" || (event.key === "/" && here !== 0)) {
    event.preventDefault();
    box.focus();
    box.select();
  } else if (here >= 0 && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    event.preventDefault();
    places[Math.min(Math.max(here + (event.key === "ArrowDown" ? 1 : -1), 0), places.length - 1)].focus();
  } else if (here === 0 && event.key === "Enter") {
    event.preventDefault();
    places[1]?.focus();
  }
}

async function start() {
  searched = await unpacked(document.getElementById("pieces").textContent.trim());
  box.addEventListener("input", typed);
  document.addEventListener("keydown", moved);
  addEventListener("hashchange", readAddress);
  readAddress();
  box.focus();
  document.body.dataset.ready = "yes";
}

start().catch(error => {
  count.textContent = `The search does not work in this browser (${error}); its words are found with the browser's own search on each page.`;
});
