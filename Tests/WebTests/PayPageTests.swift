import Foundation
import Recoveries
import Testing

@Suite("The page where a payment is finished", .timeLimit(.minutes(5)))
struct PayPageTests {
    @Test("without a session it is 401, in words that say what to do")
    func noSession() async throws {
        try await Site.serving { site in
            let id = try await site.open()
            let before = site.database.count
            for cookie in ["", "__Host-latchkey-\(id)=x", "latchkey-\(id)=AQAA", "a=b; c"] {
                let reply = try await site.send("GET", "/pay/\(id)", [("Cookie", cookie)])
                #expect(reply.status == 401)
                #expect(reply["Content-Type"] == "text/html; charset=utf-8")
                #expect(reply.text.contains("Please open your link again"))
            }
            #expect(site.database.count == before)
        }
    }

    @Test("with a session it shows amount and what it is for; neither token nor client secret is in it")
    func page() async throws {
        try await Site.serving { site in
            let browser = try await Browser(site, more: #","description":"Blue shoes""#)
            let page = try await browser.page()
            #expect(page.status == 200)
            #expect(page.text.contains("¥1,099"))
            #expect(page.text.contains("Blue shoes"))
            #expect(!page.text.contains("_secret_"))
            #expect(!page.text.contains("/l/"))
        }
    }

    @Test("a second device opens a session of its own, and both work")
    func secondDevice() async throws {
        try await Site.serving { site in
            let id = try await site.open()
            let link = try await site.link(to: id)
            let phone = try await Browser(site, link: link, recovery: id)
            let laptop = try await Browser(site, link: link, recovery: id)
            #expect(phone.cookie != laptop.cookie)
            #expect(try await phone.secret().status == 200)
            #expect(try await laptop.secret().status == 200)
            #expect(try await phone.ask("POST", "secret", csrf: try await laptop.csrf()).status == 401)
        }
    }

    @Test("a second tab renews the session that the first one has, so that both pages work")
    func secondTab() async throws {
        try await Site.serving { site in
            let id = try await site.open()
            let links = [try await site.link(to: id), try await site.link(to: id)]
            let browser = try await Browser(site, link: links[0], recovery: id)
            let csrf = try await browser.csrf()
            site.turnClock(by: .seconds(60))
            for link in links {
                let again = try await site.send(
                    "POST", link, [("Sec-Fetch-Site", "same-origin"), ("Cookie", browser.cookie)], body: "")
                let cookie = try #require(again["Set-Cookie"]).prefix { $0 != ";" }
                #expect(cookie != browser.cookie)
                let reply = try await site.send(
                    "POST", "/pay/\(id)/secret", [("Cookie", String(cookie)), ("X-CSRF-Token", csrf)], body: "")
                #expect(reply.status == 200)
            }
        }
    }

    @Test("another recovery's cookie is refused, under its own name and under this one's")
    func foreignCookie() async throws {
        try await Site.serving { site in
            let (mine, other) = (try await Browser(site, intent: "pi_1"), try await Browser(site, intent: "pi_2"))
            let value = try #require(other.cookie.split(separator: "=").last)
            for cookie in [other.cookie, "__Host-latchkey-\(mine.recovery)=\(value)"] {
                let reply = try await site.send("GET", "/pay/\(mine.recovery)", [("Cookie", cookie)])
                #expect(reply.status == 401)
            }
            let both = "\(other.cookie); \(mine.cookie)"
            #expect(try await site.send("GET", "/pay/\(mine.recovery)", [("Cookie", both)]).status == 200)
        }
    }

    @Test("after half an hour the session is over")
    func sessionEnds() async throws {
        try await Site.serving { site in
            let browser = try await Browser(site)
            let csrf = try await browser.csrf()
            site.turnClock(by: .seconds(1799))
            #expect(try await browser.page().status == 200)
            site.turnClock(by: .seconds(1))
            #expect(try await browser.page().status == 401)
            #expect(try await browser.ask("POST", "secret", csrf: csrf).code == "session_over")
            #expect(try await browser.ask("GET", "status").code == "session_over")
        }
    }

    @Test("a session whose link's time is over sees that the link has expired")
    func expired() async throws {
        try await Site.serving { site in
            let browser = try await Browser(site, more: #","expires_in":300"#)
            let csrf = try await browser.csrf()
            site.turnClock(by: .seconds(300))
            let page = try await browser.page()
            #expect(page.status == 410)
            #expect(page.text.contains("This link has expired"))
            let secret = try await browser.ask("POST", "secret", csrf: csrf)
            #expect(secret.status == 410)
            #expect(secret.code == "link_expired")
        }
    }

    @Test("after success it says so, gives no secret, and leads back to the merchant")
    func confirmed() async throws {
        try await Site.serving { site in
            let browser = try await Browser(site, more: #","return_url":"https://shop.example/o?n=7#top""#)
            let csrf = try await browser.csrf()
            site.stripe.setIntent("pi_1", status: "succeeded")
            let result = try await browser.ask("POST", "result", csrf: csrf)
            #expect(result.json["state"] as? String == "succeeded")
            let page = try await browser.page()
            #expect(page.status == 200)
            #expect(page.text.contains("Your payment is confirmed"))
            #expect(page.text.contains("https://shop.example/o?n=7&amp;latchkey_status=succeeded#top"))
            #expect(!page.text.contains("_secret_"))
            let secret = try await browser.ask("POST", "secret", csrf: csrf)
            #expect(secret.status == 409)
            #expect(secret.code == "payment_confirmed")
            #expect(!secret.text.contains("_secret_"))
        }
    }

    @Test("a payment that was canceled is closed: 410, and no secret")
    func canceled() async throws {
        try await Site.serving { site in
            let browser = try await Browser(site)
            let csrf = try await browser.csrf()
            try await site.settle(browser.recovery, as: .revoked)
            let page = try await browser.page()
            #expect(page.status == 410)
            #expect(!page.text.contains("_secret_"))
            #expect(try await browser.ask("POST", "secret", csrf: csrf).status == 410)
        }
    }

    @Test("the status is what is known, and is asked of Stripe when the page polls")
    func status() async throws {
        try await Site.serving { site in
            let browser = try await Browser(site)
            let first = try await browser.ask("GET", "status")
            #expect(first.json as? [String: String] == ["state": "open", "step": "authenticate"])
            site.stripe.setIntent("pi_1", status: "succeeded")
            let asked = site.stripe.requestCount
            _ = try await browser.ask("GET", "status")
            #expect(site.stripe.requestCount == asked)
            site.turnClock(by: .seconds(2))
            let later = try await browser.ask("GET", "status")
            #expect(later.json as? [String: String] == ["state": "succeeded", "step": "done"])
        }
    }

    @Test("when something fails on our side a customer reads a page, not a document for machines")
    func failure() async throws {
        try await Site.serving { site in
            let browser = try await Browser(site)
            let link = try await site.link(to: browser.recovery)
            site.database.fail()
            for reply in [try await site.send("GET", link), try await browser.page()] {
                #expect(reply.status == 500)
                #expect(reply["Content-Type"] == "text/html; charset=utf-8")
                #expect(reply.text.contains("Something did not work on our side"))
                #expect(!reply.text.contains("canary"))
            }
            #expect(site.log.lines.contains { $0.contains("the-canary-in-the-error") })
        }
    }
}
