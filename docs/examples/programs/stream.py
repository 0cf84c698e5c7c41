"""NDJSON in, NDJSON out, one child in memory at a time: python stream.py < children.ndjson > answers.ndjson"""

import json
import sys

from crdecide import InvalidPatient, advise

for number, line in enumerate(sys.stdin.buffer, start=1):
    if not line.strip():
        continue
    try:
        print(advise(json.loads(line)).model_dump_json(), flush=True)
    except InvalidPatient as error:
        # What is refused may still say a danger: it stands first in the error.
        print(json.dumps({"line": number, "error": str(error)}), flush=True)
    except (ValueError, RecursionError) as error:
        print(json.dumps({"line": number, "error": f"not JSON: {error}"}), flush=True)
