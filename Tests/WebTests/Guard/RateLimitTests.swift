import Recoveries
import Testing

@testable import Web

@Suite("How often each may ask", .timeLimit(.minutes(5)))
struct RateLimitTests {
    /// Few requests from an address, with this machine as the proxy that says for whom it asks.
    private static func guarding(addressRate: Int = 5, merchantRate: Int = 0) throws -> GuardSettings {
        var settings = GuardSettings()
        settings.trustedProxies = [try AddressBlock("127.0.0.1")]
        settings.addressRate = addressRate
        settings.merchantRate = merchantRate
        return settings
    }

    private func statuses(_ count: Int, _ site: Site, _ path: String, from address: String) async throws -> [Int] {
        var statuses: [Int] = []
        for _ in 0..<count {
            statuses.append(try await site.send("GET", path, [("X-Forwarded-For", address)]).status)
        }
        return statuses
    }

    @Test("an address that asks too often is told when to come again; another one is served, and so is it then")
    func address() async throws {
        try await Site.serving(guarding: Self.guarding()) { site in
            let link = try await site.link(to: try await site.open())
            #expect(try await statuses(6, site, link, from: "192.0.2.1") == [200, 200, 200, 200, 200, 429])
            let refusal = try await site.send("GET", link, [("X-Forwarded-For", "192.0.2.1")])
            #expect(refusal.status == 429)
            #expect(refusal["Retry-After"] == "12")
            #expect(refusal["Content-Type"] == "text/html; charset=utf-8")
            #expect(refusal["Cache-Control"] == "no-store")
            #expect(try await statuses(1, site, link, from: "192.0.2.2") == [200])
            site.turnClock(by: .seconds(12))
            #expect(try await statuses(2, site, link, from: "192.0.2.1") == [200, 429])
        }
    }

    @Test("scripts and apps are refused with a problem document")
    func problem() async throws {
        try await Site.serving(guarding: Self.guarding(addressRate: 1)) { site in
            let path = "/pay/rec_00000000000000000000000000/status"
            #expect(try await statuses(1, site, path, from: "192.0.2.1") == [401])
            let refusal = try await site.send("GET", path, [("X-Forwarded-For", "192.0.2.1")])
            #expect(refusal.status == 429)
            #expect(refusal.code == "too_many_requests")
            #expect(refusal["Retry-After"] == "60")
            let app = [("X-Forwarded-For", "192.0.2.1"), ("Accept", "application/json")]
            #expect(try await site.send("POST", "/l/x", app, body: "").code == "too_many_requests")
        }
    }

    @Test("the addresses of one /64 are one customer's")
    func network() async throws {
        try await Site.serving(guarding: Self.guarding(addressRate: 1)) { site in
            let link = try await site.link(to: try await site.open())
            #expect(try await statuses(1, site, link, from: "2001:db8:1:2::1") == [200])
            #expect(try await statuses(1, site, link, from: "2001:db8:1:2:3:4:5:6") == [429])
            #expect(try await statuses(1, site, link, from: "2001:db8:1:3::1") == [200])
        }
    }

    @Test("an address in front of the proxy's own word gains nothing")
    func spoofed() async throws {
        try await Site.serving(guarding: Self.guarding(addressRate: 1)) { site in
            let link = try await site.link(to: try await site.open())
            #expect(try await statuses(1, site, link, from: "203.0.113.1, 192.0.2.1") == [200])
            #expect(try await statuses(1, site, link, from: "203.0.113.2, 192.0.2.1") == [429])
        }
    }

    @Test("a proxy that nobody declared is warned of once, and its customers are not counted as one")
    func undeclared() async throws {
        var settings = try Self.guarding(addressRate: 1)
        settings.trustedProxies = []
        try await Site.serving(guarding: settings) { site in
            let link = try await site.link(to: try await site.open())
            #expect(try await statuses(4, site, link, from: "192.0.2.1") == [200, 200, 200, 200])
            #expect(site.log.lines.filter { $0.contains("LATCHKEY_TRUSTED_PROXIES") }.count == 1)
        }
    }

