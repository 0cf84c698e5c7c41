"""For those who review the rules: how rules, scenarios and evidence hang together."""
