import Persistence
import Recoveries
import Testing

@Suite("Idempotency keys over HTTP", .timeLimit(.minutes(5)))
struct IdempotencyTests {
    private let body = #"{"payment_intent":"pi_1","customer":{"email":"a@b.example"}}"#

    @Test("same key, same body: same reply, marked as a repetition, and nothing more is done")
    func replayed() async throws {
        try await Site.serving { site in
            site.stripe.setIntent("pi_1", status: "requires_action")
            let first = try await site.call("POST", "/recoveries", body, idempotencyKey: "k1")
            let before = try await site.database.dump()
            site.turnClock(by: .seconds(60))
            site.stripe.be(.away)
            let second = try await site.call("POST", "/recoveries", body, idempotencyKey: "k1")
            #expect(first.status == 201)
            #expect(second.status == 201)
            #expect(second.text == first.text)
            #expect(first["Idempotent-Replayed"] == nil)
            #expect(second["Idempotent-Replayed"] == "true")
            #expect(try await site.database.dump() == before)
        }
    }

    @Test("same key, other body: 409, and nothing is written")
    func otherBody() async throws {
        try await Site.serving { site in
            site.stripe.setIntent("pi_1", status: "requires_action")
            site.stripe.setIntent("pi_2", status: "requires_action")
            _ = try await site.call("POST", "/recoveries", body, idempotencyKey: "k1")
            let before = try await site.database.dump()
            let other = #"{"payment_intent":"pi_2","customer":{"email":"a@b.example"}}"#
            let reply = try await site.call("POST", "/recoveries", other, idempotencyKey: "k1")
            #expect(reply.status == 409)
            #expect(reply.code == "idempotency_key_reused")
            #expect(try await site.database.dump() == before)
        }
    }

    @Test("the same key on another call is another request")
    func otherRoute() async throws {
        try await Site.serving { site in
            let id = try await site.open()
            _ = try await site.call("POST", "/recoveries/\(id)/links", idempotencyKey: "k1")
            let reply = try await site.call("POST", "/recoveries/\(id)/cancel", idempotencyKey: "k1")
            #expect(reply.code == "idempotency_key_reused")
            #expect(try await site.recovery(id).state == .open)
        }
    }

    @Test("a link is given again by its key, though no token was stored")
    func links() async throws {
        try await Site.serving { site in
            let id = try await site.open()
            let first = try await site.call("POST", "/recoveries/\(id)/links", idempotencyKey: "k1")
            let second = try await site.call("POST", "/recoveries/\(id)/links", idempotencyKey: "k1")
            #expect(second.text == first.text)
            #expect(second["Idempotent-Replayed"] == "true")
            let url = try #require(first.json["url"] as? String)
            let token = try #require(url.split(separator: "/").last)
            let kept = try #require(
                try await site.database.base.read { try $0.idempotencyReply("k1", of: .default) })
            #expect(String(decoding: kept.body, as: UTF8.self).contains("lnk_"))
            #expect(!String(decoding: kept.body, as: UTF8.self).contains(token))
            let dump = try await site.database.dump()
            #expect(!dump.contains(token))
        }
    }

    @Test("16 at once with one key: one recovery, one message, 16 times the same reply")
    func atOnce() async throws {
        try await Site.serving { site in
            site.stripe.setIntent("pi_1", status: "requires_action")
            let replies = try await withThrowingTaskGroup(of: HTTPReply.self) { group in
                for _ in 0..<16 {
                    group.addTask { try await site.call("POST", "/recoveries", body, idempotencyKey: "k1") }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(Set(replies.map(\.text)).count == 1)
            #expect(replies.allSatisfy { [200, 201].contains($0.status) })
            let all = try await site.database.base.read { try $0.outbox(limit: 100) }
            #expect(all.count == 1)
        }
    }

    @Test("a refused request keeps no reply: mended, it may be sent again with its key")
    func refusalIsNotKept() async throws {
        try await Site.serving { site in
            let unknown = try await site.call("POST", "/recoveries", body, idempotencyKey: "k1")
            #expect(unknown.code == "payment_intent_not_found")
            site.stripe.setIntent("pi_1", status: "requires_action")
            #expect(try await site.call("POST", "/recoveries", body, idempotencyKey: "k1").status == 201)
        }
    }

    @Test("a key that is no key is refused", arguments: ["a b", String(repeating: "k", count: 256), "é"])
    func badKey(_ key: String) async throws {
        try await Site.serving { site in
            let reply = try await site.call("POST", "/recoveries", body, idempotencyKey: key)
            #expect(reply.status == 400)
            #expect(reply.json["param"] as? String == "Idempotency-Key")
        }
    }
}
