import Recoveries
import Testing

@testable import Service

@Suite("Releasing the client secret", .timeLimit(.minutes(5)))
struct SecretTests {
    @Test("the page's script gets what Stripe.js needs, in a reply that nobody keeps")
    func released() async throws {
        try await Site.serving { site in
            let reply = try await Browser(site).secret()
            #expect(reply.status == 200)
            #expect(reply["Cache-Control"] == "no-store")
            #expect(
                reply.text == """
                    {"account":null,"client_secret":"pi_1_secret_s","mode":"authenticate","payment_intent":"pi_1",\
                    "publishable_key":"pk_test_1","saved_payment_method":null,"setup_intent":null}
                    """)
        }
    }

    @Test("nobody confirms another sum than they were shown: the page is told, shows the new one, and goes on")
    func anotherSum() async throws {
        try await Site.serving { site in
            let browser = try await Browser(site)
            let shown = try await browser.page().text
            #expect(shown.contains("¥1,099") && shown.contains("&quot;sum&quot;:&quot;1099jpy&quot;"))
            let csrf = try await browser.csrf()
            site.stripe.setIntent("pi_1", status: "requires_action", amount: 2000)
            for _ in 0..<2 {
                let refused = try await browser.ask("POST", "secret?sum=1099jpy", csrf: csrf)
                #expect(refused.status == 409 && refused.json["code"] as? String == "amount_changed")
            }
            let page = try await browser.page().text
            #expect(page.contains("¥2,000") && page.contains("&quot;sum&quot;:&quot;2000jpy&quot;"))
            #expect(try await browser.ask("POST", "secret?sum=2000jpy", csrf: csrf).status == 200)
            #expect(try await site.recovery(browser.recovery).money.amount == 2000)
            let timeline = try await site.call("GET", "/recoveries/\(browser.recovery)").text
            #expect(timeline.contains("recovery.amount_changed"))
        }
    }

    @Test("who never said what they were shown, as an app, is told of a change that comes to light now")
    func anotherSumForApps() async throws {
        try await Site.serving { site in
            let browser = try await Browser(site)
            site.stripe.setIntent("pi_1", status: "requires_action", amount: 2000)
            #expect(try await browser.secret().status == 409)
            #expect(try await browser.secret().status == 200)
        }
    }

    @Test("a saved PaymentMethod that the bank wants authenticated is named")
    func savedMethod() async throws {
        try await Site.serving { site in
            let browser = try await Browser(site)
            site.stripe.setIntent(
                "pi_1", status: "requires_payment_method", error: StripeAccountStandIn.authenticationRequired)
            let reply = try await browser.secret()
            #expect(reply.json["mode"] as? String == "authenticate")
            #expect(reply.json["saved_payment_method"] as? String == "pm_1")
        }
    }

    @Test("the client secret is stored nowhere and logged nowhere")
    func nowhere() async throws {
        try await Site.serving { site in
            _ = try await Browser(site).secret()
            let dump = try await site.database.dump()
            #expect(!dump.contains("pi_1_secret_"))
            #expect(!site.log.lines.joined().contains("_secret_"))
        }
    }

    @Test("without the page's token, or with another's, nothing is released and Stripe is not asked")
    func csrf() async throws {
        try await Site.serving { site in
            let (mine, other) = (try await Browser(site, intent: "pi_1"), try await Browser(site, intent: "pi_2"))
            let (good, foreign) = (try await mine.csrf(), try await other.csrf())
            let asked = site.stripe.requestCount
            for action in ["secret", "result"] {
                for token in [nil, "", "x", foreign, String(good.dropLast()), String(good.reversed())] {
                    let reply = try await mine.ask("POST", action, csrf: token)
                    #expect(reply.status == 401)
                    #expect(reply.code == "session_over")
                }
            }
            #expect(site.stripe.requestCount == asked)
        }
    }

    @Test("a foreign origin is refused though it knows the token; our own is let in")
    func origin() async throws {
        try await Site.serving { site in
            let browser = try await Browser(site)
            let csrf = try await browser.csrf()
            for origin in ["https://evil.example", "null", "http://pay.example", "https://pay.example.evil.example"] {
                #expect(try await browser.ask("POST", "secret", csrf: csrf, fields: [("Origin", origin)]).status == 401)
            }
            let ours = [("Origin", "https://pay.example")]
            #expect(try await browser.ask("POST", "secret", csrf: csrf, fields: ours).status == 200)
        }
    }

    @Test("after 20 releases in an hour it is 429 with Retry-After, and then it works again")
    func limit() async throws {
        try await Site.serving { site in
            let browser = try await Browser(site)
            let csrf = try await browser.csrf()
            for _ in 0..<20 { #expect(try await browser.ask("POST", "secret", csrf: csrf).status == 200) }
            site.turnClock(by: .seconds(600))
            let asked = site.stripe.requestCount
            let refused = try await browser.ask("POST", "secret", csrf: csrf)
            #expect(refused.status == 429)
            #expect(refused.code == "too_many_releases")
            #expect(refused["Retry-After"] == "3000")
            #expect(site.stripe.requestCount == asked)
            site.turnClock(by: .seconds(3000))
            let again = try await Browser(
                site, link: try await site.link(to: browser.recovery), recovery: browser.recovery)
            #expect(try await again.secret().status == 200)
        }
    }

    @Test("while Stripe is away it is 503 with Retry-After, and nothing is consumed")
    func away() async throws {
        try await Site.serving { site in
            let browser = try await Browser(site)
            let csrf = try await browser.csrf()
            let before = try await site.database.dump()
            site.stripe.be(.away)
            for action in ["secret", "result"] {
                let reply = try await browser.ask("POST", action, csrf: csrf)
                #expect(reply.status == 503)
                #expect(reply.code == "stripe_unavailable")
                #expect(Int(reply["Retry-After"] ?? "") ?? 0 >= 1)
            }
            #expect(try await site.database.dump() == before)
            site.stripe.be(.well)
            #expect(try await browser.ask("POST", "secret", csrf: csrf).status == 200)
        }
    }

    @Test("a webhook that was missed exposes nothing: release asks Stripe first")
    func missedWebhook() async throws {
        try await Site.serving { site in
            for (index, status) in ["succeeded", "canceled", "processing"].enumerated() {
                let browser = try await Browser(site, intent: "pi_\(index)")
                let csrf = try await browser.csrf()
                site.stripe.setIntent("pi_\(index)", status: status)
                let reply = try await browser.ask("POST", "secret", csrf: csrf)
                #expect([409, 410].contains(reply.status))
                #expect(!reply.text.contains("_secret_"))
            }
        }
    }
}
