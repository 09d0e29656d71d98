import Cryptography
import Recoveries
import Service
import Testing

@Suite("Refusals", .timeLimit(.minutes(5)))
struct RefusalTests {
    static let routes: [(path: String, allow: String)] = [
        ("/v1/recoveries", "GET, HEAD, POST"), ("/v1/recoveries/rec_x", "GET, HEAD"),
        ("/v1/recoveries/rec_x/cancel", "POST"), ("/v1/recoveries/rec_x/remind", "POST"),
        ("/v1/recoveries/rec_x/links", "POST"), ("/v1/recoveries/rec_x/settle", "POST"),
        ("/stripe/webhooks/default", "POST"), ("/healthz", "GET, HEAD"), ("/readyz", "GET, HEAD"),
        ("/l/token", "GET, HEAD, POST"), ("/pay/rec_x", "GET, HEAD"), ("/pay/rec_x/secret", "POST"),
        ("/pay/rec_x/result", "POST"), ("/pay/rec_x/renew", "GET, HEAD, POST"), ("/l/token/asked", "GET, HEAD"),
        ("/pay/rec_x/status", "GET, HEAD"), ("/assets/pay.js", "GET, HEAD"),
        ("/csp", "POST"),
    ]

    @Test("one spelling of a path works, so that no other one passes a limit by")
    func onePath() async throws {
        try await Site.serving { site in
            let link = try await site.link(to: try await site.open())
            let key = [("Authorization", "Bearer \(Site.key)")]
            for path in [
                "/\(link)", "\(link)/", link.replacing("/l/", with: "/l//"), "//v1/recoveries",
                "//pay/x?redirect_status=1",
            ] {
                let reply = try await site.send("GET", path, key)
                #expect(reply.status == 404 && reply["Location"] == nil, "\(path)")
            }
            #expect(try await site.send("GET", link).status == 200)
        }
    }

    @Test(
        "a person whose link was cut off reads a page; a machine gets a document",
        arguments: ["/", "/l", "/l/", "/pay/"])
    func cutOff(_ path: String) async throws {
        try await Site.serving { site in
            let page = try await site.send("GET", path, [("Accept", "text/html,*/*;q=0.8"), ("Accept-Language", "de")])
            #expect(page.status == 404 && page.text.contains("<html lang=\"de\""))
            #expect(try await site.send("GET", path).json["code"] as? String == "not_found")
        }
    }

    @Test("the icon that every browser asks for is no error")
    func icon() async throws {
        try await Site.serving { site in
            let reply = try await site.send("GET", "/favicon.ico")
            #expect(reply.status == 204 && reply["Cache-Control"] == "public, max-age=86400")
        }
    }

    @Test("the wrong method is 405 with what is allowed", arguments: routes)
    func wrongMethod(_ path: String, _ allow: String) async throws {
        try await Site.serving { site in
            let allowed = Set(allow.split(separator: ", ").map(String.init))
            for method in ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"] where !allowed.contains(method)
            {
                let reply = try await site.send(method, path, [("Authorization", "Bearer \(Site.key)")])
                #expect(reply.status == 405, "\(method) \(path)")
                #expect(reply["Allow"] == allow)
                #expect(reply.code == "method_not_allowed")
            }
            #expect(site.database.count <= 1)
        }
    }

    @Test(
        "an unknown path is 404, in words that say so",
        arguments: [
            "/", "/nothing", "/v2/recoveries", "/l", "/pay", "/l/a/b", "/healthz/x", "/assets", "/%00", "/..%2f",
        ])
    func unknownPath(_ path: String) async throws {
        try await Site.serving { site in
            let reply = try await site.send("GET", path)
            #expect(reply.status == 404)
            #expect(reply.code == "not_found")
        }
    }

    @Test("an unknown path under /v1 is 404 for who has a key, and 401 for who has none")
    func unknownAPI() async throws {
        try await Site.serving { site in
            let (known, unknown) = (try await site.call("GET", "/nothing"), try await site.send("GET", "/v1/nothing"))
            #expect(known.code == "not_found")
            #expect(unknown.code == "api_key_missing")
        }
    }

