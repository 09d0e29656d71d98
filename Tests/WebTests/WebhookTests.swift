import Cryptography
import Recoveries
import Testing

@Suite("Stripe's webhooks over HTTP", .timeLimit(.minutes(5)))
struct WebhookTests {
    @Test("the signature is checked over the body as it came, and the recovery follows Stripe")
    func signed() async throws {
        try await Site.serving { site in
            let id = try await site.open()
            site.stripe.setIntent("pi_1", status: "succeeded")
            let reply = try await post(event, signedAs: event, site)
            #expect(reply.status == 200)
            #expect(reply.json as? [String: Bool] == ["received": true])
            #expect(try await site.recovery(id).state == .succeeded)
        }
    }

    @Test("one space more, or another time, and the signature does not fit")
    func changed() async throws {
        try await Site.serving { site in
            let id = try await site.open()
            site.stripe.setIntent("pi_1", status: "succeeded")
            #expect(try await post(event + " ", signedAs: event, site).code == "invalid_signature")
            #expect(try await post(event, signedAs: event, site, age: 301).code == "invalid_signature")
            #expect(try await post(event, signedAs: event, site, age: -301).code == "invalid_signature")
            #expect(try await site.recovery(id).state == .open)
        }
    }

    @Test("while Stripe cannot be asked the event is refused, so that it is sent again")
    func away() async throws {
        try await Site.serving { site in
            try await site.open()
            site.stripe.be(.away)
            let reply = try await post(event, signedAs: event, site)
            #expect(reply.status == 503)
        }
    }

    private let event = """
        { "id":"evt_1", "object":"event","type":"payment_intent.succeeded","livemode":false,
          "data":{"object":{"id":"pi_1","object":"payment_intent","status":"succeeded"}} }
        """

    private func post(_ body: String, signedAs signed: String, _ site: Site, age: Int64 = 0) async throws -> HTTPReply {
        let time = site.now.seconds - age
        let key = Array(Site.webhookSecret.reveal().utf8)
        let tag = Hexadecimal.encode(try HMACSHA256.code(for: Array("\(time).\(signed)".utf8), key: key))
        return try await site.send(
            "POST", "/stripe/webhooks/default", [("Stripe-Signature", "t=\(time),v1=\(tag)")], body: body)
    }
}
