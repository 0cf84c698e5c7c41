// What of the pages of the site answers a query: a word is met where one begins with it, and titles weigh most.

const MOST_SHOWN = 40;
const WEIGHTS = {title: 8, page: 3, text: 1};
const MOST_COUNTED = 4;
const AROUND = 90;
const NO_LETTER = "[^\\p{L}\\p{N}]+";

// The words that are looked for, in small letters; "options" finds "option" too.
function termsOf(query) {
  const words = query.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return [...new Set(words)].map(word => (word.length > 3 ? word.replace(/(?<!s)s$/, "") : word));
}

// Where words begin with one of these.
function beginning(terms) {
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${terms.join("|")})`, "giu");
}

const sum = numbers => numbers.reduce((one, other) => one + other, 0);

function counted(text, pattern) {
  return (text.match(pattern) ?? []).length;
}

// How much each piece has of a word, and how rare it is: what is in few pieces tells more.
function weighed(pieces, term) {
  const pattern = beginning([term]);
  const weights = pieces.map(piece =>
    sum(
      Object.keys(WEIGHTS).map(
        part => WEIGHTS[part] * Math.min(counted(piece[part], pattern), part === "text" ? MOST_COUNTED : 1),
      ),
    ),
  );
  return {weights, rare: Math.log(1 + pieces.length / (1 + weights.filter(Boolean).length))};
}

// More for what is called just so, and for what has the words one after the other.
function nearness({title, text}, phrase, terms) {
  if (phrase.test(title)) return termsOf(title).length === terms.length ? 4 : 2;
  return terms.length > 1 && phrase.test(text) ? 2 : 1;
}

// The pieces that have most of the words, best first; how many have all of them, and how many have any.
function found(pieces, query) {
  const terms = termsOf(query);
  if (!terms.length) return {all: 0, any: 0, pieces: []};
  const byTerm = terms.map(term => weighed(pieces, term));
  const phrase = new RegExp(`(?<![\\p{L}\\p{N}])${terms.join(`[\\p{L}\\p{N}]*${NO_LETTER}`)}`, "iu");
  const scored = pieces.map((piece, place) => {
    const met = byTerm.filter(({weights}) => weights[place]),
      weight = sum(met.map(({weights, rare}) => weights[place] * rare)),
      part = sum(met.map(({rare}) => rare)) / sum(byTerm.map(({rare}) => rare));
    const score = weight * part * part * nearness(piece, phrase, terms);
    return {piece, hasAll: met.length === terms.length, score};
  });
  const best = scored.filter(each => each.score).sort((one, other) => other.score - one.score);
  const all = best.filter(each => each.hasAll).length;
  return {all, any: best.length, pieces: best.slice(0, MOST_SHOWN).map(each => each.piece)};
}

// The begin of a piece that is named by a word that was looked for, or else its text around the first of the words.
function excerpt({title, text}, terms) {
  const pattern = beginning(terms),
    place = title.search(pattern) >= 0 ? AROUND : Math.max(0, text.search(pattern));
  const from = place <= AROUND ? 0 : text.indexOf(" ", place - AROUND) + 1;
  const to = text.length <= place + AROUND ? text.length : text.lastIndexOf(" ", place + AROUND);
  return `${from ? "… " : ""}${text.slice(from, Math.max(to, place))}${to < text.length ? " …" : ""}`;
}
