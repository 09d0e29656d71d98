import Foundation
import HTTPTypes
import Hummingbird
import Messages
import Persistence
import Recoveries
import Testing

@testable import Service
@testable import Web

@Suite("Apps", .timeLimit(.minutes(5)))
struct AppTests {
    static let json = [("Accept", "application/json")]

    @Test("an app opens the link and gets what it shows and where it asks next, and the same cookie as a browser")
    func opens() async throws {
        try await Site.serving { site in
            let id = try await site.open(more: #","description":"Order 1042""#)
            let reply = try await site.send("POST", try await site.link(to: id), Self.json, body: "")
            #expect(reply.status == 201)
            #expect(reply["Content-Type"] == "application/json")
            #expect(reply["Cache-Control"] == "no-store")
            let session = try #require(reply.json["session"] as? String)
            #expect(reply["Set-Cookie"]?.hasPrefix("__Host-latchkey-\(id)=\(session);") == true)
            let page = "https://pay.example/pay/\(id)"
            #expect(
                reply.text == """
                    {"amount":1099,"currency":"jpy","description":"Order 1042","expires_at":\(site.now.seconds + 1800),\
                    "merchant":"Shop","mode":"authenticate","object":"session","recovery":"\(id)",\
                    "session":"\(session)","urls":{"result":"\(page)/result","secret":"\(page)/secret?sum=1099jpy",\
                    "status":"\(page)/status"}}
                    """)
        }
    }

