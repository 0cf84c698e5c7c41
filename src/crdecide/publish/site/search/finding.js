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

function counted(text, pattern) {
  return (text.match(pattern) ?? []).length;
}

// How much each piece has of a word, and in how many pieces it is: what is rare tells more.
function weighed(pieces, term) {
  const pattern = beginning([term]);
  const weights = pieces.map(piece =>
    Object.keys(WEIGHTS)
      .map(part => WEIGHTS[part] * Math.min(counted(piece[part], pattern), part === "text" ? MOST_COUNTED : 1))
      .reduce((sum, each) => sum + each, 0),
  );
  const rare = Math.log(1 + pieces.length / (1 + weights.filter(Boolean).length));
  return weights.map(weight => weight * rare);
}

// The pieces that have most of the words, best first; how many have all of them, and how many have any.
function found(pieces, query) {
  const terms = termsOf(query);
  if (!terms.length) return {all: 0, any: 0, pieces: []};
  const byTerm = terms.map(term => weighed(pieces, term));
  const phrase = new RegExp(terms.join(`[\\p{L}\\p{N}]*${NO_LETTER}`), "iu");
  const scored = pieces.map((piece, place) => {
    const has = byTerm.filter(weights => weights[place]).length / terms.length;
    const weight = byTerm.reduce((sum, weights) => sum + weights[place], 0);
    const together = phrase.test(piece.title) ? 3 : phrase.test(piece.text) ? 2 : 1;
    return {piece, has, score: weight * has * has * (terms.length > 1 ? together : 1)};
  });
  const best = scored.filter(each => each.score).sort((one, other) => other.score - one.score);
  const all = best.filter(each => each.has === 1).length;
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
