import Persistence
import Recoveries
import Testing

@Suite("A fresh link", .timeLimit(.minutes(5)))
struct RenewalTests {
    private let week = Duration.seconds(8 * 86_400)

    @Test("an expired link's page offers a fresh one, shows no address, and the message's link opens the payment")
    func renews() async throws {
        try await Site.serving { site in
            let id = try await site.open()
            let link = try await site.link(to: id)
            site.turnClock(by: week)
            let page = try await site.send("GET", link)
            #expect(page.status == 410)
            #expect(page.text.contains("Send me a fresh link"))
            #expect(!page.text.contains("a@b.example"))
            let reply = try await ask(site, link, nonce: try nonce(in: page.text))
            #expect(reply.status == 200)
            #expect(reply.text.contains("Please check your messages"))
            #expect(!reply.text.contains("a@b.example"))
            let fresh = try #require(try await queued(site, id).last)
            #expect(fresh.occasion == .asked)
            #expect(try await site.recovery(id).state == .open)
            #expect(try await Browser(site, link: try await site.link(to: id), recovery: id).secret().status == 200)
        }
    }

    @Test("the answer is the same, word for word, however often it is asked; three messages a day are sent")
    func limit() async throws {
        try await Site.serving { site in
            let id = try await site.open()
            let link = try await site.link(to: id)
            site.turnClock(by: week)
            try await site.settle(id, as: .expired)
            var answers: Set<String> = []
            for _ in 0..<6 {
                answers.insert(try await ask(site, link).text)
                try await deliverAll(site, id)
            }
            #expect(answers.count == 1)
            #expect(try await queued(site, id).filter { $0.occasion == .asked }.count == 3)
            site.turnClock(by: .seconds(86_401))
            _ = try await ask(site, link)
            #expect(try await queued(site, id).filter { $0.occasion == .asked }.count == 4)
        }
    }

    @Test("while one message waits to leave, a second wish sends no second one")
    func oneMessage() async throws {
        try await Site.serving { site in
            let id = try await site.open()
            let link = try await site.link(to: id)
            site.turnClock(by: week)
            for _ in 0..<3 { _ = try await ask(site, link) }
            #expect(try await queued(site, id).filter { $0.occasion == .asked }.count == 1)
        }
    }