    @Test("a declared proxy that says nothing of its customers is warned of once")
    func silent() async throws {
        try await Site.serving(guarding: Self.guarding(addressRate: 1)) { site in
            let link = try await site.link(to: try await site.open())
            for _ in 0..<3 { #expect(try await site.send("GET", link).status == 200) }
            #expect(site.log.lines.filter { $0.contains("sends no X-Forwarded-For") }.count == 1)
        }
    }

    @Test("who guesses tokens is slowed down, and a right token from the same address still opens")
    func guesses() async throws {
        try await Site.serving(guarding: Self.guarding(addressRate: 0)) { site in
            let link = try await site.link(to: try await site.open())
            let forged = String(link.dropLast(3)) + "AAA"
            #expect(try await statuses(30, site, forged, from: "192.0.2.1") == Array(repeating: 404, count: 30))
            #expect(try await statuses(1, site, forged, from: "192.0.2.1") == [429])
            #expect(try await statuses(1, site, link, from: "192.0.2.1") == [200])
            #expect(try await statuses(1, site, forged, from: "192.0.2.2") == [404])
        }
    }

    @Test("a link opens so many sessions and no more for a while; forged tokens use none of them up")
    func sessions() async throws {
        try await Site.serving { site in
            let (one, other) = (try await site.open("pi_1"), try await site.open("pi_2"))
            let (link, next) = (try await site.link(to: one), try await site.link(to: other))
            let press = [("Origin", "null"), ("Sec-Fetch-Site", "same-origin")]
            for _ in 0..<10 {
                #expect(try await site.send("POST", String(link.dropLast(3)) + "AAA", press, body: "").status == 404)
                #expect(try await site.send("POST", link, [("Origin", "https://evil.example")], body: "").status == 403)
            }
            var opened = 0
            while opened < 500, try await site.send("POST", link, press, body: "").status == 303 { opened += 1 }
            #expect(opened == 120)
            let refusal = try await site.send("POST", link, press, body: "")
            #expect(refusal.status == 429)
            #expect(refusal["Retry-After"] == "5")
            #expect(refusal["Set-Cookie"] == nil)
            #expect(try await site.send("POST", next, press, body: "").status == 303)
            site.turnClock(by: .seconds(5))
            #expect(try await site.send("POST", link, press, body: "").status == 303)
        }
    }

    @Test("a payment's page asks Stripe so often and no more; who has no session uses none of it up")
    func payments() async throws {
        try await Site.serving { site in
            let browser = try await Browser(site)
            let csrf = try await browser.csrf()
            for _ in 0..<10 { #expect(try await browser.ask("POST", "result", csrf: "forged").status == 401) }
            var answered = 0
            while answered < 500, try await browser.ask("POST", "result", csrf: csrf).status == 200 { answered += 1 }
            #expect(answered == 120)
            let refusal = try await browser.ask("POST", "result", csrf: csrf)
            #expect(refusal.code == "too_many_requests")
            #expect(refusal["Retry-After"] == "1")
            #expect(try await browser.ask("GET", "status").status == 200)
        }
    }

    @Test("a merchant that calls too often is told to wait, after its key has been checked")
    func merchant() async throws {
        try await Site.serving(guarding: Self.guarding(merchantRate: 3)) { site in
            for _ in 0..<5 { #expect(try await site.call("GET", "/recoveries", key: "lk_wrong").status == 401) }
            for _ in 0..<3 { #expect(try await site.call("GET", "/recoveries").status == 200) }
            let refusal = try await site.call("GET", "/recoveries")
            #expect(refusal.status == 429)
            #expect(refusal.code == "too_many_requests")
            #expect(refusal["Retry-After"] == "20")
            site.turnClock(by: .seconds(20))
            #expect(try await site.call("GET", "/recoveries").status == 200)
        }
    }

    @Test("who guesses API keys is slowed down, and a right key from the same address still works")
    func keys() async throws {
        try await Site.serving(guarding: Self.guarding()) { site in
            let from = ("X-Forwarded-For", "192.0.2.1")
            var statuses: [Int] = []
            for guess in 0..<31 {
                let key = ("Authorization", "Bearer lk_\(guess)")
                statuses.append(try await site.send("GET", "/v1/recoveries", [from, key]).status)
            }
            #expect(statuses == Array(repeating: 401, count: 30) + [429])
            let right = ("Authorization", "Bearer \(Site.key)")
            #expect(try await site.send("GET", "/v1/recoveries", [from, right]).status == 200)
        }
    }

    @Test("an address on file is written to ten times a day for one merchant, however it is spelled")
    func recipients() throws {
        let second = try #require(MerchantID("second"))
        let start = Instant(seconds: 1_800_000_000)
        let limits = RateLimits(GuardSettings(), now: { start })
        let spellings = ["ada@customer.example", "Ada@Customer.Example"]
        let waits = (0..<11).map { limits.recipient(spellings[$0 % 2], of: .default) }
        #expect(waits.prefix(10).allSatisfy { $0 == nil })
        #expect(waits[10] == .seconds(8640))
        #expect(limits.recipient("bob@customer.example", of: .default) == nil)
        #expect(limits.recipient(spellings[0], of: second) == nil)
    }
}
