import Recoveries
import Testing

@testable import Persistence

@Suite("Recoveries")
struct RecoveryTests {
    /// Runs `body` in one transaction on a database with a merchant.
    private func write<T: Sendable>(
        _ engine: Engine, _ body: @Sendable @escaping (any Connection) throws -> T
    ) async throws -> T {
        try await engine.withDatabase { database in
            try await database.write { connection in
                try connection.insertMerchant(Make.merchant(), secrets: MerchantSecrets())
                return try body(connection)
            }
        }
    }

    @Test("a recovery is read as it was written", arguments: Engine.allCases)
    func roundTrip(engine: Engine) async throws {
        let recovery = try Make.recovery(reason: .insufficientFunds)
        let found = try await write(engine) { connection in
            try connection.insertRecovery(recovery, sealedSecret: [0, 7])
            return [
                try connection.recovery(recovery.id), try connection.recovery(recovery.id, of: recovery.merchant),
                try connection.activeRecovery(paymentIntent: "pi_1", of: recovery.merchant),
            ]
        }
        #expect(found == [recovery, recovery, recovery])
    }

    @Test("a recovery with the least is read as it was written", arguments: Engine.allCases)
    func sparse(engine: Engine) async throws {
        let recovery = Recovery(
            merchant: Make.merchantID, id: Make.id(), paymentIntent: "pi_1", step: .newCard,
            money: Money(amount: Int64.max, currency: try Make.currency("usd")), customer: Customer(),
            notifies: false, createdAt: Make.now, expiresAt: Make.now)
        let found = try await write(engine) { connection in
            try connection.insertRecovery(recovery, sealedSecret: nil)
            return try connection.recovery(recovery.id)
        }
        #expect(found == recovery)
    }

