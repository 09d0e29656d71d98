import Messages
import Persistence
import Recoveries
import Testing

@testable import Outbox
@testable import Service

@Suite("The dispatcher", .timeLimit(.minutes(5)))
struct DispatcherTests {
    @Test("what waits from an earlier run leaves without anyone ringing")
    func earlierRun() async throws {
        let office = try await Office()
        try await office.queue("pi_1", reminders: [])
        try await office.queue("pi_2", reminders: [])
        try await office.running([office.dispatcher]) { _ in try await office.untilCount([.sent], is: 2) }
        #expect(office.channel.mails.count == 2)
    }

    @Test("the bell brings what has just been written")
    func bell() async throws {
        let office = try await Office()
        try await office.running([office.dispatcher]) { _ in
            try await office.signal.until { !office.database.reads.isEmpty }
            try await office.queue(reminders: [])
            office.bell.ring()
            try await office.untilCount([.sent], is: 1)
        }
    }

    @Test("what is due later stays until its time")
    func dueLater() async throws {
        let office = try await Office()
        let first = try await office.queue()
        try await office.running([office.dispatcher]) { _ in
            try await office.untilCount([.sent], is: 1)
            #expect(try await office.count([.queued]) == 1)
            office.turnClock(by: .seconds(86_400))
            office.bell.ring()
            try await office.untilCount([.sent], is: 2)
        }
        #expect(try await office.notifications(of: first).prefix(2).map(\.state) == [.sent, .sent])
    }

    @Test("what is due in a moment leaves by itself: the alarm rings")
    func alarm() async throws {
        let office = try await Office(OutboxSettings(longestSleep: .milliseconds(5)))
        try await office.running([office.dispatcher]) { _ in
            try await office.signal.until { !office.database.reads.isEmpty }
            try await office.queue(reminders: [])
            try await office.untilCount([.sent], is: 1)
        }
    }

    @Test("of 200 queued never more are in flight than its capacity, and all leave once")
    func bounded() async throws {
        let office = try await Office(OutboxSettings(capacity: 8))
        for index in 0..<200 { try await office.queue("pi_\(index)", reminders: []) }
        office.channel.set(.hold)
        try await office.running([office.dispatcher]) { _ in
            for round in 1...25 {
                try await office.signal.until { office.channel.heldCount == 8 }
                #expect(office.channel.mails.count == round * 8)
                office.channel.release(.accepted(receipt: "250 Ok"))
            }
            try await office.untilCount([.sent], is: 200)
        }
        #expect(office.channel.mostPresent == 8)
        #expect(Set(office.channel.mails.map(\.messageID)).count == 200)
    }

    @Test("a lease is prolonged while its message is under way")
    func renewed() async throws {
        let office = try await Office(OutboxSettings(renewal: .milliseconds(2)))
        try await office.queue(reminders: [])
        office.channel.set(.hold)
        try await office.running([office.dispatcher]) { _ in
            try await office.signal.until { office.channel.heldCount == 1 }
            office.turnClock(by: .seconds(50))
            let wanted = office.now + .seconds(60)
            try await office.signal.until { try await office.database.base.read { try $0.nextDue() } == wanted }
            office.turnClock(by: .seconds(50))
            let now = office.now
            let rescued = try await office.database.base.write { try $0.rescueExpiredLeases(now: now) }
            #expect(rescued == 0)
            office.channel.release(.accepted(receipt: "250 Ok"))
            try await office.untilCount([.sent], is: 1)
        }
    }

    @Test("a database that refuses the claim is asked again")
    func refusedClaim() async throws {
        let office = try await Office()
        try await office.queue(reminders: [])
        office.database.refuse(writes: true)
        try await office.running([office.dispatcher]) { _ in
            try await office.signal.until { office.database.refusals >= 1 }
            office.database.refuse(writes: false)
            office.bell.ring()
            try await office.untilCount([.sent], is: 1)
        }
        #expect(office.channel.mails.count == 1)
    }

    @Test("a lease that has ended and waits for the rescuer does not keep the dispatcher busy")
    func endedLease() async throws {
        let office = try await Office()
        try await office.queue(reminders: [])
        _ = try await office.claim()
        office.turnClock(by: .seconds(61))
        let start = ContinuousClock.now
        try await office.running([office.dispatcher]) { _ in
            try await office.signal.until { office.database.reads.count >= 15 }
        }
        #expect(ContinuousClock.now - start >= .seconds(1))
    }
}
