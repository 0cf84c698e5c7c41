"""A rule set of one's own: a copy, a change in it, and an answer by it: python own_rules.py"""

import shutil
import tempfile
from pathlib import Path

from crdecide import advise, load_ruleset
from crdecide.language.loading import default_rules_path

CHILD = {"age_days": 12, "tumours": {"count": 4}, "symptoms": {"arrhythmia": True}}

with tempfile.TemporaryDirectory() as folder:
    rules = Path(shutil.copytree(default_rules_path(), Path(folder, "rules")))
    manifest = rules / "ruleset.yaml"
    text = manifest.read_text(encoding="utf-8").replace("name: cardiac-rhabdomyoma-tsc", "name: our-hospital")
    manifest.write_text(text, encoding="utf-8")
    ruleset = load_ruleset(rules)  # every problem at once, with file and line, where it does not hold together

advisory = advise(CHILD, ruleset=ruleset)  # a rule set is loaded once, and answers any number of children
print(advisory.to_text())  # its last line names the rule set by which it was answered
