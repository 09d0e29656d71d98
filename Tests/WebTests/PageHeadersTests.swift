import Foundation
import HTTPTypes
import Hummingbird
import Messages
import NIOCore
import Recoveries
import Testing

@testable import Service
@testable import Web

@Suite("The headers of customers' pages", .timeLimit(.minutes(5)))
struct PageHeadersTests {
    static let quietPolicy =
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
        + "frame-ancestors 'none'; report-uri /csp; report-to csp"

    static func paymentPolicy(_ foreign: String = "") -> String {
        "default-src 'none'; script-src 'self' https://js.stripe.com https://*.js.stripe.com\(foreign); "
            + "connect-src 'self' https://api.stripe.com\(foreign); "
            + "frame-src https://js.stripe.com https://*.js.stripe.com https://hooks.stripe.com\(foreign); "
            + "style-src 'self' 'unsafe-inline'; img-src 'self'; form-action 'self'; base-uri 'none'; "
            + "frame-ancestors 'none'; report-uri /csp; report-to csp"
    }

    static let common = [
        "content-type": "text/html; charset=utf-8", "cache-control": "no-store", "x-content-type-options": "nosniff",
        "x-robots-tag": "noindex", "x-frame-options": "DENY", "cross-origin-resource-policy": "same-origin",
        "vary": "Accept-Encoding, Accept-Language",
    ]
    static let quiet = common.merging([
        "referrer-policy": "no-referrer", "cross-origin-opener-policy": "same-origin",
        "content-security-policy": quietPolicy,
    ]) { $1 }
    /// What a page says more when customers come by https, under the tests' usual base URL.
    static let https = [
        "strict-transport-security": "max-age=63072000; includeSubDomains",
        "reporting-endpoints": #"csp="https://pay.example/csp""#,
    ]
    static let http = ["reporting-endpoints": #"csp="http://127.0.0.1:8080/csp""#]

    @Test("the link's page lets nothing run and nothing load but our style")
    func link() async throws {
        try await Site.serving { site in
            let link = try await site.link(to: try await site.open())
            #expect(ours(try await site.send("GET", link)) == Self.quiet.merging(Self.https) { $1 })
        }
    }

    @Test("a page that says what went wrong, under either path, has the same headers, and no CSP that lets scripts run")
    func errors() async throws {
        try await Site.serving { site in
            for (status, page) in try await Self.errors(site) {
                #expect(page.status == status)
                #expect(ours(page) == Self.quiet.merging(Self.https) { $1 }, "\(status)")
            }
        }
    }

    /// 404, 401, 410 and 200 of what is over, and 500.
    private static func errors(_ site: Site) async throws -> [(Int, HTTPReply)] {
        let (expired, done) = (try await site.open("pi_1"), try await Browser(site, intent: "pi_2"))
        let links = (try await site.link(to: expired), try await site.link(to: done.recovery))
        var pages = [
            (404, try await site.send("GET", "/l/nothing")), (404, try await site.send("POST", "/l/nothing", body: "")),
            (401, try await site.send("GET", "/pay/\(expired)")), (401, try await site.send("GET", "/pay/nothing")),
            (403, try await site.send("POST", links.0, [("Origin", "https://evil.example")], body: "")),
        ]
        try await site.settle(done.recovery, as: .succeeded)
        pages.append((200, try await site.send("GET", links.1)))
        site.turnClock(by: .seconds(7 * 86_400 - 60))
        let browser = try await Browser(site, link: links.0, recovery: expired)
        site.turnClock(by: .seconds(120))
        pages.append((410, try await site.send("GET", links.0)))
        pages.append((410, try await browser.page()))
        site.turnClock(by: .seconds(1))
        site.database.fail()
        pages.append((500, try await site.send("GET", links.0)))
        pages.append((500, try await browser.page()))
        return pages
    }

    @Test("a page that asks to come back later has them as well, and says when")
    func tooMany() async throws {
        let checkout = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized
        func folder(_ name: String) -> String { checkout.appending(path: name).path(percentEncoded: false) }
        let site = try await Site(base: "https://pay.example", stripeJS: "https://js.stripe.com/v3/")
        let writer = PageWriter(
            settings: site.settings, library: try TemplateLibrary(directory: folder("templates")),
            catalogue: try Catalogue(directory: folder("templates/locales")),
            assets: try Assets(directory: folder("public")))
        let head = HTTPRequest(method: .get, scheme: "https", authority: "pay.example", path: "/l/x")
        let page = try writer.notice(
            .tooMany(retryAfter: .seconds(90)), .tooManyRequests,
            for: Request(head: head, body: .init(buffer: ByteBuffer())))
        let fields = Dictionary(
            page.headers.map { ($0.name.canonicalName, $0.value) }, uniquingKeysWith: { "\($0) \($1)" })
        #expect(page.status == .tooManyRequests)
        #expect(fields.filter { $0.key != "content-length" } == Self.quiet.merging(Self.https) { $1 })
    }

    @Test("the payment's page lets Stripe.js run, and nobody else")
    func payment() async throws {
        try await Site.serving { site in
            let allowed = #"(self "https://js.stripe.com" "https://hooks.stripe.com")"#
            let wanted = Self.common.merging(Self.https) { $1 }.merging([
                "referrer-policy": "strict-origin", "cross-origin-opener-policy": "same-origin-allow-popups",
                "permissions-policy": "payment=\(allowed), publickey-credentials-get=\(allowed)",
                "content-security-policy": Self.paymentPolicy(),
            ]) { $1 }
            let page = try await Browser(site).page()
            #expect(ours(page) == wanted)
        }
    }

    @Test("a Stripe.js from elsewhere is let in by its origin alone, and only on the payment's page")
    func foreign() async throws {
        try await Site.serving(base: "http://127.0.0.1:8080", stripeJS: "http://127.0.0.1:8420/js.stripe.com/v3/") {
            site in
            let browser = try await Browser(site)
            let page = try await browser.page()
            #expect(page["Content-Security-Policy"] == Self.paymentPolicy(" http://127.0.0.1:8420"))
            #expect(page["Permissions-Policy"]?.contains("8420") == false)
            let link = try await site.link(to: browser.recovery)
            #expect(try await site.send("GET", link)["Content-Security-Policy"] == Self.quietPolicy)
        }
    }

    @Test("on plain http, for development, nothing asks for https")
    func plain() async throws {
        try await Site.serving(base: "http://127.0.0.1:8080") { site in
            let link = try await site.link(to: try await site.open())
            #expect(ours(try await site.send("GET", link)) == Self.quiet.merging(Self.http) { $1 })
        }
    }

    /// What the server says of the page; what HTTP itself needs is left out.
    private func ours(_ reply: HTTPReply) -> [String: String] {
        let mechanics = ["date", "content-length", "connection", "server"]
        return Dictionary(
            reply.fields.filter { !mechanics.contains($0.name) }.map { ($0.name, $0.value) },
            uniquingKeysWith: { "\($0) and again \($1)" })
    }
}