    @Test("a wish while a message waits uses up none of the day's; neither does one for which nothing is sent")
    func countsMessages() async throws {
        try await Site.serving { site in
            let silent = try await site.link(to: try await site.open("pi_2", more: #","notify":false"#))
            let id = try await site.open()
            let link = try await site.link(to: id)
            site.turnClock(by: week)
            for _ in 0..<11 { #expect(try await ask(site, silent).status == 200) }
            for _ in 0..<3 {
                for _ in 0..<4 { _ = try await ask(site, link) }
                try await deliverAll(site, id)
                // The link of the message runs out as well.
                site.turnClock(by: .seconds(60))
            }
            #expect(try await queued(site, id).filter { $0.occasion == .asked }.count == 3)
        }
    }

    @Test("the answer can be loaded again, and in another language, without asking again")
    func answerIsAPage() async throws {
        try await Site.serving { site in
            let id = try await site.open()
            let link = try await site.link(to: id)
            site.turnClock(by: week)
            let wish = [("Sec-Fetch-Site", "same-origin")]
            let sent = try await site.send("POST", link + "?lang=de", wish, body: "act=renew")
            #expect(sent.status == 303 && sent["Location"] == "\(link)/asked?lang=de")
            try await deliverAll(site, id)
            for tag in ["de", "fr", "de"] {
                let page = try await site.send("GET", "\(link)/asked?lang=\(tag)")
                #expect(page.status == 200 && page.text.contains("<html lang=\"\(tag)\""))
                #expect(!page.text.contains("a@b.example") && !page.text.contains("<form"))
            }
            #expect(try await queued(site, id).filter { $0.occasion == .asked }.count == 1)
            let usable = try await site.link(to: id)
            #expect(try await site.send("GET", usable + "/asked")["Location"] == usable, "there is no need to ask")
        }
    }

    @Test("64 wishes at once send one message")
    func atOnce() async throws {
        try await Site.serving { site in
            let id = try await site.open()
            let link = try await site.link(to: id)
            site.turnClock(by: week)
            try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<64 { group.addTask { try await ask(site, link).status } }
                for try await status in group { #expect(status == 200) }
            }
            #expect(try await queued(site, id).filter { $0.occasion == .asked }.count == 1)
        }
    }

    @Test(
        "nothing is sent for what cannot be paid any more", arguments: [RecoveryState.succeeded, .canceled, .revoked])
    func ended(_ state: RecoveryState) async throws {
        try await Site.serving { site in
            let id = try await site.open()
            let link = try await site.link(to: id)
            try await site.settle(id, as: state)
            site.turnClock(by: week)
            let page = try await site.send("GET", link)
            #expect(!page.text.contains("Send me a fresh link"))
            let reply = try await ask(site, link)
            #expect(reply.text == page.text)
            #expect(try await queued(site, id).allSatisfy { $0.occasion != .asked })
        }
    }

    @Test("what ran out can still be taken back by the merchant, and is not opened again after that")
    func takenBack() async throws {
        try await Site.serving { site in
            let id = try await site.open()
            let link = try await site.link(to: id)
            try await site.settle(id, as: .expired)
            #expect(try await site.call("POST", "/recoveries/\(id)/cancel").status == 200)
            #expect(try await site.recovery(id).state == .revoked)
            let answer = try await ask(site, link)
            #expect(answer.status == 410)
            #expect(try await site.recovery(id).state == .revoked)
            #expect(try await site.call("POST", "/recoveries/\(id)/cancel").status == 200, "once more changes nothing")
        }
    }

    @Test("where the merchant writes by itself, the page sends the customer to the merchant")
    func ownChannel() async throws {
        try await Site.serving { site in
            let id = try await site.open(more: #","notify":false"#)
            let link = try await site.link(to: id)
            site.turnClock(by: week)
            let page = try await site.send("GET", link)
            #expect(!page.text.contains("Send me a fresh link"))
            #expect(page.text.contains("please ask Shop for a new one"))
            #expect(try await ask(site, link).status == 200)
            #expect(try await queued(site, id).isEmpty)
        }
    }

    @Test("another site cannot press the button in a customer's browser")
    func foreign() async throws {
        try await Site.serving { site in
            let id = try await site.open()
            let link = try await site.link(to: id)
            site.turnClock(by: week)
            let forms: [Site.Fields] = [
                [("Origin", "https://evil.example")], [("Origin", "null"), ("Sec-Fetch-Site", "cross-site")],
                [("Origin", "null")],
            ]
            for fields in forms {
                #expect(try await site.send("POST", link, fields, body: "act=renew&nonce=AAAA").status == 403)
            }
            #expect(try await queued(site, id).allSatisfy { $0.occasion != .asked })
        }
    }

    @Test("a page whose link ran out meanwhile renews too, and only with its own token")
    func payPage() async throws {
        try await Site.serving { site in
            let browser = try await Browser(site, more: #","expires_in":300"#)
            site.turnClock(by: .seconds(600))
            let page = try await browser.page()
            #expect(page.status == 410)
            let path = "/pay/\(browser.recovery)/renew"
            #expect(page.text.contains(#"action="\#(path)""#))
            let cookie = [("Cookie", browser.cookie)]
            #expect(try await site.send("POST", path, cookie, body: "nonce=AAAA").status == 401)
            #expect(try await site.send("POST", path, body: "nonce=\(try nonce(in: page.text))").status == 401)
            let sent = try await site.send("POST", path, cookie, body: "nonce=\(try nonce(in: page.text))")
            #expect(sent.status == 303 && sent["Location"] == path)
            let reply = try await site.send("GET", path, cookie)
            #expect(reply.text.contains("Please check your messages"))
            #expect(try await queued(site, browser.recovery).contains { $0.occasion == .asked })
        }
    }

    @Test("an app asks for a fresh link and gets a document, not a page")
    func app() async throws {
        try await Site.serving { site in
            let id = try await site.open()
            let link = try await site.link(to: id)
            site.turnClock(by: week)
            let reply = try await site.send("POST", link, [("Accept", "application/json")], body: "act=renew")
            #expect(reply.status == 202)
            #expect(reply.json["object"] as? String == "renewal")
            #expect(try await queued(site, id).contains { $0.occasion == .asked })
        }
    }

    /// Asks as a browser does, which goes where it is sent.
    private func ask(_ site: Site, _ link: String, nonce: String = "") async throws -> HTTPReply {
        let reply = try await site.send(
            "POST", link, [("Origin", "null"), ("Sec-Fetch-Site", "same-origin")], body: "act=renew&nonce=\(nonce)")
        guard let path = reply["Location"] else { return reply }
        return try await site.send("GET", path)
    }

    private func nonce(in page: String) throws -> String {
        String(try #require(page.firstMatch(of: /name="nonce" value="([A-Za-z0-9_-]+)"/)).output.1)
    }

    private func queued(_ site: Site, _ id: RecoveryID) async throws -> [Notification] {
        try await site.database.base.read { try $0.notifications(of: id, merchant: .default) }
    }

    /// As the dispatcher does with what is due.
    private func deliverAll(_ site: Site, _ id: RecoveryID) async throws {
        let now = site.now
        try await site.database.base.write { connection in
            _ = try connection.execute(
                "UPDATE notifications SET state = 'sent', sent_at = $1 WHERE state = 'queued'",
                [.integer(now.milliseconds)])
        }
    }
}
