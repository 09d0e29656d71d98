import Persistence
import Recoveries
import ServiceLifecycle
import Testing

@testable import Outbox
@testable import Service

@Suite("Stopping the dispatcher", .timeLimit(.minutes(5)))
struct StoppingTests {
    @Test("nothing more is claimed, and what is under way finishes")
    func graceful() async throws {
        let office = try await Office(OutboxSettings(capacity: 1))
        for index in 0..<5 { try await office.queue("pi_\(index)", reminders: []) }
        office.channel.set(.hold)
        try await office.running([office.dispatcher]) { group in
            try await office.signal.until { office.channel.heldCount == 1 }
            await group.triggerGracefulShutdown()
            // Ends when the dispatcher listens no more.
            for await _ in office.bell.rings {}
            office.channel.release(.accepted(receipt: "250 Ok"))
        }
        #expect(office.channel.mails.count == 1)
        #expect(try await office.count([.sent]) == 1)
        #expect(try await office.count([.queued]) == 4)
        #expect(try await office.count([.sending]) == 0)
    }

    @Test("after the grace what is still under way is given back, due at once and uncounted")
    func givenBack() async throws {
        let office = try await Office(OutboxSettings(grace: .milliseconds(20)))
        let queued = try await office.queue(reminders: [])
        office.channel.set(.hold)
        try await office.running([office.dispatcher]) { _ in
            try await office.signal.until { office.channel.heldCount == 1 }
        }
        let back = try await office.notification(queued)
        #expect(back.state == .queued)
        #expect(back.attempts == 0)
        #expect(back.dueAt == office.now)
        #expect(try await office.attempts(of: queued) == [])
    }

    @Test("a message that was accepted just when the grace ended is sent, not given back")
    func verdictAfterGrace() async throws {
        let office = try await Office()
        let queued = try await office.queue(reminders: [])
        office.channel.set(.hold)
        let claim = try await office.claim()
        let task = Task { await office.delivery.deliver(claim) }
        try await office.signal.until { office.channel.heldCount == 1 }
        office.channel.release(.accepted(receipt: "250 Ok"))
        task.cancel()
        _ = await task.value
        #expect(try await office.notification(queued).state == .sent)
    }

    @Test("when everything is cancelled at once, what is under way is given back without waiting for the grace")
    func cancelled() async throws {
        let office = try await Office(OutboxSettings(grace: .seconds(3600)))
        let queued = try await office.queue(reminders: [])
        office.channel.set(.hold)
        let run = Task { try await office.dispatcher.run() }
        try await office.signal.until { office.channel.heldCount == 1 }
        run.cancel()
        try await run.value
        let back = try await office.notification(queued)
        #expect(back.state == .queued)
        #expect(back.attempts == 0)
    }

    @Test("an idle dispatcher stops at once")
    func idle() async throws {
        let office = try await Office(OutboxSettings(grace: .seconds(3600)))
        try await office.running([office.dispatcher]) { _ in
            try await office.signal.until { !office.database.reads.isEmpty }
        }
        #expect(office.channel.mails.isEmpty)
    }
}
