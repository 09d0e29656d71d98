import Persistence
import Recoveries
import Testing

@testable import Outbox
@testable import Service

@Suite("Trouble around a delivery", .timeLimit(.minutes(5)))
struct TroubleTests {
    @Test("a verdict that comes after the claim was lost writes nothing")
    func lateVerdict() async throws {
        let office = try await Office()
        let queued = try await office.queue()
        office.channel.set(.hold)
        let claim = try await office.claim()
        async let outcome = office.delivery.deliver(claim)
        try await office.signal.until { office.channel.heldCount == 1 }
        office.turnClock(by: .seconds(61))
        let now = office.now
        try await office.database.base.write { _ = try $0.rescueExpiredLeases(now: now) }
        office.channel.release(.accepted(receipt: "250 Ok"))
        #expect(await outcome.verdict == .accepted)
        #expect(try await office.notification(queued).state == .queued)
        #expect(try await office.notification(queued).attempts == 0)
        #expect(try await office.attempts(of: queued) == [])
        #expect(try await office.timeline(of: queued) == [])
        #expect(try await office.notifications(of: queued).count == 1)
        #expect(office.log.lines.contains { $0.contains("Verdict came late") })
    }

    @Test("a late verdict does not touch what the next holder does")
    func nextHolder() async throws {
        let office = try await Office()
        let queued = try await office.queue()
        let lost = try await office.claim()
        office.turnClock(by: .seconds(61))
        let now = office.now
        try await office.database.base.write { _ = try $0.rescueExpiredLeases(now: now) }
        let next = try await office.claim()
        office.channel.set(.answer(.rejected(reply: "550 5.1.1")))
        _ = await office.delivery.deliver(lost)
        #expect(try await office.notification(queued).state == .sending)
        office.channel.set(.answer(.accepted(receipt: "250 Ok")))
        _ = await office.delivery.deliver(next)
        #expect(try await office.notification(queued).state == .sent)
        #expect(try await office.attempts(of: queued).map(\.outcome) == [.accepted])
    }

    @Test("a verdict is written again and again while the database refuses")
    func refusedVerdict() async throws {
        let office = try await Office()
        let queued = try await office.queue()
        office.channel.set(.hold)
        let claim = try await office.claim()
        async let outcome = office.delivery.deliver(claim)
        try await office.signal.until { office.channel.heldCount == 1 }
        office.database.refuse(writes: true)
        office.channel.release(.accepted(receipt: "250 Ok"))
        try await office.signal.until { office.database.refusals >= 3 }
        #expect(try await office.notification(queued).state == .sending)
        office.database.refuse(writes: false)
        #expect(await outcome.verdict == .accepted)
        #expect(try await office.notification(queued).state == .sent)
        #expect(try await office.attempts(of: queued).count == 1)
        #expect(office.channel.mails.count == 1)
    }

    @Test("a database that cannot be read leaves the claim to its lease, and nothing is sent")
    func unreadable() async throws {
        let office = try await Office()
        let queued = try await office.queue()
        let claim = try await office.claim()
        office.database.refuse(reads: true)
        let outcome = await office.delivery.deliver(claim)
        #expect(outcome.verdict == nil)
        #expect(office.channel.mails.isEmpty)
        #expect(try await office.notification(queued).state == .sending)
    }

    @Test("no line of the log names the customer or holds a token")
    func discreetLog() async throws {
        let office = try await Office()
        let queued = try await office.queue()
        let verdicts: [Verdict] = [
            .unknown(reply: "dropped"), .deferred(reply: "451", retryAfter: .seconds(1)), .accepted(receipt: "250 Ok"),
        ]
        for verdict in verdicts {
            office.channel.set(.answer(verdict))
            _ = await office.delivery.deliver(try await office.claim())
            office.turnClock(by: .seconds(60))
        }
        let text = office.log.lines.joined(separator: "\n")
        let token = try #require(office.addresses.url(of: queued.link).split(separator: "/").last)
        #expect(text.contains("\(queued.id)"))
        #expect(!text.contains("a@b.example"))
        #expect(!text.contains(token))
    }
}
