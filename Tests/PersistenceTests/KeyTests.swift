import Recoveries
import Testing

@testable import Persistence

@Suite("What is remembered of master keys, and what depends on them")
struct KeyTests {
    @Test(
        "a key is known since it was first seen, and signs from its first sign to its last", arguments: Engine.allCases)
    func records(engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await database.write { connection in
                let times = (0...3).map { Make.now + .seconds($0) }
                try connection.noteKey(200, check: [1], signs: false, at: times[0])
                #expect(try connection.keyRecords().map(\.signedLast) == [nil])
                try connection.noteKey(200, check: [9], signs: true, at: times[1])
                try connection.noteKey(200, check: [1], signs: true, at: times[2])
                try connection.noteKey(200, check: [1], signs: false, at: times[3])
                try connection.noteKey(7, check: [2], signs: false, at: times[3])
                let expected = KeyRecord(
                    id: 200, check: [1], knownSince: times[0], signedSince: times[1], signedLast: times[2])
                #expect(try connection.keyRecords().map(\.id) == [7, 200])
                #expect(try connection.keyRecords().last == expected)
                try connection.forgetKey(200)
                #expect(try connection.keyRecords().map(\.id) == [7])
            }
        }
    }

    @Test("live links are those that still open something that has not ended", arguments: Engine.allCases)
    func liveLinks(engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await database.write { connection in
                let link = try connection.insertOpening()
                let revoked = try connection.insertOpening(paymentIntent: "pi_2")
                let settled = try connection.insertOpening(paymentIntent: "pi_3")
                try connection.revokeLinks(of: revoked.recovery, merchant: revoked.merchant, at: Make.now)
                _ = try connection.settleRecovery(
                    settled.recovery, of: settled.merchant, to: .succeeded, step: .done, at: Make.now)
                let found = try connection.liveLinks(madeUntil: Make.now, now: Make.now)
                #expect(found == LiveLinks(count: 1, until: link.expiresAt))
                let earlier = Make.now - .milliseconds(1)
                #expect(try connection.liveLinks(madeUntil: earlier, now: Make.now) == .none)
                #expect(try connection.liveLinks(madeUntil: Make.now, now: link.expiresAt) == .none)
            }
        }
    }

    @Test(
        "client secrets are found by the key that sealed them, in batches, and replaced once",
        arguments: Engine.allCases)
    func secrets(engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await database.write { connection in
                try connection.insertMerchant(Make.merchant(), secrets: MerchantSecrets())
                for (number, key) in [UInt8(5), 5, 9, 0].enumerated() {
                    try connection.insertRecovery(
                        try Make.recovery(paymentIntent: "pi_\(number)"), sealedSecret: [1, key, 77])
                }
                try connection.insertRecovery(try Make.recovery(paymentIntent: "pi_none"), sealedSecret: nil)
                #expect(try connection.clientSecretsByKey() == [5: 2, 9: 1, 0: 1])
                let first = try connection.clientSecrets(sealedOtherwiseThan: 9, after: nil, limit: 2)
                #expect(first.map(\.paymentIntent) == ["pi_0", "pi_1"])
                let rest = try connection.clientSecrets(sealedOtherwiseThan: 9, after: first.last, limit: 2)
                #expect(rest.map(\.sealed) == [[1, 0, 77]])
                #expect(try connection.replace(first[0], by: [1, 9, 78]))
                #expect(try !connection.replace(first[0], by: [1, 9, 79]))
                #expect(try connection.clientSecretsByKey() == [5: 1, 9: 2, 0: 1])
            }
        }
    }
}
