"""A thousand clients that take their time keep nobody else waiting, and are cut."""

import re
import resource
import time

import pytest

from support import crowd
from support.child import until
from support.customer import begin, expect_mode, pass_bank, to_pay_page
from support.web import ask

CROWD = 1000
HEAD, REQUEST = 3, 6


@pytest.fixture(autouse=True)
def files():
    """A thousand connections need as many files, here as in the service, which sees to its own."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 4096), hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_a_thousand_slow_clients_keep_no_customer_from_paying_and_are_cut(make_shop, stripe, page, address):
    service = make_shop(HEAD_TIMEOUT=str(HEAD), REQUEST_TIMEOUT=str(REQUEST), IDLE_TIMEOUT=str(HEAD)).start()
    opened = service.open(stripe.charge(), address, notify=False)
    link = service.link(opened["id"])
    style = re.search(r'href="(/assets/[^"]+)"', ask("GET", link).text).group(1)
    with crowd.crowd(service.port, CROWD, style) as people:
        until(lambda: people.connected.value >= CROWD * 0.95, "the crowd is there")
        began = time.monotonic()
        to_pay_page(page, link)
        begin(page)
        pass_bank(page)
        expect_mode(page, "done")
        took = time.monotonic() - began
        present = people.connected.value
        # Whoever is cut comes again until each kind was cut, so the crowd is there the whole time.
        until(lambda: all(count.value for count in people.cut.values()), "each kind was cut", timeout=30)
        assert people.end(timeout=6 * REQUEST), f"{people.connected.value} are still connected"
    assert took < 10, f"the payment took {took:.1f} s"
    assert present >= CROWD * 0.5
    assert people.longest.value < 4 * REQUEST
    assert service.recovery(opened["id"])["state"] == "succeeded"
    assert "too slow" in service.log
