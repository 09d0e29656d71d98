import Recoveries
import Testing

@testable import Persistence

@Suite("The outbox's claims")
struct OutboxTests {
    private let lease = Make.now + .seconds(60)
    private let later = Make.now + .seconds(600)

    private func claim(_ limit: Int, at now: Instant? = nil, from database: any Database) async throws
        -> [ClaimedNotification]
    {
        let (now, lease) = (now ?? Make.now + .seconds(1), lease)
        return try await database.write { try $0.claimNotifications(limit: limit, now: now, leaseUntil: lease) }
    }

    private func complete(
        _ claim: ClaimedNotification, _ next: OutboxPolicy.Next, in database: any Database
    ) async throws -> Bool {
        try await database.write { connection in
            try connection.completeNotification(
                claim.notification.id, merchant: claim.notification.merchant, fence: claim.fence, next: next,
                at: Make.now)
        }
    }

    private func state(of claim: ClaimedNotification, in database: any Database) async throws -> Notification? {
        try await database.read { try $0.notification(claim.notification.id) }
    }

    @Test("a claim takes what is due, longest overdue first, up to its limit", arguments: Engine.allCases)
    func claimOrder(engine: Engine) async throws {
        try await engine.withDatabase { database in
            let queued = try await database.queue(5)
            let claimed = try await claim(3, at: queued[3].dueAt, from: database)
            #expect(claimed.map(\.notification.id) == queued.prefix(3).map(\.id))
            #expect(claimed.allSatisfy { $0.notification.state == .sending && $0.fence == 1 })
            #expect(try await claim(9, at: queued[3].dueAt, from: database).map(\.notification.id) == [queued[3].id])
        }
    }

    @Test("64 claims at once never take the same row", arguments: Engine.allCases)
    func exclusive(engine: Engine) async throws {
        try await engine.withDatabase { database in
            let queued = try await database.queue(200)
            let claimed = try await concurrently(64) { _ in
                try await claim(7, at: Make.now + .seconds(9), from: database).map(\.notification.id)
            }.flatMap { $0 }
            #expect(claimed.count == 200)
            #expect(Set(claimed) == Set(queued.map(\.id)))
        }
    }

    @Test("what was sent says when, and is not claimed again", arguments: Engine.allCases)
    func sent(engine: Engine) async throws {
        try await engine.withDatabase { database in
            _ = try await database.queue(1)
            let held = try await claim(1, from: database)[0]
            #expect(try await complete(held, .sent, in: database))
            let notification = try await state(of: held, in: database)
            #expect(notification?.state == .sent)
            #expect(notification?.sentAt == Make.now)
            #expect(notification?.attempts == 1)
            #expect(try await claim(1, at: later, from: database).isEmpty)
        }
    }

    @Test("a retry is due when it says, and counts when it says", arguments: [true, false])
    func retry(counts: Bool) async throws {
        for engine in Engine.allCases {
            try await engine.withDatabase { database in
                _ = try await database.queue(1)
                let held = try await claim(1, from: database)[0]
                #expect(try await complete(held, .retry(at: later, countsAttempt: counts), in: database))
                let notification = try await state(of: held, in: database)
                #expect(notification?.state == .queued)
                #expect(notification?.dueAt == later)
                #expect(notification?.attempts == (counts ? 1 : 0))
                #expect(try await claim(1, at: later - .milliseconds(1), from: database).isEmpty)
                #expect(try await claim(1, at: later, from: database).map(\.fence) == [2])
            }
        }
    }

    @Test("a claim is completed once", arguments: Engine.allCases)
    func completeOnce(engine: Engine) async throws {
        try await engine.withDatabase { database in
            _ = try await database.queue(1)
            let held = try await claim(1, from: database)[0]
            #expect(try await complete(held, .sent, in: database))
            #expect(try await !complete(held, .dead, in: database))
            #expect(try await state(of: held, in: database)?.state == .sent)
        }
    }

    @Test("an expired lease comes back, and its old holder's verdict changes nothing", arguments: Engine.allCases)
    func rescue(engine: Engine) async throws {
        try await engine.withDatabase { [lease] database in
            _ = try await database.queue(1)
            let lost = try await claim(1, from: database)[0]
            #expect(try await database.write { try $0.rescueExpiredLeases(now: lease - .milliseconds(1)) } == 0)
            #expect(try await database.write { try $0.rescueExpiredLeases(now: lease) } == 1)
            #expect(try await !complete(lost, .sent, in: database))
            let held = try await claim(1, at: lease, from: database)[0]
            #expect(held.fence > lost.fence + 1)
            #expect(try await !complete(lost, .dead, in: database))
            #expect(try await complete(held, .sent, in: database))
        }
    }

