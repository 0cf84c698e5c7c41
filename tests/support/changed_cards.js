// For node: of each changed card on standard input, one a line, the answers that change, and the card as its file.

function changedCards(data, lines) {
  const rules = prepared(data);
  return lines.filter(Boolean).map(line => {
    const {id, card} = JSON.parse(line),
      before = rules.edit.rules[id];
    const changes = changesBy(rules, id, card).map(change => ({
      ...change,
      states: `${change.states}`,
      of: `${change.of}`,
    }));
    return JSON.stringify({
      changes,
      settled: settledOtherwise(rules, before, card),
      yaml: cardAsYaml(before, card, ""),
    });
  });
}
