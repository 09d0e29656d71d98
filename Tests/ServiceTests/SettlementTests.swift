import Persistence
import Recoveries
import Testing

@testable import Service

@Suite("Settling a recovery")
struct SettlementTests {
    @Test("64 settles at once: one wins, one event")
    func oneWins() async throws {
        let world = try await World()
        let recovery = try await world.openOne()
        try await withThrowingDiscardingTaskGroup { group in
            for index in 0..<64 {
                group.addTask {
                    try await world.settlement.settle(recovery, as: index.isMultiple(of: 2) ? .succeeded : .revoked)
                }
            }
        }
        let events = try await world.database.read { try $0.events(of: .default, recovery: recovery.id) }
        let state = try await world.present(recovery).state
        #expect(events.map(\.type) == ["recovery.\(state.rawValue)"])
    }

    @Test("settlement revokes the links and cancels what is queued")
    func killsSiblings() async throws {
        let world = try await World()
        let recovery = try await world.openOne()
        world.stripe.setIntent("pi_1", status: "succeeded")
        let visit = try await world.visitByNewLink(to: recovery)
        let check = CheckPayment(
            database: world.database, intents: world.intents, settlement: world.settlement,
            surroundings: world.surroundings)
        let settled = try await check.result(for: visit)
        #expect(settled.state == .succeeded)
        let (links, notifications) = try await world.database.read {
            (
                try $0.links(of: recovery.id, merchant: .default),
                try $0.notifications(of: recovery.id, merchant: .default)
            )
        }
        #expect(links.count == 2)
        #expect(links.allSatisfy { $0.revokedAt != nil })
        #expect(notifications.map(\.state) == [.canceled])
    }

    @Test("the browser's word counts for nothing: an intent that still asks stays open")
    func onlyStripeSettles() async throws {
        let world = try await World()
        let recovery = try await world.openOne()
        let visit = try await world.visitByNewLink(to: recovery)
        let check = CheckPayment(
            database: world.database, intents: world.intents, settlement: world.settlement,
            surroundings: world.surroundings)
        #expect(try await check.result(for: visit).state == .open)
    }

    @Test("a recovery follows its intent to processing and back")
    func followsProcessing() async throws {
        let world = try await World()
        let recovery = try await world.openOne()
        var intent = PaymentIntent(id: "pi_1", status: .processing, money: recovery.money)
        let processing = try await world.settlement.follow(intent, for: recovery)
        #expect(processing.state == .processing)
        intent.status = .requiresPaymentMethod
        intent.lastPaymentError = PaymentError(code: "card_declined", declineCode: "insufficient_funds")
        let open = try await world.settlement.follow(intent, for: processing)
        #expect(open.state == .open)
        #expect(open.step == .newCard)
        #expect(open.declineReason == .insufficientFunds)
    }

    @Test("time that is over expires an open recovery, and spares one that is processing")
    func expires() async throws {
        let world = try await World()
        let open = try await world.openOne("pi_1")
        let processing = try await world.openOne("pi_2")
        try await world.settlement.follow(
            PaymentIntent(id: "pi_2", status: .processing, money: processing.money), for: processing)
        world.turnClock(by: .seconds(8 * 86_400))
        try await Housekeeping(
            database: world.database, policy: LinkPolicy(), surroundings: world.surroundings
        ).tidy()
        #expect(try await world.present(open).state == .expired)
        #expect(try await world.present(processing).state == .processing)
    }

    @Test("canceling twice is the same as once; canceling what is paid is refused")
    func cancel() async throws {
        let world = try await World()
        let recovery = try await world.openOne("pi_1")
        let once = try await world.end.cancel(recovery.id, of: .default)
        let twice = try await world.end.cancel(recovery.id, of: .default)
        #expect(once == twice)
        let paid = try await world.openOne("pi_2")
        try await world.settlement.settle(paid, as: .succeeded)
        let problem = await #expect(throws: Problem.self) { try await world.end.cancel(paid.id, of: .default) }
        #expect(problem?.code == "recovery_settled")
    }
}
