import Messages
import Peers
import Recoveries
import Testing

@testable import Service

@Suite("What a page weighs", .timeLimit(.minutes(5)))
struct WeightTests {
    static let limit = 30_000

    @Test("the page, its style and its script are under 30 KB in every mode, uncompressed", arguments: ["en", "ja"])
    func weights(_ locale: String) async throws {
        try await Site.serving { site in
            for (mode, page) in try await Self.modes(site, locale) {
                let files = try await Self.files(of: page, site)
                let whole = page.body.count + files.reduce(0) { $0 + $1.body.count }
                #expect(whole < Self.limit, "\(mode): \(whole) bytes in \(locale)")
                #expect(whole > 1024, "\(mode)")
                #expect(page["Cache-Control"] == "no-store", "\(mode)")
                #expect(files.allSatisfy { $0["Cache-Control"] == "public, max-age=31536000, immutable" }, "\(mode)")
            }
        }
    }

    @Test(
        "a page with a form, the heaviest there is, is under 30 KB in every language",
        arguments: ["authenticate", "new_card"])
    func languages(_ mode: String) async throws {
        try await Site.serving { site in
            let browser = try await Browser(site)
            try await Self.bring(site, "pi_1", browser, to: mode)
            let files = try await Self.files(of: try await browser.page(), site).reduce(0) { $0 + $1.body.count }
            for locale in try Site.catalogue.get().locales {
                let fields = [("Cookie", browser.cookie), ("Accept-Language", locale)]
                let page = try await site.send("GET", "/pay/\(browser.recovery)", fields)
                #expect(page.text.contains("<html lang=\"\(locale)\"") && page.text.contains("data-mode=\"\(mode)\""))
                #expect(page.body.count + files < Self.limit, "\(page.body.count + files) bytes in \(locale)")
            }
        }
    }

    @Test("a page loads one style, and one script where it needs one; both names hold a hash")
    func files() async throws {
        try await Site.serving { site in
            for (mode, page) in try await Self.modes(site, "en") {
                let names = Self.names(in: page.text)
                let needsScript = ["authenticate", "new_card", "wait"].contains(mode)
                #expect(names.count == (needsScript ? 2 : 1), "\(mode): \(names)")
                #expect(names.allSatisfy { $0.wholeMatch(of: /\/assets\/[a-z]+\.[0-9a-f]{12}\.(css|js)/) != nil })
            }
        }
    }

    @Test("pages and files come compressed to who asks, and are the same when read back", arguments: ["GET", "HEAD"])
    func compressed(_ method: String) async throws {
        try await Site.serving { site in
            let browser = try await Browser(site)
            let link = try await site.link(to: browser.recovery)
            let paths = [link, "/l/nothing"] + Self.names(in: try await browser.page().text)
            try #require(paths.count == 4)
            for path in paths {
                let plain = try await site.send("GET", path, [("Accept-Encoding", "gzip;q=0")])
                let got = try await site.send("GET", path, [("Accept-Encoding", "gzip, br")])
                let reply = try await site.send(method, path, [("Accept-Encoding", "gzip, br")])
                #expect(plain["Content-Encoding"] == nil)
                #expect(plain["Vary"]?.hasPrefix("Accept-Encoding") == true)
                #expect(reply.status == plain.status)
                #expect(reply["Content-Encoding"] == "gzip", "\(path)")
                #expect(reply["Vary"]?.hasPrefix("Accept-Encoding") == true)
                #expect(reply["Content-Length"] == String(got.body.count))
                #expect(got.body.count < plain.body.count)
                if method == "GET" { #expect(try Gunzip.bytes(of: reply.body) == plain.body) }
            }
        }
    }

    @Test("a reply with the client secret is never compressed")
    func secret() async throws {
        try await Site.serving { site in
            let browser = try await Browser(site)
            let reply = try await browser.ask(
                "POST", "secret", csrf: try await browser.csrf(), fields: [("Accept-Encoding", "gzip")])
            #expect(reply.json["client_secret"] as? String == "pi_1_secret_s")
            #expect(reply["Content-Encoding"] == nil)
        }
    }

    @Test("no page repeats anything of the request, so that its compressed length tells nobody a secret")
    func noEcho() async throws {
        try await Site.serving { site in
            let canary = "canary4711"
            let browser = try await Browser(site)
            let link = try await site.link(to: browser.recovery)
            let fields = ["User-Agent", "Referer", "Accept-Language", "X-Forwarded-For", "X-Forwarded-Host", "Origin"]
                .map { ($0, canary) }
            for path in [link, "/l/\(canary)", "/pay/\(browser.recovery)", "/pay/\(canary)"] {
                let cookies = [("Cookie", "\(browser.cookie); \(canary)=\(canary)")]
                let reply = try await site.send("GET", "\(path)?\(canary)=\(canary)", fields + cookies)
                #expect(reply["Content-Type"] == "text/html; charset=utf-8")
                #expect(!reply.text.contains(canary), "\(path)")
            }
        }
    }

    /// A page of each mode. The link's page and notices are modes too.
    static func modes(_ site: Site, _ locale: String) async throws -> [(String, HTTPReply)] {
        let language = [("Accept-Language", locale)]
        var pages: [(String, HTTPReply)] = []
        let settled: [(String, RecoveryState)] = [("done", .succeeded), ("gone", .canceled)]
        for (index, mode) in ["authenticate", "new_card", "wait", "done", "gone"].enumerated() {
            let browser = try await Browser(site, intent: "pi_\(index)")
            let link = try await site.link(to: browser.recovery)
            if index == 0 { pages.append(("link", try await site.send("GET", link, language))) }
            try await Self.bring(site, "pi_\(index)", browser, to: mode)
            if let state = settled.first(where: { $0.0 == mode })?.1 {
                try await site.settle(browser.recovery, as: state)
                pages.append(("notice", try await site.send("GET", link, language)))
            }
            let page = try await site.send("GET", "/pay/\(browser.recovery)", [("Cookie", browser.cookie)] + language)
            try #require(page.text.contains("data-mode=\"\(mode)\""), "\(mode)")
            pages.append((mode, page))
        }
        return pages
    }

    private static func bring(_ site: Site, _ intent: String, _ browser: Browser, to mode: String) async throws {
        switch mode {
        case "new_card": site.stripe.setIntent(intent, status: "requires_payment_method")
        case "wait": site.stripe.setIntent(intent, status: "processing")
        default: return
        }
        _ = try await browser.ask("POST", "result", csrf: try await browser.csrf())
    }

    static func names(in html: String) -> [String] {
        html.matches(of: /(?:href|src)="(\/[^"]+)"/).map { String($0.output.1) }
    }

    private static func files(of page: HTTPReply, _ site: Site) async throws -> [HTTPReply] {
        var files: [HTTPReply] = []
        for name in names(in: page.text) { files.append(try await site.send("GET", name)) }
        return files
    }
}
