// For node: the answer to each record on standard input, one a line; a record that cannot be is told with its faults.

function answerLines(data, lines) {
  const rules = prepared(data);
  return lines.filter(Boolean).map(line => {
    const record = JSON.parse(line), faults = faultsOf(rules, record);
    if (faults.length) return JSON.stringify({faults});
    const answer = answerFor(rules, record);
    return JSON.stringify({answer, page: pageOf(rules, answer)});
  });
}
