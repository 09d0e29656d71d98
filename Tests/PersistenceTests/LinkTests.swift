import Recoveries
import Testing

@testable import Persistence

@Suite("Links, releases and history")
struct LinkTests {
    @Test("a link is read alone and with its recovery", arguments: Engine.allCases)
    func joined(engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await database.write { connection in
                try connection.insertOpening(paymentIntent: "pi_other")
                let link = try connection.insertOpening()
                #expect(try connection.link(link.id) == link)
                let both = try connection.linkWithRecovery(link.id)
                #expect(both?.link == link)
                #expect(try both?.recovery == connection.recovery(link.recovery))
                #expect(both?.recovery.paymentIntent == "pi_1")
                #expect(try connection.linkWithRecovery(Make.id()) == nil)
                #expect(try connection.link(Make.id()) == nil)
            }
        }
    }

    @Test("revoking takes back a recovery's working links, once, and no other's", arguments: Engine.allCases)
    func revoke(engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await database.write { connection in
                let first = try connection.insertOpening()
                let other = try connection.insertOpening(paymentIntent: "pi_2")
                let second = Link(
                    merchant: first.merchant, id: Make.id(at: Make.now + .seconds(1)), recovery: first.recovery,
                    createdAt: Make.now, expiresAt: Make.now)
                try connection.insertLink(second)
                let now = Make.now + .seconds(2)
                #expect(try connection.revokeLinks(of: first.recovery, merchant: first.merchant, at: now) == 2)
                #expect(try connection.revokeLinks(of: first.recovery, merchant: first.merchant, at: now) == 0)
                let links = try connection.links(of: first.recovery, merchant: first.merchant)
                #expect(links.map(\.id) == [first.id, second.id])
                #expect(links.map(\.revokedAt) == [now, now])
                #expect(try connection.link(other.id)?.revokedAt == nil)
            }
        }
    }

    @Test("releases are counted from an instant on, and forgotten before one", arguments: Engine.allCases)
    func releases(engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await database.write { connection in
                let link = try connection.insertOpening()
                for second in [3, 1, 2] {
                    try connection.insertRelease(
                        Make.id(), recovery: link.recovery, merchant: link.merchant, at: Instant(seconds: Int64(second))
                    )
                }
                let since = { (second: Int64) in
                    try connection.releases(
                        of: link.recovery, merchant: link.merchant, since: Instant(seconds: second)
                    ).map(\.seconds)
                }
                #expect(try since(2) == [2, 3])
                #expect(try connection.deleteReleases(before: Instant(seconds: 2)) == 1)
                #expect(try since(0) == [2, 3])
            }
        }
    }

    @Test("the timeline is in order of time, then of names", arguments: Engine.allCases)
    func timeline(engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await database.write { connection in
                let link = try connection.insertOpening()
                let entries = [1, 2, 3].map { second in
                    TimelineEntry(
                        id: Make.id(at: Instant(seconds: second)), recovery: link.recovery,
                        at: Instant(seconds: second > 1 ? 9 : 1), type: "recovery.opened",
                        detail: second == 1 ? nil : "email")
                }
                for entry in entries.reversed() { try connection.insertTimelineEntry(entry, merchant: link.merchant) }
                #expect(try connection.timeline(of: link.recovery, merchant: link.merchant) == entries)
                #expect(try connection.timeline(of: link.recovery, merchant: .default).isEmpty)
            }
        }
    }

    @Test("events are read of a merchant or of one recovery", arguments: Engine.allCases)
    func events(engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await database.write { connection in
                let events = try ["pi_1", "pi_2"].enumerated().map { index, intent in
                    let link = try connection.insertOpening(paymentIntent: intent)
                    return Event(
                        merchant: link.merchant, id: Make.id(at: Make.now + .seconds(index)), recovery: link.recovery,
                        type: "recovery.succeeded", at: Make.now)
                }
                for event in events { try connection.insertEvent(event) }
                #expect(try connection.events(of: Make.merchantID) == events)
                #expect(try connection.events(of: Make.merchantID, recovery: events[1].recovery) == [events[1]])
                #expect(try connection.events(of: .default).isEmpty)
            }
        }
    }

    @Test("attempts are read in the order they were made", arguments: Engine.allCases)
    func attempts(engine: Engine) async throws {
        try await engine.withDatabase { database in
            let notification = try await database.queue(2)[1]
            try await database.write { connection in
                let attempts = [Verdict.Name.deferred, .accepted].enumerated().map { index, outcome in
                    Attempt(
                        id: Make.id(at: Make.now + .seconds(index)), notification: notification.id,
                        startedAt: Make.now, endedAt: Make.now + .seconds(1), outcome: outcome, reply: "250 2.0.0 ok")
                }
                for attempt in attempts.reversed() {
                    try connection.insertAttempt(attempt, merchant: notification.merchant)
                }
                #expect(try connection.attempts(of: notification.id, merchant: notification.merchant) == attempts)
            }
        }
    }
}