    @Test("a renewed lease is not rescued; a lost one cannot be renewed", arguments: Engine.allCases)
    func renew(engine: Engine) async throws {
        try await engine.withDatabase { [lease, later] database in
            _ = try await database.queue(2)
            let held = try await claim(2, from: database)
            let claims = [(held[0].notification.id, held[0].fence), (held[1].notification.id, held[1].fence + 1)]
            #expect(
                try await database.write { connection in
                    try connection.renewLeases(claims.map { (id: $0.0, fence: $0.1) }, until: later)
                } == 1)
            #expect(try await database.write { try $0.rescueExpiredLeases(now: lease) } == 1)
            #expect(try await state(of: held[0], in: database)?.state == .sending)
            #expect(try await state(of: held[1], in: database)?.state == .queued)
        }
    }

    @Test("what is given back is due again and counts no try", arguments: Engine.allCases)
    func giveBack(engine: Engine) async throws {
        try await engine.withDatabase { [later] database in
            _ = try await database.queue(1)
            let held = try await claim(1, from: database)[0]
            let give = { (fence: Int64) in
                try await database.write { connection in
                    try connection.giveBack([(id: held.notification.id, fence: fence)], due: later)
                }
            }
            #expect(try await give(held.fence + 1) == 0)
            #expect(try await give(held.fence) == 1)
            let notification = try await state(of: held, in: database)
            #expect(notification?.state == .queued)
            #expect(notification?.dueAt == later)
            #expect(notification?.attempts == 0)
        }
    }

    @Test("a claim is canceled by its holder alone", arguments: Engine.allCases)
    func cancelClaim(engine: Engine) async throws {
        try await engine.withDatabase { database in
            _ = try await database.queue(1)
            let held = try await claim(1, from: database)[0]
            let cancel = { (fence: Int64) in
                try await database.write { connection in
                    try connection.cancelClaim(
                        held.notification.id, merchant: held.notification.merchant, fence: fence, at: Make.now)
                }
            }
            #expect(try await !cancel(held.fence - 1))
            #expect(try await cancel(held.fence))
            #expect(try await state(of: held, in: database)?.state == .canceled)
        }
    }

    @Test("settlement cancels what waits and leaves what is being sent to its holder", arguments: Engine.allCases)
    func cancelQueued(engine: Engine) async throws {
        try await engine.withDatabase { database in
            let queued = try await database.queue(3)
            let held = try await claim(1, from: database)[0]
            let canceled = try await database.write { connection in
                try connection.cancelQueuedNotifications(
                    of: queued[0].recovery, merchant: queued[0].merchant, at: Make.now)
            }
            #expect(canceled == 2)
            let states = try await database.read { connection in
                try connection.notifications(of: queued[0].recovery, merchant: queued[0].merchant).map(\.state)
            }
            #expect(states == [.sending, .canceled, .canceled])
            #expect(try await complete(held, .sent, in: database))
        }
    }

    @Test("only the dead are sent again by hand", arguments: Engine.allCases)
    func retryDead(engine: Engine) async throws {
        try await engine.withDatabase { [later] database in
            let queued = try await database.queue(2)
            let held = try await claim(1, from: database)[0]
            #expect(try await complete(held, .dead, in: database))
            #expect(try await state(of: held, in: database)?.state == .dead)
            #expect(try await database.write { try $0.retryNotification(held.notification.id, at: later) })
            #expect(try await !database.write { try $0.retryNotification(held.notification.id, at: later) })
            #expect(try await !database.write { try $0.retryNotification(queued[1].id, at: later) })
            #expect(try await state(of: held, in: database)?.state == .queued)
            #expect(try await state(of: held, in: database)?.dueAt == later)
        }
    }

    @Test("the next thing to do is the first due, or the first lease that ends", arguments: Engine.allCases)
    func nextDue(engine: Engine) async throws {
        try await engine.withDatabase { [lease, later] database in
            #expect(try await database.read { try $0.nextDue() } == nil)
            _ = try await database.queue(2, from: later)
            #expect(try await database.read { try $0.nextDue() } == later)
            let held = try await claim(1, at: later, from: database)[0]
            #expect(try await database.read { try $0.nextDue() } == lease)
            #expect(try await complete(held, .sent, in: database))
            #expect(try await database.read { try $0.nextDue() } == later + .milliseconds(1))
        }
    }

    @Test("the depth counts what is due, held and dead", arguments: Engine.allCases)
    func depth(engine: Engine) async throws {
        try await engine.withDatabase { database in
            _ = try await database.queue(6)
            let held = try await claim(3, from: database)
            #expect(try await complete(held[0], .dead, in: database))
            #expect(try await complete(held[1], .sent, in: database))
            let depth = try await database.read { try $0.outboxDepth(now: Make.now + .milliseconds(4)) }
            #expect(depth == OutboxDepth(due: 2, sending: 1, dead: 1))
        }
    }

    @Test("the outbox is listed by merchant and state, newest first, in pages", arguments: Engine.allCases)
    func list(engine: Engine) async throws {
        try await engine.withDatabase { database in
            let queued = try await database.queue(4)
            let held = try await claim(1, from: database)[0]
            let listed = try await database.read { connection in
                [
                    try connection.outbox(limit: 9), try connection.outbox(merchant: .default, limit: 9),
                    try connection.outbox(merchant: Make.merchantID, states: [.sending, .dead], limit: 9),
                    try connection.outbox(states: [.queued], limit: 2, before: queued[3].id),
                ].map { $0.map(\.id) }
            }
            #expect(
                listed == [
                    queued.reversed().map(\.id), [], [held.notification.id], [queued[2].id, queued[1].id],
                ])
        }
    }

    @Test("a notification is read as it was written", arguments: Engine.allCases)
    func roundTrip(engine: Engine) async throws {
        try await engine.withDatabase { database in
            let queued = try await database.queue(1)[0]
            #expect(try await database.read { try $0.notification(queued.id) } == queued)
            #expect(try await database.read { try $0.notification(Make.id()) } == nil)
        }
    }
}
