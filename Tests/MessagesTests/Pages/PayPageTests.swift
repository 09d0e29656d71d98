import Foundation
import Recoveries
import Testing

@testable import Messages

@Suite("pay page")
struct PayPageTests {
    private static let allNotices: [Notice] = [
        .expired, .ended, .confirmed, .notFound, .tooMany(retryAfter: .seconds(60)), .sessionOver, .failed,
        .renewed, .otherDevice,
    ]

    @Test(
        "every face has its words in every locale", arguments: try Sample.catalogue.get().locales,
        IntentKind.allCases)
    func speaks(locale: String, kind: IntentKind) throws {
        for (state, step) in RecoveryState.allCases.flatMap({ state in StepName.allCases.map { (state, $0) } }) {
            let recovery = try PageSample.recovery(state: state, step: step, kind: kind)
            let html = try PageSample.pay(recovery, locale: locale)
            #expect(html.contains(#"<html lang="\#(locale)" dir="\#(locale == "ar" ? "rtl" : "ltr")">"#))
            if kind == .setup { #expect(!html.contains("class=\"amount\""), "nothing is charged") }
            let shown = html.replacing(/data-page="[^"]*"/, with: "")
            #expect(!shown.contains(/\{[a-z_]+\}/), "a placeholder was left")
        }
    }

    @Test("every decline has its words in every locale, and no two the same", arguments: ["en", "ja"])
    func explains(locale: String) throws {
        let words = try PageSample.words(locale)
        let leads = try DeclineReason.allCases.map { try words("page.reason.\($0.rawValue)") }
        #expect(Set(leads).count == leads.count)
        for (reason, lead) in zip(DeclineReason.allCases, leads) {
            let html = try PageSample.pay(try PageSample.recovery(step: .newCard, reason: reason), locale: locale)
            #expect(html.contains(#"id="lead">\#(lead)<"#))
        }
    }

    @Test("every notice has its words in every locale", arguments: try Sample.catalogue.get().locales, allNotices)
    func notices(locale: String, notice: Notice) throws {
        let html = try PageSample.notice(notice, locale: locale)
        #expect(html.contains(try PageSample.words(locale)("page.notice.\(notice.key).title")))
        #expect(html.contains(#"id="retry""#) == notice.canBeRetried)
        #expect(!html.contains(#"id="renew""#))
    }

    @Test("an expired link's page has a button where a fresh one can be sent, and else says whom to ask")
    func renewal() throws {
        let form = try PageSample.notice(.expired, renewal: RenewalForm(action: "/pay/rec_1/renew", nonce: "nonce-1"))
        #expect(form.contains(#"<form method="post" action="/pay/rec_1/renew">"#))
        #expect(form.contains(#"<input type="hidden" name="nonce" value="nonce-1">"#))
        #expect(form.contains("can be sent to the address that Shop has on file"))
        #expect(try PageSample.notice(.expired).contains("please ask Shop for a new one"))
    }

    @Test("a saved card's pages speak of a card, never of a payment")
    func setup() throws {
        #expect(try PageSample.link(kind: .setup).contains("Save a card for later payments"))
        #expect(try PageSample.notice(.confirmed, kind: .setup).contains("Your card is already saved"))
        let form = try PageSample.pay(try PageSample.recovery(step: .newCard, kind: .setup))
        #expect(form.contains(">Save card</button>"))
        #expect(form.contains("Nothing is charged now."))
        #expect(try #require(PageSample.data(in: form)).contains(#""kind":"setup""#))
        let done = try PageSample.pay(try PageSample.recovery(state: .succeeded, step: .done, kind: .setup))
        #expect(done.contains("Your card is saved"))
    }

    @Test(
        "state and step choose the face",
        arguments: [
            (RecoveryState.open, StepName.authenticate, PageMode.authenticate), (.open, .newCard, .newCard),
            (.open, .wait, .wait), (.open, .done, .wait), (.open, .gone, .gone), (.processing, .authenticate, .wait),
            (.succeeded, .authenticate, .done), (.canceled, .newCard, .gone), (.expired, .newCard, .gone),
            (.revoked, .newCard, .gone), (.failed, .newCard, .gone),
        ])
    func face(state: RecoveryState, step: StepName, mode: PageMode) throws {
        #expect(PageMode(try PageSample.recovery(state: state, step: step)) == mode)
    }

    @Test("the main button says what it does, and what is known stands above it")
    func button() throws {
        let html = try PageSample.pay(try PageSample.recovery())
        #expect(html.contains(#"type="submit">Confirm ¥1,099 payment</button>"#))
        #expect(html.contains("<bdi>Visa ending in 3063</bdi>") && html.contains("<bdi>Monthly box, December</bdi>"))
        #expect(html.contains(#"<span class="amount">¥1,099</span>"#))
    }

    @Test("sums are written as the customer's own country writes them")
    func figures() throws {
        var recovery = try PageSample.recovery()
        recovery.money = try Sample.money(1099, "usd")
        recovery.customer.locale = "en-US"
        #expect(try PageSample.pay(recovery).contains(">$10.99<"))
        recovery.customer.locale = "en-GB"
        #expect(try PageSample.pay(recovery).contains(">US$10.99<"))
    }

    @Test(
        "the script's data survives the attribute, whatever a merchant is called",
        arguments: [
            "Shop", #""><script>alert(1)</script>"#, "\"\u{301} onload=\u{301}x '\u{301}", "&quot;</body>",
            "لمتجر 🛒 'n' <b>",
        ])
    func data(name: String) throws {
        var merchant = try Sample.facts().merchant
        merchant.name = name
        let html = try PageSample.pay(try PageSample.recovery(), merchant: merchant)
        let json = try #require(PageSample.data(in: html))
        let data = try JSONDecoder().decode(PageScriptData.self, from: Data(json.utf8))
        #expect(data.csrf == "csrf-canary" && data.account == "acct_Shop" && data.train == "v3")
        #expect(data.address == "/pay/rec_1")
        #expect(data.strings?.failed.contains(PlainText.line(name, limit: 60)) == true)
        #expect(html.components(separatedBy: "<script").count == 2, "only the page's own script")
    }

    @Test("a finished page holds neither script nor token", arguments: [RecoveryState.succeeded, .canceled, .expired])
    func finished(state: RecoveryState) throws {
        let html = try PageSample.pay(try PageSample.recovery(state: state))
        #expect(!html.contains("<script") && !html.contains("data-page") && !html.contains("csrf-canary"))
    }

    @Test("nothing of the recovery that the customer need not see is on the page", arguments: RecoveryState.allCases)
    func discretion(state: RecoveryState) throws {
        let html = try PageSample.pay(try PageSample.recovery(state: state))
        for secret in ["anary-metadata", "cus_Canary", "pm_Canary", "pi_3Oz", "aiko@customer.example", "anary-return"] {
            #expect(!html.contains(secret))
        }
    }

    @Test("a confirmed page leads back to the merchant, by http only")
    func back() throws {
        let recovery = try PageSample.recovery(state: .succeeded)
        let html = try PageSample.pay(recovery, returnURL: "https://shop.example/thanks?a=1&b=2")
        #expect(html.contains(#"id="return" href="https://shop.example/thanks?a=1&amp;b=2">Back to Shop</a>"#))
        #expect(html.contains("24 November 2026"))
        #expect(!(try PageSample.pay(recovery, returnURL: "javascript:alert(1)")).contains("alert"))
    }

    @Test("the card that failed is not offered again when nothing is known of it")
    func unknownCard() throws {
        var recovery = try PageSample.recovery()
        recovery.paymentMethod = PaymentMethodSummary(id: "pm_1")
        let json = try #require(PageSample.data(in: try PageSample.pay(recovery)))
        let data = try JSONDecoder().decode(PageScriptData.self, from: Data(json.utf8))
        #expect(data.strings?.sameCard == nil)
    }

    @Test("the script has the words that the server has for each of Stripe's codes", arguments: IntentKind.allCases)
    func codes(kind: IntentKind) throws {
        let strings = try #require(try PageSample.data(try PageSample.recovery(kind: kind)).strings)
        #expect(strings.codes["declined"]?.contains("fraudulent") == true)
        for (reason, codes) in strings.codes {
            #expect(strings.reasons[reason] != nil)
            for code in codes.split(separator: " ") {
                #expect(DeclineReason(PaymentError(code: String(code))).rawValue == reason)
            }
        }
        let sent = strings.codes.values.flatMap { $0.split(separator: " ") }.map(String.init)
        #expect(sent.sorted() == DeclineReason.allCases.flatMap(\.codes).sorted())
    }

    @Test("Stripe.js is asked for a language that it has", arguments: try Sample.catalogue.get().locales)
    func stripeLocale(locale: String) throws {
        let other = ["zh-Hans": "zh", "ga": "auto", "is": "auto"]
        let data = try PageSample.data(try PageSample.recovery(), locale: locale)
        #expect(data.locale == locale)
        #expect(data.stripeLocale == other[locale] ?? locale)
    }

    @Test(
        "a language of a merchant's own gets the closest that Stripe.js has",
        arguments: [
            ("de-AT", "de"), ("pt-BR", "pt-BR"), ("zh-Hant", "zh-TW"), ("zh-Hant-TW", "zh-TW"), ("eo", "auto"),
            ("ga-IE", "auto"), ("", "auto"),
        ])
    func closest(locale: String, tag: String) {
        #expect(StripeLocale(closestTo: locale).tag == tag)
    }

    @Test("a lost connection is never said to charge who saves a card", arguments: ["en", "el"])
    func offline(locale: String) throws {
        let words = try PageSample.words(locale)
        let saving = try PageSample.data(try PageSample.recovery(kind: .setup), locale: locale)
        let paying = try PageSample.data(try PageSample.recovery(), locale: locale)
        #expect(saving.strings?.offline == (try words("page.problem.unreachable")))
        #expect(paying.strings?.offline == (try words("page.problem.offline")))
    }

    @Test("who saves a card is told of a decline without a word of paying")
    func declinesOfSetups() throws {
        let reasons = try #require(try PageSample.data(try PageSample.recovery(kind: .setup)).strings?.reasons)
        #expect(reasons.count == DeclineReason.allCases.count + 1)
        for (reason, words) in reasons { #expect(!words.contains("pay"), "\(reason): \(words)") }
    }

    @Test("a form that goes without its script keeps the language", arguments: ["en", "ja"])
    func nativeSubmit(locale: String) throws {
        let html = try PageSample.pay(try PageSample.recovery(), locale: locale)
        #expect(html.contains(#"<input type="hidden" name="lang" value="\#(locale)">"#))
    }

    @Test("tokens are unsaid when a page or a session is printed")
    func unsaid() throws {
        let page = try PayPage(
            recovery: try PageSample.recovery(), merchant: try Sample.facts().merchant, words: try PageSample.words(),
            assets: PageSample.assets, session: PageSample.session)
        #expect(!"\(page) \(PageSample.session)".contains("csrf-canary"))
    }
}
