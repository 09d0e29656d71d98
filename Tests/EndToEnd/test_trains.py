"""The functions of Stripe.js that the page calls, by its release train: those of another train throw."""

import json

import pytest
from playwright.sync_api import expect

from support.customer import to_pay_page

# Notes what it is asked, and finds every card incomplete, so that the page stays.
RECORDER = """
window.calls = [];
window.Stripe = (key, options) => {
  calls.push(["Stripe", key, options]);
  let changed = () => {};
  const element = {
    on: (event, handler) => { if (event === "change") changed = handler; },
    mount: target => {
      document.querySelector(target).textContent = "card";
      changed({complete: true});
    },
    focus: () => {}, update: () => {}, toJSON: () => "element",
  };
  const made = {elements: () => ({create: () => element})};
  for (const name of ["handleCardPayment", "handleCardSetup", "confirmCardPayment", "confirmCardSetup"]) {
    made[name] = async (...rest) => {
      if (!name.startsWith(VERB)) throw new Error(`${name} is not of this train`);
      calls.push([name, ...JSON.parse(JSON.stringify(rest))]);
      return {error: {type: "validation_error", code: "incomplete_number"}};
    };
  }
  return made;
};
"""


def calls(page, link):
    """What the page asks of Stripe.js when its button is pressed."""
    to_pay_page(page, link)
    page.locator("#pay-button").click()
    expect(page.locator("#error")).to_contain_text("number, expiry date")
    return page.evaluate("calls")


@pytest.mark.parametrize("train, verb", [
    ("v3", "handle"), ("acacia", "handle"), ("basil", "handle"), ("clover", "handle"), ("dahlia", "confirm"),
    ("edelweiss", "confirm")])
def test_the_page_calls_what_its_train_has(make_shop, stripe, page, address, train, verb):
    shop = make_shop(STRIPE_JS_TRAIN=train, STRIPE_ACCOUNT="acct_1Nv0FG").start()
    page.route(stripe.script, lambda route: route.fulfill(
        body=RECORDER.replace("VERB", json.dumps(verb)), content_type="text/javascript"))
    started = ["Stripe", stripe.publishable_key, {"locale": "en", "stripeAccount": "acct_1Nv0FG"}]

    payment = stripe.charge()
    recovery = shop.open(payment, address, notify=False)["id"]
    back = {"return_url": f"{shop.url}/pay/{recovery}"}
    data = [] if verb == "handle" else [back]
    assert calls(page, shop.link(recovery)) == [started, [f"{verb}CardPayment", payment["client_secret"], *data]]

    setup = stripe.setup()
    opened, link = shop.open_setup(setup)
    back = {"return_url": f"{shop.url}/pay/{opened['id']}"}
    data = "element" if verb == "handle" else {"payment_method": {"card": "element"}, **back}
    assert calls(page, link) == [started, [f"{verb}CardSetup", setup["client_secret"], data]]


@pytest.mark.parametrize("train, data", [
    ("clover", {"payment_method": "pm_saved"}), ("dahlia", {"payment_method": "pm_saved", "return_url": ...})])
def test_a_saved_card_that_the_bank_wants_confirmed_is_named(make_shop, stripe, page, address, train, data):
    shop = make_shop(STRIPE_JS_TRAIN=train).start()
    verb = "confirm" if train == "dahlia" else "handle"
    page.route(stripe.script, lambda route: route.fulfill(
        body=RECORDER.replace("VERB", json.dumps(verb)), content_type="text/javascript"))
    payment = stripe.charge()
    stripe.overlay(payment["id"], status="requires_payment_method", next_action=None, last_payment_error={
        "type": "card_error", "code": "authentication_required", "payment_method": "pm_saved"})
    recovery = shop.open(payment, address, notify=False)["id"]
    asked = calls(page, shop.link(recovery))[1]
    assert asked[:2] == [f"{verb}CardPayment", payment["client_secret"]]
    assert asked[2]["payment_method"] == "pm_saved"
    assert asked[2].keys() == data.keys()
