import Recoveries
import Testing

@Suite("A single device", .timeLimit(.minutes(5)))
struct SingleDeviceTests {
    private func serving(_ body: (Site) async throws -> Void) async throws {
        try await Site.serving(merchant: { $0.singleDevice = true }, body)
    }

    @Test("the first browser to start the payment owns the link; another is offered a fresh one, and gets no secret")
    func owner() async throws {
        try await serving { site in
            let id = try await site.open()
            let link = try await site.link(to: id)
            let phone = try await Browser(site, link: link, recovery: id)
            let laptop = try await Browser(site, link: link, recovery: id)
            let csrf = try await laptop.csrf()
            #expect(try await phone.secret().status == 200)
            let refused = try await laptop.ask("POST", "secret", csrf: csrf)
            #expect(refused.status == 409)
            #expect(refused.json["code"] as? String == "other_device")
            #expect(!refused.text.contains("_secret_"))
            for page in [try await laptop.page(), try await site.send("GET", link)] {
                #expect(page.status == 409)
                #expect(page.text.contains("in use on another device"))
                #expect(page.text.contains("Send me a fresh link"))
            }
            #expect(try await phone.secret().status == 200)
        }
    }

    @Test("two that start at the same moment: one of them owns the link")
    func race() async throws {
        try await serving { site in
            let id = try await site.open()
            let link = try await site.link(to: id)
            var browsers: [(Browser, String)] = []
            for _ in 0..<16 {
                let browser = try await Browser(site, link: link, recovery: id)
                browsers.append((browser, try await browser.csrf()))
            }
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for (browser, csrf) in browsers {
                    group.addTask { try await browser.ask("POST", "secret", csrf: csrf).status }
                }
                return try await group.reduce(into: [Int]()) { $0.append($1) }
            }
            #expect(statuses.filter { $0 == 200 }.count == 1)
            #expect(statuses.filter { $0 == 409 }.count == 15)
        }
    }

    @Test("the same browser comes again after its session is over, and is known")
    func comesAgain() async throws {
        try await serving { site in
            let id = try await site.open()
            let link = try await site.link(to: id)
            let browser = try await Browser(site, link: link, recovery: id)
            #expect(try await browser.secret().status == 200)
            site.turnClock(by: .seconds(7200))
            let cookie = [("Cookie", browser.cookie), ("Sec-Fetch-Site", "same-origin")]
            #expect(try await site.send("GET", link, cookie).status == 200)
            let pressed = try await site.send("POST", link, cookie, body: "")
            #expect(pressed.status == 303)
            #expect(pressed["Set-Cookie"]?.contains(/Max-Age=5[0-9]{5};/) == true, "it lives as long as the link")
        }
    }

    @Test("a fresh link, asked for on the second device, works there")
    func freshLink() async throws {
        try await serving { site in
            let id = try await site.open()
            let link = try await site.link(to: id)
            #expect(try await Browser(site, link: link, recovery: id).secret().status == 200)
            let sent = try await site.send("POST", link, [("Sec-Fetch-Site", "same-origin")], body: "act=renew")
            let reply = try await site.send("GET", try #require(sent["Location"]))
            #expect(reply.text.contains("Please check your messages"))
            let laptop = try await Browser(site, link: try await site.link(to: id), recovery: id)
            #expect(try await laptop.secret().status == 200)
        }
    }

    @Test("unless the merchant wants it, any device goes on")
    func off() async throws {
        try await Site.serving { site in
            let id = try await site.open()
            let link = try await site.link(to: id)
            for _ in 0..<2 { #expect(try await Browser(site, link: link, recovery: id).secret().status == 200) }
        }
    }
}
