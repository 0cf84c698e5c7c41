"""HealthChain's SandboxClient: sends one synthetic request and prints what came back. Run by the peers' Python."""

from __future__ import annotations

import json
import logging
import sys

from healthchain.sandbox import SandboxClient

url, workflow = sys.argv[1:]
logging.disable(logging.CRITICAL)
client = SandboxClient(url=url, workflow=workflow)
client.load_synthetic(n=1, random_seed=7)
request = client.requests[0].model_dump(exclude_none=True, mode="json")
print(json.dumps({"request": request, "responses": client.send_requests()}))
