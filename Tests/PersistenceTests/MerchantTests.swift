import Recoveries
import Testing

@testable import Persistence

@Suite("Merchants, their keys and their kept replies")
struct MerchantTests {
    private let secrets = MerchantSecrets(stripeSecretKey: [0, 1, 255], webhookSecrets: [[9], [0, 8]])

    @Test("a merchant is read as it was written", arguments: Engine.allCases)
    func roundTrip(engine: Engine) async throws {
        let stored = try await engine.withDatabase { database in
            try await database.write { try $0.insertMerchant(Make.merchant(), secrets: secrets) }
            return try await database.read { try $0.merchant(Make.merchantID) }
        }
        #expect(stored == StoredMerchant(merchant: Make.merchant(), secrets: secrets))
    }

    @Test("a merchant with the least is read as it was written", arguments: Engine.allCases)
    func sparse(engine: Engine) async throws {
        let merchant = Merchant(id: .default, name: "Shop", createdAt: Make.now)
        let stored = try await engine.withDatabase { database in
            try await database.write { try $0.insertMerchant(merchant, secrets: MerchantSecrets()) }
            return try await database.read { try $0.merchant(.default) }
        }
        #expect(stored == StoredMerchant(merchant: merchant, secrets: MerchantSecrets()))
    }

    @Test("an update changes everything but the day of adding", arguments: Engine.allCases)
    func update(engine: Engine) async throws {
        var changed = Merchant(id: Make.merchantID, name: "New", locale: "de", createdAt: Make.now + .seconds(9))
        let (updated, missing, stored) = try await engine.withDatabase { [changed] database in
            try await database.write { connection in
                try connection.insertMerchant(Make.merchant(), secrets: MerchantSecrets())
                let updated = try connection.updateMerchant(changed, secrets: secrets)
                let missing = try connection.updateMerchant(Make.merchant(.default), secrets: secrets)
                return (updated, missing, try connection.merchant(Make.merchantID))
            }
        }
        changed.createdAt = Make.now
        #expect(stored == StoredMerchant(merchant: changed, secrets: secrets))
        #expect(updated)
        #expect(!missing)
    }

    @Test("merchants are listed by name", arguments: Engine.allCases)
    func list(engine: Engine) async throws {
        let merchants = try await engine.withDatabase { database in
            try await database.write { connection in
                try connection.insertMerchant(Make.merchant(.default), secrets: secrets)
                try connection.insertMerchant(Make.merchant(), secrets: secrets)
                return try connection.merchants()
            }
        }
        #expect(merchants == [Make.merchant(), Make.merchant(.default)])
    }

    @Test("secrets do not describe themselves")
    func redacted() {
        #expect("\(secrets)" == "a Stripe key, 2 webhook secrets, sealed")
    }

    private func key(_ hash: UInt8) -> StoredAPIKey {
        StoredAPIKey(
            merchant: Make.merchantID, id: Make.id(at: Make.now + .seconds(Int(hash))), name: "till",
            hash: Array(repeating: hash, count: 32), hint: "x9Qz", createdAt: Make.now)
    }

    @Test("a key is found by its hash until it is revoked, and revoked once", arguments: Engine.allCases)
    func keys(engine: Engine) async throws {
        let (first, second) = (key(1), key(2))
        try await engine.withDatabase { database in
            try await database.write { connection in
                try connection.insertMerchant(Make.merchant(), secrets: MerchantSecrets())
                try connection.insertAPIKey(second)
                try connection.insertAPIKey(first)
                #expect(try connection.apiKey(hash: first.hash) == first)
                #expect(try connection.apiKey(hash: Array(repeating: 3, count: 32)) == nil)
                #expect(try connection.revokeAPIKey(first.id, at: Make.now))
                #expect(try !connection.revokeAPIKey(first.id, at: Make.now))
                #expect(try connection.apiKey(hash: first.hash) == nil)
                try connection.touchAPIKey(second.id, at: Make.now + .seconds(5))
                let listed = try connection.apiKeys(of: Make.merchantID)
                #expect(listed.map(\.id) == [first.id, second.id])
                #expect(listed.map(\.revokedAt) == [Make.now, nil])
                #expect(listed.map(\.lastUsedAt) == [nil, Make.now + .seconds(5)])
            }
        }
    }

    private func reply(_ body: String, at instant: Instant = Make.now) -> IdempotencyReply {
        IdempotencyReply(
            merchant: Make.merchantID, key: "k-1", requestHash: [1, 2], status: 201, body: Array(body.utf8),
            createdAt: instant)
    }

    @Test("the first reply to a key is kept, a second is not", arguments: Engine.allCases)
    func firstReply(engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await database.write { connection in
                try connection.insertMerchant(Make.merchant(), secrets: MerchantSecrets())
                #expect(try connection.idempotencyReply("k-1", of: Make.merchantID) == nil)
                #expect(try connection.insertIdempotencyReply(reply("{}")))
                #expect(try !connection.insertIdempotencyReply(reply("[]")))
                #expect(try connection.idempotencyReply("k-1", of: Make.merchantID) == reply("{}"))
                #expect(try connection.idempotencyReply("k-1", of: .default) == nil)
            }
        }
    }

    @Test("old replies are forgotten, younger ones kept", arguments: Engine.allCases)
    func oldReplies(engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await database.write { connection in
                try connection.insertMerchant(Make.merchant(), secrets: MerchantSecrets())
                _ = try connection.insertIdempotencyReply(reply("{}"))
                #expect(try connection.deleteIdempotencyReplies(before: Make.now) == 0)
                #expect(try connection.deleteIdempotencyReplies(before: Make.now + .milliseconds(1)) == 1)
                #expect(try connection.idempotencyReply("k-1", of: Make.merchantID) == nil)
            }
        }
    }
}
