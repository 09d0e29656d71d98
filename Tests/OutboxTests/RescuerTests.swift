import Persistence
import Recoveries
import Testing

@testable import Outbox
@testable import Service

@Suite("The rescuer", .timeLimit(.minutes(5)))
struct RescuerTests {
    @Test("what a dead worker held is sent by a living one, and the try is not counted twice")
    func bringsBack() async throws {
        let office = try await Office()
        let queued = try await office.queue(reminders: [])
        _ = try await office.claim()
        office.turnClock(by: .seconds(60))
        try await office.running([rescuer(office), office.dispatcher]) { _ in
            try await office.untilCount([.sent], is: 1)
        }
        #expect(try await office.notification(queued).attempts == 1)
        #expect(office.channel.mails.count == 1)
    }

    @Test("a lease that still runs is left alone")
    func leavesAlone() async throws {
        let office = try await Office()
        let queued = try await office.queue(reminders: [])
        _ = try await office.claim()
        office.turnClock(by: .seconds(59))
        try await office.running([rescuer(office)]) { _ in
            try await office.signal.until { office.database.writes.count >= 3 }
        }
        #expect(try await office.notification(queued).state == .sending)
    }

    @Test("a round that the database refuses is followed by the next")
    func refused() async throws {
        let office = try await Office()
        try await office.queue(reminders: [])
        _ = try await office.claim()
        office.turnClock(by: .seconds(60))
        office.database.refuse(writes: true)
        try await office.running([rescuer(office)]) { _ in
            try await office.signal.until { office.database.refusals >= 2 }
            office.database.refuse(writes: false)
            try await office.untilCount([.queued], is: 1)
        }
    }

    @Test("the cleaner ends recoveries whose time is over, and their messages")
    func cleans() async throws {
        let office = try await Office()
        let queued = try await office.queue(lifetime: .seconds(300))
        office.turnClock(by: .seconds(300))
        let housekeeping = Housekeeping(
            database: office.database, policy: LinkPolicy(), surroundings: office.surroundings)
        try await office.running([Cleaner(housekeeping: housekeeping, logger: office.log.logger)]) { _ in
            try await office.untilCount([.canceled], is: 1)
        }
        #expect(try await office.recovery(of: queued).state == .expired)
    }

    private func rescuer(_ office: Office) -> Rescuer {
        Rescuer(
            database: office.database, bell: office.bell, every: .milliseconds(2), surroundings: office.surroundings,
            logger: office.log.logger)
    }
}
