import Recoveries
import Synchronization
import Testing

@Suite("What an operator sees", .timeLimit(.minutes(5)))
struct OperationTests {
    @Test("an error that nobody foresaw is 500 without its words, which stand in the log")
    func unforeseen() async throws {
        try await Site.serving { site in
            site.database.fail()
            let reply = try await site.call("GET", "/recoveries")
            #expect(reply.status == 500)
            #expect(reply.code == "internal_error")
            #expect(!reply.text.contains("canary"))
            #expect(site.log.lines.contains { $0.contains("the-canary-in-the-error") })
        }
    }

    @Test("the log names routes, never a path, a token, a key or a cookie")
    func log() async throws {
        try await Site.serving { site in
            let browser = try await Browser(site)
            let link = try await site.link(to: browser.recovery)
            let csrf = try await browser.csrf()
            for method in ["GET", "HEAD", "POST", "DELETE"] { _ = try await site.send(method, link, body: "") }
            _ = try await site.send("GET", "/nothing/the-canary-in-the-path?q=the-canary-in-the-query")
            _ = try await browser.secret()
            site.database.fail()
            _ = try await site.send("GET", link)
            let text = site.log.lines.joined(separator: "\n")
            #expect(text.contains("/l/{token}"))
            #expect(text.contains("/pay/{id}/secret"))
            let token = try #require(link.split(separator: "/").last)
            let cookie = try #require(browser.cookie.split(separator: "=").last)
            let secrets = [
                String(token), csrf, String(cookie), Site.key, "canary-in-the-path", "canary-in-the-query",
                "pi_1_secret",
            ]
            for secret in secrets { #expect(!text.contains(secret), "\(secret)") }
            #expect(!text.contains("/pay/rec_"))
        }
    }

    @Test("each request is one line: method, route, status")
    func lines() async throws {
        try await Site.serving { site in
            _ = try await site.send("GET", "/healthz")
            let lines = site.log.lines.filter { $0.hasPrefix("info Request ") }
            #expect(lines.count == 1)
            let line = try #require(lines.first)
            #expect(line.contains("\"route\": /healthz"))
            #expect(line.contains("\"method\": GET"))
            #expect(line.contains("\"status\": 200"))
        }
    }

    @Test("healthz says that the process lives though the database is gone; readyz says that it cannot work")
    func health() async throws {
        try await Site.serving { site in
            #expect(try await site.send("GET", "/readyz").json["status"] as? String == "ready")
            site.isReady.withLock { $0 = false }
            #expect(try await site.send("GET", "/healthz").json["status"] as? String == "ok")
            let reply = try await site.send("GET", "/readyz")
            #expect(reply.status == 503)
            #expect(reply.code == "not_ready")
        }
    }

    @Test("assets have their hash in their name, their type, and may be kept for ever")
    func assets() async throws {
        try await Site.serving { site in
            let browser = try await Browser(site)
            let page = try await browser.page().text
            let names = page.matches(of: /\/assets\/[^"]+/).map { String($0.output) }
            #expect(names.contains { $0.wholeMatch(of: /\/assets\/latchkey\.[0-9a-f]{12}\.css/) != nil })
            #expect(names.contains { $0.wholeMatch(of: /\/assets\/pay\.[0-9a-f]{12}\.js/) != nil })
            for name in names {
                let reply = try await site.send("GET", name)
                #expect(reply.status == 200)
                #expect(reply["Cache-Control"] == "public, max-age=31536000, immutable")
                #expect(reply["X-Content-Type-Options"] == "nosniff")
                let type = name.hasSuffix(".js") ? "text/javascript; charset=utf-8" : "text/css; charset=utf-8"
                #expect(reply["Content-Type"] == type)
                #expect(reply.body.count > 500)
            }
        }
    }

    @Test(
        "nothing else of the disk is served",
        arguments: [
            "/assets/latchkey.css", "/assets/pay.js", "/assets/..%2FPackage.swift", "/assets/%2e%2e", "/assets/..",
        ])
    func nothingElse(_ path: String) async throws {
        try await Site.serving { site in
            let reply = try await site.send("GET", path)
            #expect(reply.status == 404)
        }
    }
}
