// For node: of each changed card on standard input, one a line, the answers that change, and the card as its file.

function changedCards(data, lines) {
  const rules = prepared(data);
  return lines.filter(Boolean).map(line => {
    const {id, card} = JSON.parse(line),
      before = rules.edit.rules[id];
    const changes = changesBy(rules, id, card).map(change => ({
      ...change,
      combinations: `${change.combinations}`,
      of: `${change.of}`,
    }));
    return JSON.stringify({
      changes,
      settled: settledOtherwise(rules, before, card),
      yaml: cardAsYaml(before, card, ""),
    });
  });
}

// Every card written anew as a whole, and one with each of these wordings.
function writtenAnew(data, wordings) {
  const rules = prepared(data),
    written = {};
  for (const [id, card] of Object.entries(rules.edit.rules)) {
    const nothing = Object.fromEntries(Object.keys(card).map(key => [key, null]));
    written[id] = cardAsYaml({...nothing, text: card.text, version: card.version}, card, "");
  }
  const [, worded] = Object.entries(rules.edit.rules).find(([, card]) => card.kind === "option");
  const texts = wordings.map(because => cardAsYaml(worded, {...worded, says: {...worded.says, because}}, ""));
  return JSON.stringify({written, texts});
}
