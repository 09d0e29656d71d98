import Persistence
import Recoveries
import Testing

@testable import Outbox
@testable import Service

@Suite("A channel that fails as a whole", .timeLimit(.minutes(5)))
struct ChannelRestTests {
    static let failures: [Verdict] = [
        .misconfigured(reply: "535 5.7.8 Wrong password"),
        .deferred(reply: "421 4.7.0 Busy", wholeDestination: true),
    ]

    @Test("it rests, one message tries it out, no try is counted, and then all leave", arguments: failures)
    func rests(_ failure: Verdict) async throws {
        let office = try await Office(OutboxSettings(capacity: 4))
        for index in 0..<10 { try await office.queue("pi_\(index)", reminders: []) }
        office.channel.set(.answer(failure))
        try await office.running([office.dispatcher]) { _ in
            try await settleDown(office)
            #expect(office.channel.mails.count == 4)
            office.channel.set(.hold)
            office.turnClock(by: .seconds(60))
            office.bell.ring()
            try await office.signal.until { office.channel.heldCount == 1 }
            try await look(office, times: 5)
            #expect(office.channel.mails.count == 5)
            office.channel.set(.answer(.accepted(receipt: "250 Ok")))
            office.channel.release(.accepted(receipt: "250 Ok"))
            try await office.untilCount([.sent], is: 10)
        }
        let all = try await office.database.base.read { try $0.outbox(limit: 100) }
        #expect(all.allSatisfy { $0.attempts == 1 })
    }

    @Test("while it rests nothing is claimed, however often the bell rings")
    func quiet() async throws {
        let office = try await Office(OutboxSettings(capacity: 2))
        for index in 0..<6 { try await office.queue("pi_\(index)", reminders: []) }
        office.channel.set(.answer(Self.failures[0]))
        try await office.running([office.dispatcher]) { _ in
            try await settleDown(office)
            office.turnClock(by: .seconds(59))
            try await look(office, times: 5)
            #expect(office.channel.mails.count == 2)
            #expect(try await office.count([.sending]) == 0)
        }
    }

    @Test("a probe that fails is followed by another rest")
    func probeFails() async throws {
        let office = try await Office(OutboxSettings(capacity: 3))
        for index in 0..<6 { try await office.queue("pi_\(index)", reminders: []) }
        office.channel.set(.answer(Self.failures[0]))
        try await office.running([office.dispatcher]) { _ in
            try await settleDown(office)
            for round in 1...3 {
                office.turnClock(by: .seconds(60))
                office.bell.ring()
                try await office.signal.until { office.channel.mails.count == 3 + round }
                try await settleDown(office)
                try await look(office, times: 3)
                #expect(office.channel.mails.count == 3 + round)
            }
        }
        #expect(try await office.count([.queued]) == 6)
    }

    @Test("the operator is told once that mail cannot leave, and once that it leaves again")
    func told() async throws {
        let office = try await Office(OutboxSettings(capacity: 4))
        for index in 0..<8 { try await office.queue("pi_\(index)", reminders: []) }
        office.channel.set(.answer(Self.failures[0]))
        try await office.running([office.dispatcher]) { _ in
            try await settleDown(office)
            office.channel.set(.answer(.accepted(receipt: "250 Ok")))
            office.turnClock(by: .seconds(60))
            office.bell.ring()
            try await office.untilCount([.sent], is: 8)
        }
        let lines = office.log.lines
        #expect(lines.count { $0.contains("Mail cannot leave") } == 1)
        #expect(lines.count { $0.contains("Mail leaves again") } == 1)
    }

    /// Waits until nothing is under way and the dispatcher has looked since.
    private func settleDown(_ office: Office) async throws {
        try await office.signal.until { office.log.lines.contains { $0.contains("Mail cannot leave") } }
        try await office.untilCount([.sending], is: 0)
        try await look(office, times: 1)
    }

    /// Rings, and waits until the dispatcher has looked: each look ends with a read.
    private func look(_ office: Office, times: Int) async throws {
        for _ in 0..<times {
            let before = office.database.reads.count
            office.bell.ring()
            try await office.signal.until { office.database.reads.count > before }
        }
    }
}