    @Test("with the session in a header an app needs neither cookie nor token: secret, status and result")
    func goesOn() async throws {
        try await Site.serving { site in
            let (id, session) = try await Self.session(site)
            let fields = Self.json + [("Latchkey-Session", session)]
            let secret = try await site.send("POST", "/pay/\(id)/secret", fields, body: "")
            #expect(
                secret.text == """
                    {"account":null,"client_secret":"pi_1_secret_s","mode":"authenticate","payment_intent":"pi_1",\
                    "publishable_key":"pk_test_1","saved_payment_method":null,"setup_intent":null}
                    """)
            let status = try await site.send("GET", "/pay/\(id)/status", fields)
            #expect(status.json["state"] as? String == "open")
            site.stripe.setIntent("pi_1", status: "succeeded")
            let result = try await site.send("POST", "/pay/\(id)/result", fields, body: "")
            #expect(result.json["state"] as? String == "succeeded")
            let again = try await site.send("POST", "/pay/\(id)/secret", fields, body: "")
            #expect((again.status, again.code) == (409, "payment_confirmed"))
        }
    }

    @Test("a session is good for its own recovery and its half hour, and a changed one for nothing")
    func bounds() async throws {
        try await Site.serving { site in
            let (mine, session) = try await Self.session(site, "pi_1")
            let (other, foreign) = try await Self.session(site, "pi_2")
            for (id, value) in [
                (mine, foreign), (other, session), (mine, String(session.dropLast())), (mine, ""), (mine, "x"),
            ] {
                let reply = try await site.send("POST", "/pay/\(id)/secret", [("Latchkey-Session", value)], body: "")
                #expect((reply.status, reply.code) == (401, "session_over"))
            }
            site.turnClock(by: .seconds(1801))
            let late = try await site.send("POST", "/pay/\(mine)/secret", [("Latchkey-Session", session)], body: "")
            #expect(late.code == "session_over")
        }
    }

    @Test("the header stands for itself: beside it a browser's cookie is worth nothing without its token")
    func noMixing() async throws {
        try await Site.serving { site in
            let browser = try await Browser(site)
            for header in ["", "x"] {
                let reply = try await browser.ask("POST", "secret", fields: [("Latchkey-Session", header)])
                #expect((reply.status, reply.code) == (401, "session_over"))
            }
        }
    }

    @Test("a foreign site is refused, even if it could send the header; no preflight is ever granted")
    func foreignSite() async throws {
        try await Site.serving { site in
            let (id, session) = try await Self.session(site)
            let evil = [("Origin", "https://evil.example")]
            let reply = try await site.send(
                "POST", "/pay/\(id)/secret", evil + [("Latchkey-Session", session)], body: "")
            #expect(reply.status == 401)
            let preflight = try await site.send(
                "OPTIONS", "/pay/\(id)/secret", evil + [("Access-Control-Request-Method", "POST")])
            #expect(preflight.status == 405)
            #expect(!preflight.fields.contains { $0.name.hasPrefix("access-control-") })
        }
    }

    @Test(
        "who asks for JSON as a browser does must come from our own page",
        arguments: [
            ([("Origin", "https://evil.example")], 403), ([("Origin", "null")], 403),
            ([("Sec-Fetch-Site", "cross-site")], 403), ([("Sec-Fetch-Site", "none")], 403),
            ([("Origin", "null"), ("Sec-Fetch-Site", "cross-site")], 403),
            ([("Origin", "https://pay.example")], 201), ([("Sec-Fetch-Site", "same-origin")], 201), ([], 201),
        ])
    func browsers(_ fields: Site.Fields, _ status: Int) async throws {
        try await Site.serving { site in
            let link = try await site.link(to: try await site.open())
            let reply = try await site.send("POST", link, Self.json + fields, body: "")
            #expect(reply.status == status)
            #expect((reply["Set-Cookie"] != nil) == (status == 201))
            if status == 403 { #expect(reply.code == "foreign_origin") }
        }
    }

    @Test("a browser that submits the form is sent on as ever, whatever else it accepts")
    func form() async throws {
        try await Site.serving { site in
            let link = try await site.link(to: try await site.open())
            let accept = [("Accept", "text/html,application/xhtml+xml,application/json;q=0.9,*/*;q=0.8")]
            let ours = accept + [("Origin", "https://pay.example")]
            #expect(try await site.send("POST", link, ours, body: "").status == 303)
            // Without origin and nonce it is no app: it did not ask for JSON alone.
            #expect(try await site.send("POST", link, accept, body: "").status == 403)
        }
    }

    @Test("what stands in the way is told as a problem document with its own status")
    func refusals() async throws {
        try await Site.serving { site in
            let (expired, paid) = (try await site.open("pi_1"), try await site.open("pi_2"))
            let ended = try await site.open("pi_3")
            let links = (
                try await site.link(to: expired), try await site.link(to: paid), try await site.link(to: ended)
            )
            try await site.settle(paid, as: .succeeded)
            try await site.settle(ended, as: .canceled)
            site.turnClock(by: .seconds(8 * 86_400))
            for (path, status, code) in [
                ("/l/nothing", 404, "link_not_found"), (links.0, 410, "link_expired"),
                (links.1, 409, "payment_confirmed"), (links.2, 410, "link_ended"),
            ] {
                let reply = try await site.send("POST", path, Self.json, body: "")
                #expect((reply.status, reply.code) == (status, code))
                #expect(reply["Set-Cookie"] == nil)
            }
            await site.database.base.close()
            let away = try await site.send("POST", links.0, Self.json, body: "")
            #expect((away.status, away.code) == (503, "database_unavailable"))
            #expect(away["Retry-After"] == "5")
        }
    }

    @Test("too many releases are 429, and Stripe's absence 503, both with Retry-After")
    func laterPlease() async throws {
        try await Site.serving { site in
            let (id, session) = try await Self.session(site)
            let fields = Self.json + [("Latchkey-Session", session)]
            site.stripe.be(.away)
            let away = try await site.send("POST", "/pay/\(id)/secret", fields, body: "")
            #expect((away.status, away.code) == (503, "stripe_unavailable"))
            #expect(Int(away["Retry-After"] ?? "") ?? 0 >= 1)
            site.stripe.be(.well)
            for _ in 0..<20 {
                #expect(try await site.send("POST", "/pay/\(id)/secret", fields, body: "").status == 200)
            }
            let many = try await site.send("POST", "/pay/\(id)/secret", fields, body: "")
            #expect((many.status, many.code) == (429, "too_many_releases"))
            #expect(many["Retry-After"] == "3600")
        }
    }

    @Test("every notice that a page may show has a problem document for apps, with the status that says so")
    func notices() throws {
        let later: [(Notice, Int, String?)] = [
            (.tooMany(retryAfter: .milliseconds(89_001)), 429, "90"), (.tooMany(retryAfter: .zero), 429, "1"),
            (.failed, 500, nil), (.notFound, 404, nil), (.confirmed, 409, nil), (.expired, 410, nil),
            (.ended, 410, nil),
        ]
        for (notice, status, retryAfter) in later {
            let reply = Response.refusal(notice, .badRequest)
            #expect(reply.status.code == status)
            #expect(reply.headers[.retryAfter] == retryAfter)
            #expect(reply.headers[.contentType] == "application/problem+json")
        }
        #expect(Response.refusal(.sessionOver, .forbidden).status == .forbidden)
    }

    @Test("an app's session is neither stored nor logged")
    func nowhere() async throws {
        try await Site.serving { site in
            let (id, session) = try await Self.session(site)
            _ = try await site.send("POST", "/pay/\(id)/secret", [("Latchkey-Session", session)], body: "")
            #expect(try await !site.database.dump().contains(session))
            #expect(!site.log.lines.joined().contains(session))
        }
    }

    private static func session(_ site: Site, _ intent: String = "pi_1") async throws -> (RecoveryID, String) {
        let id = try await site.open(intent)
        let reply = try await site.send("POST", try await site.link(to: id), json, body: "")
        return (id, try #require(reply.json["session"] as? String))
    }
}
