// For node: of each changed card on standard input, one a line, the answers that change, and the card as its file.

function changedCards(data, lines) {
  const rules = prepared(data);
  return lines.filter(Boolean).map(line => {
    const {id, card} = JSON.parse(line),
      before = rules.edit.rules[id];
    const found = changesBy(rules, id, card),
      children = childrenAnsweredOtherwise(rules, card, found);
    const changes = found.map(change => ({
      ...change,
      combinations: `${change.combinations}`,
      of: `${change.of}`,
    }));
    return JSON.stringify({
      changes,
      children: children.map(({page, changes: of}) => [page, of.map(({kind, name, before, after}) => [kind, name, before, after])]),
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

// The answers that the page makes anew of the rules as they are, and that are not the functions that were published.
function unlikePublished(data) {
  const rules = prepared(data);
  const {diagrams, parts, answers} = asTheyWere(rules, Object.values(rules.edit.rules).flatMap(conditionsOf));
  const words = leaf => {
    const told = {shown: "shown", open: "asked for"}[leaf] ?? leaf;
    return told?.stance ? outcomeInText(told) : told;
  };
  const seen = new Map();
  const isLike = (one, other) => {
    const key = `${one} ${other}`;
    if (!seen.has(key)) seen.set(key, isLikeBelow(one, other));
    return seen.get(key);
  };
  const isLikeBelow = (one, other) => {
    const [here, there] = [diagrams.asks[one], variable(rules, other)],
      part = Math.min(here, there);
    if (part === LEAF) return rules.leaves[other] === "invalid" || words(rules.leaves[other]) === diagrams.values[one];
    return rules.parts[part].states.every((state, n) => {
      const below = here === part ? diagrams.below[one][parts[part].places.get(state.join())] : one;
      return isLike(below, there === part ? goesOnAs(rules, other, n) : other);
    });
  };
  const published = ["scope", "danger", "option", "alert", "finding"].flatMap(kind =>
    Object.entries(data.functions[kind]).map(([name, node]) => [
      kind === "danger" ? "danger danger" : `${kind} ${name}`,
      node,
    ]),
  );
  const compared = published.filter(([answer]) => answers.has(answer));
  const unlike = compared.filter(([answer, node]) => !isLike(answers.get(answer), node)).map(([answer]) => answer);
  return JSON.stringify({compared: compared.length, unlike});
}
