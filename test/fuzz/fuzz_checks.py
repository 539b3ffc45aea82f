"""What an answer must never be, beside what schemathesis checks by itself."""

import schemathesis


@schemathesis.check
def no_fault_of_ours(ctx, response, case):
    """A 5xx is a fault of ours, but "not now, come again": a slow machine may say that."""
    status = response.status_code
    names = {name.lower() for name in response.headers}
    if status < 500 or (status == 503 and "retry-after" in names):
        return
    raise AssertionError("the API answered %d" % status)


@schemathesis.check
def refusals_are_problems(ctx, response, case):
    """Whatever is refused says so as a problem of RFC 9457, with the id of the call in it."""
    if response.status_code < 400:
        return
    headers = {name.lower(): value for name, value in response.headers.items()}
    kind = str(headers.get("content-type"))
    if "application/problem+json" not in kind:
        raise AssertionError("a refusal is %s and no problem+json" % kind)
    problem = response.json()
    if problem.get("status") != response.status_code or not problem.get("code"):
        raise AssertionError("the problem does not say its own status and code")
