"""A link whose time is over, and a link that another device has taken: the page sends a fresh one, and says no more."""

import pytest
from playwright.sync_api import expect

from support.child import until
from support.customer import CONTINUE, begin, enter_card, expect_mode, fail_bank, pass_bank, to_pay_page
from support.latchkey import Latchkey, link_in

WEEK = 8 * 86_400
ROLES = ["paying", "eager", "answered", "paid at Stripe", "canceled at Stripe"]
CANCELED = "canceled by the merchant"


@pytest.fixture(scope="module")
def single(tmp_path_factory, mailbox, stripe):
    """A shop whose links are each for one device."""
    service = Latchkey(tmp_path_factory.mktemp("single"), mailbox, stripe, SINGLE_DEVICE="true").start()
    yield service
    service.stop()


def address_of(role):
    return role.replace(" ", ".").lower() + "@renewal.example"


@pytest.fixture(scope="module")
def lapsed(tmp_path_factory, mailbox, stripe):
    """A shop, and recoveries in it by their part in these tests; a week after their links have expired."""
    service = Latchkey(tmp_path_factory.mktemp("lapsed"), mailbox, stripe).start()
    found = {role: service.open(stripe.charge(), address_of(role)) for role in [*ROLES, CANCELED]}
    links = {role: link_in(mailbox.one(address_of(role))) for role in found}
    assert service.call("POST", f"/v1/recoveries/{found[CANCELED]['id']}/cancel", {}).status == 200
    service.let_pass(WEEK)
    for role in ROLES:
        service.until_state(found[role]["id"], "expired")
    yield service, found, links
    service.stop()


def ask_for_a_fresh_link(page, link):
    """Presses the button on the page of a link that is over, and answers the two pages' sources."""
    assert page.goto(link).status in (409, 410)
    offer = page.content()
    expect(page.locator(CONTINUE)).to_have_count(0)
    with page.expect_navigation() as navigation:
        page.get_by_role("button", name="Send me a fresh link").click()
    assert navigation.value.status == 200
    expect(page.get_by_role("heading", name="Please check your messages")).to_be_focused()
    return offer, page.content()


def asked_for(shop, id):
    return [one for one in shop.recovery(id)["notifications"] if one["occasion"] == "asked"]


def fresh_mail(mailbox, address, count):
    """The newest of so many mails."""
    mails = mailbox.wait(address, count)
    assert len(mails) == count
    return mails[-1]


def pay(page, link):
    to_pay_page(page, link)
    begin(page)
    pass_bank(page)
    expect_mode(page, "done")


def test_an_expired_link_sends_a_fresh_one_which_pays(lapsed, mailbox, page):
    shop, found, links = lapsed
    address, opened = address_of("paying"), found["paying"]
    for source in ask_for_a_fresh_link(page, links["paying"]):
        assert address not in source and "renewal.example" not in source
    fresh = link_in(fresh_mail(mailbox, address, 2))
    assert fresh != links["paying"]
    assert shop.recovery(opened["id"])["state"] == "open"

    pay(page, fresh)
    recovery = shop.recovery(opened["id"])
    assert recovery["state"] == "succeeded"
    told = [entry["type"] for entry in recovery["timeline"]]
    assert [told.count(f"recovery.{name}") for name in ("expired", "reopened", "succeeded")] == [1, 1, 1]
    assert told.index("recovery.reopened") < told.index("recovery.succeeded")


def test_three_fresh_links_a_day_are_sent_and_the_answer_is_the_same_each_time(lapsed, mailbox, page):
    shop, found, links = lapsed
    address, id = address_of("eager"), found["eager"]["id"]
    answers = set()
    for count in range(2, 5):
        answers.add(ask_for_a_fresh_link(page, links["eager"])[1])
        fresh_mail(mailbox, address, count)
        until(lambda: all(one["state"] == "sent" for one in asked_for(shop, id)), "the mail is sent")
    answers.add(ask_for_a_fresh_link(page, links["eager"])[1])
    assert len(answers) == 1
    assert len(asked_for(shop, id)) == 3
    assert len(mailbox.mails(address)) == 4


