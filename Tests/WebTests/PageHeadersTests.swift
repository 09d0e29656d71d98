import Recoveries
import Testing

@Suite("The headers of customers' pages", .timeLimit(.minutes(5)))
struct PageHeadersTests {
    static let quietPolicy =
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
        + "frame-ancestors 'none'"

    static func paymentPolicy(_ foreign: String = "") -> String {
        "default-src 'none'; script-src 'self' https://js.stripe.com https://*.js.stripe.com\(foreign); "
            + "connect-src 'self' https://api.stripe.com\(foreign); "
            + "frame-src https://js.stripe.com https://*.js.stripe.com https://hooks.stripe.com\(foreign); "
            + "style-src 'self' 'unsafe-inline'; img-src 'self'; form-action 'self'; base-uri 'none'; "
            + "frame-ancestors 'none'"
    }

    static let common = [
        "content-type": "text/html; charset=utf-8", "cache-control": "no-store", "x-content-type-options": "nosniff",
        "x-robots-tag": "noindex", "x-frame-options": "DENY", "cross-origin-resource-policy": "same-origin",
    ]
    static let quiet = common.merging([
        "referrer-policy": "no-referrer", "cross-origin-opener-policy": "same-origin",
        "content-security-policy": quietPolicy,
    ]) { $1 }
    static let hsts = ["strict-transport-security": "max-age=63072000; includeSubDomains"]

    @Test("the link's page lets nothing run and nothing load but our style")
    func link() async throws {
        try await Site.serving { site in
            let link = try await site.link(to: try await site.open())
            #expect(ours(try await site.send("GET", link)) == Self.quiet.merging(Self.hsts) { $1 })
        }
    }

    @Test("a page for a link that leads nowhere says as much in its headers")
    func notFound() async throws {
        try await Site.serving { site in
            let reply = try await site.send("GET", "/l/nothing")
            #expect(reply.status == 404)
            #expect(ours(reply) == Self.quiet.merging(Self.hsts) { $1 })
        }
    }

    @Test("the payment's page lets Stripe.js run, and nobody else")
    func payment() async throws {
        try await Site.serving { site in
            let allowed = #"(self "https://js.stripe.com" "https://hooks.stripe.com")"#
            let wanted = Self.common.merging(Self.hsts) { $1 }.merging([
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
            #expect(ours(try await site.send("GET", link)) == Self.quiet)
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
