"""Every screen that a customer may meet, and the way to it."""

import dataclasses
import secrets

from playwright.sync_api import expect

from .child import until
from .customer import begin, enter_card, expect_mode, fail_bank, pass_bank, to_pay_page
from .web import ask

PEOPLE = {"en": {"name": "Ada Lovelace", "locale": "en"}, "ar": {"name": "ليلى حداد", "locale": "ar"}}
WORDS = {"en": "Two second-hand novels", "ar": "روايتان مستعملتان"}
SHOP = "https://kissaten.example"
SCREENS, MAILS = {}, {}


def listed(screens):
    """Adds a way to a list of screens, by the name that its pictures get."""
    def add(way):
        screens[way.__name__.replace("_", "-")] = way
        return way
    return add


screen, mail = listed(SCREENS), listed(MAILS)


@dataclasses.dataclass
class Tour:
    """One customer's browser on its way through a shop, in a language."""
    shop: object
    page: object
    language: str
    expired: str

    @property
    def stripe(self):
        return self.shop.stripe

    def charge(self):
        return self.stripe.charge(amount=2490, currency="eur")

    def declined(self):
        return self.stripe.declined(amount=2490, currency="eur")

    def open(self, intent=None, **fields):
        """Opens a recovery, and answers it with a link to it."""
        address = f"ada.{secrets.token_hex(6)}@customer.example"
        opened = self.shop.open(intent or self.charge(), address, customer=PEOPLE[self.language],
                                description=WORDS[self.language], return_url=f"{SHOP}/orders/1042", **fields)
        return opened, self.shop.link(opened["id"])

    def pay_page(self, intent=None):
        opened, link = self.open(intent)
        to_pay_page(self.page, link)
        self.page.wait_for_function("window.Stripe")
        return opened

    def setup(self):
        return self.shop.open_setup(
            self.stripe.setup(), customer=PEOPLE[self.language], return_url=f"{SHOP}/account")[1]

    def press(self, selector):
        self.page.locator(selector).click()

    def card_form(self):
        expect(self.page.get_by_placeholder("Card number")).to_be_visible()

    def read_mail(self, address):
        """Shows the mail as a program does that loads pictures."""
        self.page.set_content(self.shop.mailbox.one(address)["html"])

    def begin_elsewhere(self, link):
        """Starts the payment on another device, as an app does."""
        opened = ask("POST", link, b"", {"Accept": "application/json"}).json
        released = ask("POST", opened["urls"]["secret"], {}, {
            "Accept": "application/json", "Latchkey-Session": opened["session"]})
        assert released.status == 200, released.body


# The link

@screen
def link(tour):
    tour.page.goto(tour.open()[1])


@screen
def link_languages(tour):
    link(tour)
    tour.press(".languages summary")


@screen
def link_setup(tour):
    tour.page.goto(tour.setup())


@screen
def link_expired(tour):
    tour.page.goto(tour.expired)
    expect(tour.page.locator("#renew")).to_be_visible()


@screen
def link_renewed(tour):
    link_other_device(tour)
    tour.press("#renew")
    expect(tour.page.locator("#renew")).to_have_count(0)


@screen
def link_other_device(tour):
    link = tour.open()[1]
    tour.begin_elsewhere(link)
    tour.page.goto(link)
    expect(tour.page.locator("#renew")).to_be_visible()


@screen
def link_confirmed(tour):
    intent = tour.charge()
    opened, link = tour.open(intent)
    tour.stripe.authenticate(intent)
    assert tour.shop.call("POST", f"/v1/recoveries/{opened['id']}/settle", {}).json["state"] == "succeeded"
    tour.page.goto(link)


@screen
def link_canceled(tour):
    opened, link = tour.open()
    assert tour.shop.call("POST", f"/v1/recoveries/{opened['id']}/cancel", {}).status == 200
    tour.page.goto(link)


@screen
def link_not_found(tour):
    tour.page.goto(f"{tour.shop.url}/l/{'A' * 46}")


@screen
def link_too_many(tour):
    link = tour.open()[1]
    until(lambda: ask("POST", link, b"", {"Origin": tour.shop.url}).status == 429, "too many sessions", pause=0)
    tour.page.goto(link)
    if tour.page.locator("#continue").count():
        tour.press("#continue")
    expect(tour.page.locator("form")).to_have_count(0)


# The payment

@screen
def pay(tour):
    tour.pay_page()


@screen
def pay_working(tour):
    tour.pay_page()
    tour.page.route("**/secret?*", lambda route: None)
    tour.press("#pay-button")
    expect(tour.page.locator("#pay-button")).to_have_attribute("aria-busy", "true")


@screen
def pay_bank(tour):
    tour.pay_page()
    begin(tour.page)


@screen
def pay_another_card(tour):
    tour.pay_page()
    tour.press("#another-card")
    tour.card_form()


@screen
def pay_bank_failed(tour):
    pay_bank(tour)
    fail_bank(tour.page)
    tour.card_form()


@screen
def pay_new_card(tour):
    tour.pay_page(tour.declined())
    tour.card_form()


@screen
def pay_declined_again(tour):
    pay_new_card(tour)
    enter_card(tour.page, "4000000000000002")
    tour.press("#pay-button")
    expect(tour.page.locator("#error")).not_to_be_empty()


@screen
def pay_without_stripe(tour):
    tour.page.route(tour.stripe.script, lambda route: route.abort())
    to_pay_page(tour.page, tour.open()[1])
    expect(tour.page.locator("#error")).to_be_visible()


@screen
def pay_stripe_away(tour):
    tour.pay_page()
    tour.page.route("**/secret?*", lambda route: route.fulfill(status=503, json={"retry_after": 30}))
    tour.press("#pay-button")
    expect(tour.page.locator("#error")).to_be_visible()


@screen
def pay_wait(tour):
    opened = tour.pay_page()
    tour.stripe.overlay(opened["payment_intent"], status="processing", next_action=None)
    tour.press("#pay-button")
    expect_mode(tour.page, "wait")


@screen
def pay_done(tour):
    pay_bank(tour)
    pass_bank(tour.page)
    expect_mode(tour.page, "done")


@screen
def pay_canceled(tour):
    opened = tour.pay_page()
    tour.stripe.cancel(opened["payment_intent"])
    tour.press("#pay-button")
    expect_mode(tour.page, "gone")


@screen
def pay_session_over(tour):
    tour.pay_page()
    tour.page.context.clear_cookies()
    tour.page.reload()


# A card to be saved

@screen
def setup(tour):
    to_pay_page(tour.page, tour.setup())
    tour.card_form()


@screen
def setup_done(tour):
    setup(tour)
    enter_card(tour.page, "4242424242424242")
    tour.press("#pay-button")
    expect_mode(tour.page, "done")


# Mails

@mail
def mail_authenticate(tour):
    tour.read_mail(tour.open()[0]["customer"]["email"])


@mail
def mail_new_card(tour):
    tour.read_mail(tour.open(tour.declined())[0]["customer"]["email"])


@mail
def mail_setup(tour):
    address = f"ada.{secrets.token_hex(6)}@customer.example"
    tour.shop.open_setup(tour.stripe.setup(), notify=True, reminders=[],
                         customer={"email": address, **PEOPLE[tour.language]})
    tour.read_mail(address)
