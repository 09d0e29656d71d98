import Recoveries
import Testing

@Suite("The page behind a link", .timeLimit(.minutes(5)))
struct LinkPageTests {
    @Test("looking, in whatever way and however often, changes nothing")
    func readOnly() async throws {
        try await Site.serving { site in
            let link = try await site.link(to: try await site.open())
            let before = try await site.database.dump()
            for method in ["GET", "HEAD", "GET", "OPTIONS", "PUT"] { _ = try await site.send(method, link) }
            #expect(try await site.database.dump() == before)
        }
    }

    @Test("it shows whose payment it is and one button, but no amount, secret, script or anything of others")
    func discreet() async throws {
        try await Site.serving { site in
            let link = try await site.link(to: try await site.open(more: #","description":"Blue shoes""#))
            let page = try await site.send("GET", link)
            #expect(page.status == 200)
            #expect(page.text.contains("Shop"))
            #expect(page.text.matches(of: /<button/).count == 1)
            for hidden in [
                "1,099", "1099", "¥", "Blue shoes", "pi_1", "a@b.example", "<script", "rec_", "http://", "https://",
            ] {
                #expect(!page.text.contains(hidden), "\(hidden)")
            }
            #expect(page["Set-Cookie"] == nil)
        }
    }

    @Test("HEAD says what GET says, without the page")
    func head() async throws {
        try await Site.serving { site in
            let link = try await site.link(to: try await site.open())
            let (get, head) = (try await site.send("GET", link), try await site.send("HEAD", link))
            #expect(head.status == 200)
            #expect(head.body.isEmpty)
            #expect(head["Content-Security-Policy"] == get["Content-Security-Policy"])
            #expect(head["Content-Length"] == get["Content-Length"])
        }
    }

    @Test("a scanner that submits the form does not spend the link, and leaves nothing behind")
    func scanner() async throws {
        try await Site.serving { site in
            let id = try await site.open()
            let link = try await site.link(to: id)
            let before = try await site.database.dump()
            for _ in 0..<5 { _ = try await Browser(site, link: link, recovery: id).page() }
            #expect(try await site.database.dump() == before)
            #expect(try await site.send("GET", link).status == 200)
        }
    }

    @Test("on https the cookie is bound to the host, and neither scripts nor plain http see it")
    func cookie() async throws {
        try await Site.serving { site in
            let id = try await site.open()
            let set = try await press(site, try await site.link(to: id))
            let pattern =
                /__Host-latchkey-(rec_[0-9a-z]{26})=[A-Za-z0-9_-]+; Path=\/; Max-Age=1800; HttpOnly; SameSite=Lax; Secure/
            #expect(try #require(set?.wholeMatch(of: pattern)).output.1 == "\(id)")
        }
    }

    @Test("on plain http it has neither prefix nor Secure, which browsers would refuse")
    func plainCookie() async throws {
        try await Site.serving(base: "http://127.0.0.1:8080") { site in
            let id = try await site.open()
            let set = try await press(site, try await site.link(to: id))
            let pattern = /latchkey-(rec_[0-9a-z]{26})=[A-Za-z0-9_-]+; Path=\/; Max-Age=1800; HttpOnly; SameSite=Lax/
            #expect(try #require(set?.wholeMatch(of: pattern)).output.1 == "\(id)")
        }
    }

    enum End: String, CaseIterable, Sendable { case succeeded, canceled, failed, revoked, expired, outOfTime }

    @Test("a link that has ended says how, and opens no session", arguments: End.allCases)
    func ended(_ end: End) async throws {
        try await Site.serving { site in
            let id = try await site.open()
            let link = try await site.link(to: id)
            if let state = RecoveryState(rawValue: end.rawValue) { try await site.settle(id, as: state) }
            if end == .outOfTime { site.turnClock(by: .seconds(8 * 86_400)) }
            for method in ["GET", "POST"] {
                let reply = try await site.send(
                    method, link, [("Sec-Fetch-Site", "same-origin")], body: method == "POST" ? "" : nil)
                #expect(reply.status == (end == .succeeded ? 200 : 410))
                #expect(reply.text.contains(words(of: end)))
                #expect(reply["Set-Cookie"] == nil)
                #expect(!reply.text.contains("_secret_"))
            }
        }
    }

    @Test(
        "the customer's own language comes first, then the browser's, then the merchant's",
        arguments: [
            (String?.none, String?.none, "en"), (nil, "ja,en;q=0.5", "ja"), (nil, "xx, ja;q=0.1", "ja"),
            (nil, "xx", "en"), ("ja", "en", "ja"), ("en", "ja", "en"), ("xx", "ja", "ja"),
        ])
    func language(_ own: String?, _ accepted: String?, _ wanted: String) async throws {
        try await Site.serving { site in
            let link = try await site.link(to: try await site.open(locale: own))
            let page = try await site.send("GET", link, accepted.map { [("Accept-Language", $0)] } ?? [])
            #expect(page.text.contains("<html lang=\"\(wanted)\""))
            let heading = wanted == "ja" ? "お手続き中のお支払いがあります" : "You have a payment to finish"
            #expect(page.text.contains(heading))
        }
    }

    private func press(_ site: Site, _ link: String) async throws -> String? {
        try await site.send("POST", link, [("Sec-Fetch-Site", "same-origin")], body: "")["Set-Cookie"]
    }

    private func words(of end: End) -> String {
        switch end {
        case .succeeded: "This payment is already confirmed"
        case .canceled, .failed, .revoked: "This request is closed"
        case .expired, .outOfTime: "This link has expired"
        }
    }
}
