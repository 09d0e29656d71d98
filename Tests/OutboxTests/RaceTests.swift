import Messages
import Persistence
import Recoveries
import Testing

@testable import Outbox
@testable import Service

@Suite("A settlement that races a delivery", .timeLimit(.minutes(5)))
struct RaceTests {
    @Test("64 times: what was settled before the message was prepared is never sent")
    func settleAgainstDelivery() async throws {
        for _ in 0..<64 {
            let office = try await Office()
            let queued = try await office.queue(reminders: [])
            let recovery = try await office.recovery(of: queued)
            let claim = try await office.claim()
            let readsBefore = office.database.reads.count
            async let settledAt = settle(recovery, office)
            async let outcome = office.delivery.deliver(claim)
            let (settled, _) = try await (settledAt, outcome)
            // A settlement does not read: the first read is the preparation's.
            let prepared = try #require(office.database.reads.dropFirst(readsBefore).first)
            if settled < prepared.start { #expect(office.channel.mails.isEmpty) }
            let state = try await office.notification(queued).state
            #expect(state == (office.channel.mails.isEmpty ? .canceled : .sent))
        }
    }

    @Test("64 recoveries settled while the dispatcher sends: each message is sent once or canceled, never both")
    func settleAgainstDispatcher() async throws {
        let office = try await Office(OutboxSettings(capacity: 8))
        var recoveries: [Recovery] = []
        for index in 0..<64 {
            recoveries.append(try await office.recovery(of: try await office.queue("pi_\(index)")))
        }
        try await office.running([office.dispatcher]) { [recoveries] _ in
            try await withThrowingDiscardingTaskGroup { group in
                for recovery in recoveries.shuffled() {
                    group.addTask { try await office.settlement.settle(recovery, as: .succeeded) }
                }
            }
            office.bell.ring()
            try await office.untilCount([.queued, .sending], is: 0)
        }
        try await requireOneEnd(office, recoveries)
    }

    private func requireOneEnd(_ office: Office, _ recoveries: [Recovery]) async throws {
        let all = try await office.database.base.read { try $0.outbox(limit: 1000) }
        let mails = office.channel.mails.map(\.messageID)
        #expect(Set(mails).count == mails.count)
        for notification in all {
            let times = mails.count { $0.contains("\(notification.id)@") }
            #expect(times == (notification.state == .sent ? 1 : 0))
            #expect([.sent, .canceled].contains(notification.state))
        }
        let events = try await office.events()
        #expect(events == Array(repeating: "recovery.succeeded", count: recoveries.count))
    }

    /// Settles, and says when that was done.
    private func settle(_ recovery: Recovery, _ office: Office) async throws -> Int {
        try await office.settlement.settle(recovery, as: .succeeded)
        return office.database.tick
    }
}
