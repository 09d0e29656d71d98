import Recoveries
import Testing

@Suite("The way back from the bank's own page", .timeLimit(.minutes(5)))
struct BankReturnTests {
    private static let payment =
        "?payment_intent=pi_1&payment_intent_client_secret=pi_1_secret_canary&redirect_status=succeeded"

    private func come(_ site: Site, _ browser: Browser, _ query: String) async throws -> HTTPReply {
        try await site.send("GET", "/pay/\(browser.recovery)\(query)", [("Cookie", browser.cookie)])
    }

    @Test("Stripe is asked what came of it, and the address without the secret shows it")
    func settled() async throws {
        try await Site.serving { site in
            let browser = try await Browser(site)
            site.stripe.setIntent("pi_1", status: "succeeded")
            let reply = try await come(site, browser, Self.payment)
            #expect(reply.status == 303)
            #expect(reply["Location"] == "/pay/\(browser.recovery)")
            #expect(reply["Cache-Control"] == "no-store")
            #expect(reply["Referrer-Policy"] == "no-referrer")
            #expect(try await site.recovery(browser.recovery).state == .succeeded)
            #expect(try await browser.page().text.contains("Your payment is confirmed"))
            #expect(!site.log.lines.joined().contains("secret_canary"))
        }
    }

    @Test("however often the address is loaded, Stripe is asked so often and no more")
    func limited() async throws {
        try await Site.serving { site in
            let browser = try await Browser(site)
            let before = site.stripe.requestCount
            for _ in 0..<200 { #expect(try await come(site, browser, Self.payment).status == 303) }
            #expect((100...130).contains(site.stripe.requestCount - before))
        }
    }

    @Test("what the address says is not believed")
    func notBelieved() async throws {
        try await Site.serving { site in
            let browser = try await Browser(site)
            #expect(try await come(site, browser, Self.payment).status == 303)
            #expect(try await site.recovery(browser.recovery).state == .open)
        }
    }

    @Test("the language that the customer chose is kept, and nothing else")
    func language() async throws {
        try await Site.serving { site in
            let browser = try await Browser(site)
            let clean = "/pay/\(browser.recovery)"
            for (query, address) in [
                ("?lang=de&setup_intent=seti_1&setup_intent_client_secret=seti_1_secret_x", clean + "?lang=de"),
                ("?redirect_status=failed&lang=pt-BR&x=1", clean + "?lang=pt-BR"),
                ("?redirect_status=failed&lang=a%0D%0Ab", clean), ("?redirect_status=failed&lang=", clean),
                ("?payment_intent_client_secret=x&lang=https://evil.example", clean),
            ] {
                #expect(try await come(site, browser, query)["Location"] == address)
            }
        }
    }

    @Test("while Stripe is away the customer gets the page all the same")
    func away() async throws {
        try await Site.serving { site in
            let browser = try await Browser(site)
            site.stripe.be(.away)
            #expect(try await come(site, browser, Self.payment).status == 303)
            #expect(try await browser.page().status == 200)
        }
    }

    @Test("without a session the secret leaves the address too, and Stripe is not asked")
    func noSession() async throws {
        try await Site.serving { site in
            let id = try await site.open()
            let asked = site.stripe.requestCount
            let reply = try await site.send("GET", "/pay/\(id)\(Self.payment)")
            #expect(reply.status == 303)
            #expect(reply["Location"] == "/pay/\(id)")
            #expect(site.stripe.requestCount == asked)
        }
    }
}