    @Test(
        "without a key that works there is nothing to see",
        arguments: [
            ("", "api_key_missing"), ("Bearer", "api_key_missing"), ("Bearer ", "api_key_missing"),
            ("Basic \(Site.key)", "api_key_missing"), (Site.key, "api_key_missing"),
            ("Bearer lk_wrong", "api_key_invalid"), ("Bearer \(Site.key)x", "api_key_invalid"),
            ("Bearer \(Site.key.dropLast())", "api_key_invalid"),
            ("Bearer " + String(repeating: "x", count: 5000), "api_key_missing"),
        ])
    func noKey(_ header: String, _ code: String) async throws {
        try await Site.serving { site in
            for (method, path) in [("GET", "/v1/recoveries"), ("POST", "/v1/recoveries"), ("DELETE", "/v1/recoveries")]
            {
                let reply = try await site.send(method, path, [("Authorization", header)])
                #expect(reply.status == 401)
                #expect(reply.code == code)
                #expect(reply["WWW-Authenticate"] == "Bearer")
                #expect(!reply.text.contains("lk_the-first"))
            }
        }
    }

    @Test(
        "no spelling of a path gets past the key",
        arguments: ["//v1/recoveries", "/v1//recoveries", "/%761/recoveries"])
    func spellings(_ path: String) async throws {
        try await Site.serving { site in
            try await site.open()
            let reply = try await site.send("GET", path)
            #expect([401, 404].contains(reply.status))
            #expect(!reply.text.contains("pi_1"))
        }
    }

    @Test("a revoked key is refused")
    func revoked() async throws {
        try await Site.serving { site in
            let (id, key) = try await site.apiKeys.create(for: .default, name: "test")
            #expect(try await site.call("GET", "/recoveries", key: key.reveal()).status == 200)
            _ = try await site.apiKeys.revoke(id)
            #expect(try await site.call("GET", "/recoveries", key: key.reveal()).code == "api_key_invalid")
        }
    }

    static let bad: [(body: String, code: String)] = [
        ("{", "invalid_json"), (#"{"payment_intent":"pi_1","nope":1}"#, "unknown_parameter"),
        (#"{"payment_intent":1}"#, "wrong_type"), (#"{"payment_intent":"in_1"}"#, "invalid_parameter"),
        (#"{"payment_intent":"pi_404","customer":{"email":"a@b.example"}}"#, "payment_intent_not_found"),
        (#"{"payment_intent":"pi_paid","customer":{"email":"a@b.example"}}"#, "payment_intent_succeeded"),
        (#"{"payment_intent":"pi_1","customer":{"email":"a@b.example\r\nBcc: x@y.example"}}"#, "invalid_parameter"),
        (#"{"payment_intent":"pi_1","customer":{"email":"nobody"}}"#, "invalid_parameter"),
        (#"{"payment_intent":"pi_1"}"#, "missing_parameter"),
        (
            #"{"payment_intent":"pi_1","customer":{"email":"a@b.example"},"description":"a\u0000b"}"#,
            "invalid_parameter"
        ),
        (
            #"{"payment_intent":"pi_1","customer":{"email":"a@b.example"},"return_url":"https://evil.example/"}"#,
            "return_origin_not_allowed"
        ),
    ]

    @Test("bad input is told what is wrong, and nothing is written", arguments: bad)
    func badInput(_ body: String, _ code: String) async throws {
        try await Site.serving { site in
            site.stripe.setIntent("pi_1", status: "requires_action")
            site.stripe.setIntent("pi_paid", status: "succeeded")
            let before = try await site.database.dump()
            let reply = try await site.call("POST", "/recoveries", body)
            #expect((400..<500).contains(reply.status))
            #expect(reply.code == code)
            #expect(reply.json["type"] as? String == "about:blank")
            #expect(reply.json["title"] is String)
            #expect(try await site.database.dump() == before)
        }
    }

    @Test("while Stripe is away a recovery is refused with Retry-After, and nothing is written")
    func stripeAway() async throws {
        try await Site.serving { site in
            site.stripe.be(.away)
            let before = try await site.database.dump()
            let reply = try await site.call(
                "POST", "/recoveries", #"{"payment_intent":"pi_1","customer":{"email":"a@b.example"}}"#)
            #expect(reply.status == 503)
            #expect(reply.code == "stripe_unavailable")
            #expect(Int(reply["Retry-After"] ?? "") ?? 0 >= 1)
            #expect(try await site.database.dump() == before)
        }
    }

    @Test("a webhook that is not signed by Stripe is refused, and one for nobody is not found")
    func webhook() async throws {
        try await Site.serving { site in
            let unsigned = try await site.send("POST", "/stripe/webhooks/default", body: "{}")
            #expect(unsigned.status == 400)
            #expect(unsigned.code == "invalid_signature")
            #expect(try await site.send("POST", "/stripe/webhooks/nobody", body: "{}").status == 404)
            #expect(try await site.send("POST", "/stripe/webhooks/%F0%9F%92%A3", body: "{}").status == 404)
        }
    }
}
