import Cryptography
import Foundation
import Persistence
import Recoveries
import Testing

@testable import Service

@Suite("The merchant API", .timeLimit(.minutes(5)))
struct RecoveryAPITests {
    @Test("a recovery is written as documented: every key, its type, and null where nothing is known")
    func shape() async throws {
        try await Site.serving { site in
            site.stripe.setIntent("pi_1", status: "requires_action")
            let reply = try await site.call(
                "POST", "/recoveries",
                """
                {"payment_intent":"pi_1","customer":{"email":"a@b.example","name":"Aya","locale":"ja",
                 "time_zone":"Asia/Tokyo"},"description":"Shoes","return_url":"https://shop.example/x",
                 "expires_in":604800,"reminders":[86400,259200],"notify":true,"metadata":{"orderNo":"7"}}
                """)
            #expect(reply.status == 201)
            #expect(reply["Content-Type"] == "application/json")
            #expect(reply["Cache-Control"] == "no-store")
            let text = reply.text.replacing(/(rec|ntf)_[0-9a-z]{26}/) { "\($0.output.1)_" }
            #expect(
                text == """
                    {"amount":1099,"card":null,"created":1800000000,"currency":"jpy","customer":{"email":"a@b.example",\
                    "id":null,"locale":"ja","name":"Aya","time_zone":"Asia/Tokyo"},"decline_reason":null,\
                    "description":"Shoes","expires_at":1800604800,"id":"rec_","metadata":{"orderNo":"7"},\
                    "notifications":[{"attempts":0,"channel":"email","due_at":1800000000,"id":"ntf_",\
                    "occasion":"first","sent_at":null,"state":"queued"}],"notify":true,"object":"recovery",\
                    "payment_intent":"pi_1","reminders":[86400,259200],"return_url":"https://shop.example/x",\
                    "settled_at":null,"setup_intent":null,"state":"open","step":"authenticate",\
                    "timeline":[{"at":1800000000,"detail":null,"type":"recovery.opened"}]}
                    """)
        }
    }

    @Test("a recovery reads the same afterwards, and a second one for its intent is the first")
    func readBack() async throws {
        try await Site.serving { site in
            site.stripe.setIntent("pi_1", status: "requires_action")
            let body = #"{"payment_intent":"pi_1","customer":{"email":"a@b.example"}}"#
            let opened = try await site.call("POST", "/recoveries", body)
            let id = try #require(opened.json["id"] as? String)
            let read = try await site.call("GET", "/recoveries/\(id)")
            let again = try await site.call("POST", "/recoveries", body)
            #expect(opened.status == 201)
            #expect(read.status == 200)
            #expect(again.status == 200)
            #expect(read.text == opened.text)
            #expect(again.text == opened.text)
        }
    }

    @Test("a link is written as documented, and leads to the recovery")
    func link() async throws {
        try await Site.serving { site in
            let id = try await site.open()
            let reply = try await site.call("POST", "/recoveries/\(id)/links")
            #expect(reply.status == 201)
            #expect(Set(reply.json.keys) == ["object", "id", "url", "expires_at"])
            #expect(reply.json["object"] as? String == "link")
            let url = try #require(reply.json["url"] as? String)
            #expect(url.hasPrefix("https://pay.example/l/"))
            #expect(try await site.send("GET", String(url.dropFirst("https://pay.example".count))).status == 200)
        }
    }

    @Test("canceling ends it: the recovery is revoked, its message canceled")
    func cancel() async throws {
        try await Site.serving { site in
            let id = try await site.open()
            let reply = try await site.call("POST", "/recoveries/\(id)/cancel", "{}")
            #expect(reply.status == 200)
            #expect(reply.json["state"] as? String == "revoked")
            let message = (reply.json["notifications"] as? [[String: Any]])?.first
            #expect(message?["state"] as? String == "canceled")
            #expect(try await site.call("POST", "/recoveries/\(id)/remind").code == "recovery_settled")
            #expect(try await site.call("POST", "/recoveries/\(id)/links").code == "recovery_settled")
        }
    }

    @Test("reminding queues one message more, once what waits has left")
    func remind() async throws {
        try await Site.serving { site in
            let id = try await site.open()
            let first = try await site.call("POST", "/recoveries/\(id)/remind")
            #expect((first.json["notifications"] as? [Any])?.count == 1)
            let now = site.now
            try await site.database.base.write { connection in
                for claim in try connection.claimNotifications(limit: 1, now: now, leaseUntil: now + .seconds(60)) {
                    _ = try connection.completeNotification(
                        claim.notification.id, merchant: .default, fence: claim.fence, next: .sent, at: now)
                }
            }
            let second = try await site.call("POST", "/recoveries/\(id)/remind")
            let occasions = (second.json["notifications"] as? [[String: Any]])?.map { $0["occasion"] as? String }
            #expect(occasions == ["first", "asked"])
        }
    }

    @Test("the browser's and the merchant's word settle nothing that Stripe can be asked about")
    func settle() async throws {
        try await Site.serving { site in
            let id = try await site.open()
            let reply = try await site.call("POST", "/recoveries/\(id)/settle", #"{"state":"succeeded"}"#)
            #expect(reply.json["state"] as? String == "open")
            site.stripe.setIntent("pi_1", status: "succeeded")
            let after = try await site.call("POST", "/recoveries/\(id)/settle", #"{"state":"failed"}"#)
            #expect(after.json["state"] as? String == "succeeded")
        }
    }

    @Test("another merchant's key finds nothing of the first merchant's")
    func isolation() async throws {
        try await Site.serving { site in
            let id = try await site.open()
            let other = try #require(MerchantID("other"))
            try await site.directory.add(
                Merchant(id: other, name: "Other", createdAt: site.now), stripeSecretKey: nil, webhookSecrets: [])
            let key = try await site.apiKeys.create(for: other, name: "test").key.reveal()
            let list = try await site.call("GET", "/recoveries", key: key)
            #expect((list.json["data"] as? [Any])?.isEmpty == true)
            #expect(try await site.call("GET", "/recoveries/\(id)", key: key).code == "recovery_not_found")
            for action in ["cancel", "remind", "links"] {
                let reply = try await site.call("POST", "/recoveries/\(id)/\(action)", key: key)
                #expect(reply.code == "recovery_not_found")
            }
            #expect(try await site.recovery(id).state == .open)
        }
    }

    @Test(
        "an action that takes no fields refuses any, and writes nothing", arguments: ["cancel", "remind", "links"])
    func strayFields(_ action: String) async throws {
        try await Site.serving { site in
            let id = try await site.open()
            let before = try await site.database.dump()
            let reply = try await site.call("POST", "/recoveries/\(id)/\(action)", #"{"force":true}"#)
            #expect(reply.status == 400)
            #expect(reply.code == "unknown_parameter")
            #expect(try await site.database.dump() == before)
        }
    }
}