    @Test("another merchant does not see it", arguments: Engine.allCases)
    func foreign(engine: Engine) async throws {
        let recovery = try Make.recovery()
        try await write(engine) { connection in
            try connection.insertRecovery(recovery, sealedSecret: [1])
            #expect(try connection.recovery(recovery.id, of: .default) == nil)
            #expect(try connection.activeRecovery(paymentIntent: "pi_1", of: .default) == nil)
            #expect(try connection.recoveries(of: .default, limit: 9).isEmpty)
            #expect(try connection.sealedSecret(of: recovery.id, merchant: .default) == nil)
            #expect(
                try !connection.settleRecovery(
                    recovery.id, of: .default, to: .revoked, step: .gone, at: Make.now))
        }
    }

    @Test("a PaymentIntent has one active recovery", arguments: Engine.allCases)
    func oneActive(engine: Engine) async throws {
        for state in [RecoveryState.open, .processing] {
            let fault = try await fault {
                try await write(engine) { connection in
                    try connection.insertRecovery(try Make.recovery(state: state), sealedSecret: nil)
                    try connection.insertRecovery(try Make.recovery(), sealedSecret: nil)
                }
            }
            #expect(fault?.code == .uniqueViolation)
        }
    }

    @Test("after it settled, its PaymentIntent can have another", arguments: Engine.allCases)
    func another(engine: Engine) async throws {
        let (first, second) = (try Make.recovery(), try Make.recovery())
        try await write(engine) { connection in
            try connection.insertRecovery(first, sealedSecret: nil)
            _ = try connection.settleRecovery(first.id, of: first.merchant, to: .failed, step: .gone, at: Make.now)
            try connection.insertRecovery(second, sealedSecret: nil)
            #expect(try connection.activeRecovery(paymentIntent: "pi_1", of: first.merchant) == second)
        }
    }

    @Test("of 64 settles at once one wins", arguments: Engine.allCases)
    func settleOnce(engine: Engine) async throws {
        let (wins, settled) = try await engine.withDatabase { database in
            let id = try await database.write { try $0.insertOpening().recovery }
            let wins = try await concurrently(64) { number in
                try await database.write { connection in
                    try connection.settleRecovery(
                        id, of: Make.merchantID, to: number.isMultiple(of: 2) ? .succeeded : .canceled, step: .done,
                        at: Make.now + .seconds(number))
                }
            }
            return (wins, try await database.read { try $0.recovery(id) })
        }
        #expect(wins.count { $0 } == 1)
        #expect(settled?.state.isSettled == true)
        #expect(settled?.settledAt != nil)
    }

    @Test("settling erases the client secret", arguments: Engine.allCases)
    func erase(engine: Engine) async throws {
        let recovery = try Make.recovery()
        try await write(engine) { connection in
            try connection.insertRecovery(recovery, sealedSecret: [1, 2])
            #expect(try connection.sealedSecret(of: recovery.id, merchant: recovery.merchant) == [1, 2])
            _ = try connection.settleRecovery(
                recovery.id, of: recovery.merchant, to: .succeeded, step: .done, at: Make.now)
            #expect(try connection.sealedSecret(of: recovery.id, merchant: recovery.merchant) == nil)
        }
    }

    @Test("a recovery cannot be settled as open or processing", arguments: [RecoveryState.open, .processing])
    func settleAsOpen(state: RecoveryState) async throws {
        for engine in Engine.allCases {
            let recovery = try Make.recovery()
            try await write(engine) { connection in
                try connection.insertRecovery(recovery, sealedSecret: nil)
                #expect(
                    try !connection.settleRecovery(
                        recovery.id, of: recovery.merchant, to: state, step: .wait, at: Make.now))
                #expect(try connection.recovery(recovery.id) == recovery)
            }
        }
    }

    @Test("an update moves state, step and reason, and keeps a card it is not given", arguments: Engine.allCases)
    func update(engine: Engine) async throws {
        var expected = try Make.recovery()
        let recovery = expected
        expected.state = .processing
        expected.step = .newCard
        expected.declineReason = .expiredCard
        let (kept, given) = try await write(engine) { connection in
            try connection.insertRecovery(recovery, sealedSecret: nil)
            try connection.updateRecovery(
                recovery.id, of: recovery.merchant, state: .processing, step: .newCard, declineReason: .expiredCard,
                paymentMethod: nil)
            let kept = try connection.recovery(recovery.id)
            try connection.updateRecovery(
                recovery.id, of: recovery.merchant, state: .processing, step: .newCard, declineReason: .expiredCard,
                paymentMethod: PaymentMethodSummary(id: "pm_2"))
            return (kept, try connection.recovery(recovery.id))
        }
        #expect(kept == expected)
        expected.paymentMethod = PaymentMethodSummary(id: "pm_2")
        #expect(given == expected)
    }

    @Test("a settled recovery does not open again", arguments: Engine.allCases)
    func settledStays(engine: Engine) async throws {
        let recovery = try Make.recovery(state: .canceled, step: .gone)
        try await write(engine) { connection in
            try connection.insertRecovery(recovery, sealedSecret: nil)
            let updated = try connection.updateRecovery(
                recovery.id, of: recovery.merchant, state: .open, step: .authenticate, declineReason: nil,
                paymentMethod: nil)
            #expect(!updated)
            #expect(try connection.recovery(recovery.id) == recovery)
        }
    }

    @Test("pages follow one another, newest first, without gap or repetition", arguments: Engine.allCases)
    func pages(engine: Engine) async throws {
        let written = try (0..<7).map { number in
            try Make.recovery(paymentIntent: "pi_\(number)", at: Make.now + .milliseconds(number))
        }
        let pages = try await write(engine) { connection in
            for recovery in written.shuffled() { try connection.insertRecovery(recovery, sealedSecret: nil) }
            var pages: [[Recovery]] = []
            repeat {
                let last = pages.last?.last?.id
                pages.append(try connection.recoveries(of: Make.merchantID, before: last, limit: 3))
            } while pages.last?.isEmpty == false
            return pages
        }
        #expect(pages.map(\.count) == [3, 3, 1, 0])
        #expect(pages.flatMap { $0 } == written.reversed())
    }

    @Test("the list is narrowed by state and PaymentIntent", arguments: Engine.allCases)
    func filters(engine: Engine) async throws {
        let open = try Make.recovery(at: Make.now + .seconds(1))
        let canceled = try Make.recovery(state: .canceled)
        let other = try Make.recovery(paymentIntent: "pi_2", at: Make.now + .seconds(2))
        try await write(engine) { connection in
            for recovery in [open, canceled, other] { try connection.insertRecovery(recovery, sealedSecret: nil) }
            let merchant = Make.merchantID
            #expect(try connection.recoveries(of: merchant, state: .open, limit: 9) == [other, open])
            #expect(try connection.recoveries(of: merchant, paymentIntent: "pi_1", limit: 9) == [open, canceled])
            #expect(
                try connection.recoveries(
                    of: merchant, state: .open, paymentIntent: "pi_1", before: other.id, limit: 9) == [open])
        }
    }

    @Test("what has run out is found, the longest overdue first; what is processing is not", arguments: Engine.allCases)
    func expired(engine: Engine) async throws {
        let late = try Make.recovery(paymentIntent: "pi_1", expiresAt: Make.now)
        let later = try Make.recovery(paymentIntent: "pi_2", expiresAt: Make.now - .seconds(5))
        let young = try Make.recovery(paymentIntent: "pi_3", expiresAt: Make.now + .milliseconds(1))
        let processing = try Make.recovery(
            paymentIntent: "pi_4", state: .processing, expiresAt: Make.now - .seconds(5))
        try await write(engine) { connection in
            for recovery in [late, later, young, processing] {
                try connection.insertRecovery(recovery, sealedSecret: nil)
            }
            #expect(try connection.expiredRecoveries(at: Make.now, limit: 9) == [later, late])
            #expect(try connection.expiredRecoveries(at: Make.now, limit: 1) == [later])
        }
    }
}