@pytest.mark.parametrize("role, state", [("paid at Stripe", "succeeded"), ("canceled at Stripe", "canceled")])
def test_a_payment_that_ended_at_stripe_meanwhile_gets_the_same_answer_and_no_mail(
        lapsed, stripe, mailbox, page, role, state):
    shop, found, links = lapsed
    intent = stripe.intent(found[role]["payment_intent"])
    stripe.authenticate(intent) if state == "succeeded" else stripe.cancel(intent["id"])
    answer = ask_for_a_fresh_link(page, links[role])[1]
    assert answer == ask_for_a_fresh_link(page, links["answered"])[1]
    assert mailbox.wait(address_of("answered"), 2)

    shop.until_state(found[role]["id"], state)
    until(lambda: [one["state"] for one in asked_for(shop, found[role]["id"])] == ["canceled"], "the mail is given up")
    assert len(mailbox.mails(address_of(role))) == 1


def test_what_the_merchant_canceled_offers_no_fresh_link(lapsed, page):
    _, _, links = lapsed
    assert page.goto(links[CANCELED]).status == 410
    expect(page.get_by_role("heading", name="This request is closed")).to_be_visible()
    expect(page.locator("form")).to_have_count(0)


def test_a_pay_page_whose_link_ran_out_meanwhile_sends_a_fresh_one_too(make_shop, mailbox, page, stripe, address):
    shop = make_shop().start()
    opened = shop.open(stripe.charge(), address, expires_in=300)
    to_pay_page(page, link_in(mailbox.one(address)))
    shop.let_pass(400)
    page.reload()
    page.get_by_role("button", name="Send me a fresh link").click()
    expect(page.get_by_role("heading", name="Please check your messages")).to_be_focused()
    pay(page, link_in(fresh_mail(mailbox, address, 2)))
    assert shop.recovery(opened["id"])["state"] == "succeeded"


def test_a_second_device_is_told_and_pays_with_a_link_of_its_own(single, mailbox, make_page, stripe, address):
    opened = single.open(stripe.charge(), address)
    link = link_in(mailbox.one(address))
    phone, laptop = make_page(), make_page()
    to_pay_page(phone, link)
    begin(phone)
    fail_bank(phone)

    for source in ask_for_a_fresh_link(laptop, link):
        assert address not in source
    expect_still_owned(phone)
    pay_with_a_card(laptop, link_in(fresh_mail(mailbox, address, 2)))
    assert single.recovery(opened["id"])["state"] == "succeeded"
    phone.reload()
    expect_mode(phone, "done")


def expect_still_owned(page):
    """Reload, the back button and the link itself lead on, on the device that began."""
    page.reload()
    expect(page.locator("#pay-button")).to_be_enabled()
    page.go_back()
    expect(page.locator(CONTINUE)).to_be_visible()
    page.locator(CONTINUE).click()
    expect(page.locator("#pay-button")).to_be_enabled()


def pay_with_a_card(page, link):
    to_pay_page(page, link)
    if page.locator("#another-card").is_visible():
        page.locator("#another-card").click()
    enter_card(page, "4242424242424242")
    page.locator("#pay-button").click()
    expect_mode(page, "done")


def test_a_pay_page_left_open_on_a_second_device_is_told_when_it_is_reloaded(
        single, mailbox, make_page, stripe, address):
    """Both were there before either began; who begins first keeps the link."""
    single.open(stripe.charge(), address)
    link = link_in(mailbox.one(address))
    phone, laptop = make_page(), make_page()
    to_pay_page(phone, link)
    to_pay_page(laptop, link)
    begin(phone)
    laptop.locator("#pay-button").click()
    expect(laptop.get_by_role("heading", name="This link is in use on another device")).to_be_visible()
    expect(laptop.get_by_role("button", name="Send me a fresh link")).to_be_visible()
    pass_bank(phone)
    expect_mode(phone, "done")
