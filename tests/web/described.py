"""``make described``: the API by its own description, as another's tester asks it, with what fits and what does not.

Two minutes of processor time, therefore not one of the tests; ``test_api`` asks the same in short.
"""

from __future__ import annotations

from typing import Any

import httpx
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis import Case
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance

from monitor.web.api.openapi import document

# The schema does not say how a day is written; and an empty word, which forms send, says nothing.
BEYOND: list[Any] = [positive_data_acceptance, negative_data_rejection]
DESCRIBED = schemathesis.openapi.from_dict(document())


@DESCRIBED.parametrize()
@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck), database=None)
def test_an_operation_keeps_to_its_description(case: Case[Any], client: httpx.Client) -> None:
    case.call_and_validate(base_url=str(client.base_url), excluded_checks=BEYOND)
