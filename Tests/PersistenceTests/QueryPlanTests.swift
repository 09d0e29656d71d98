import Recoveries
import Testing

@testable import Persistence

/// Asks SQLite how it would run each statement that passes through.
private struct ExplainingConnection: Connection {
    let base: any Connection
    let plans: Plans

    final class Plans {
        var lines: [String] = []
    }

    func rows(_ sql: String, _ values: [SQLValue]) throws -> [Row] {
        try explain(sql, values)
        return try base.rows(sql, values)
    }

    func execute(_ sql: String, _ values: [SQLValue]) throws -> Int {
        try explain(sql, values)
        return try base.execute(sql, values)
    }

    private func explain(_ sql: String, _ values: [SQLValue]) throws {
        plans.lines += try base.rows("EXPLAIN QUERY PLAN \(sql)", values).map { try $0.text("detail") }
    }
}

@Suite("Query plans in SQLite")
struct QueryPlanTests {
    /// A call of a table function, the index it must use, and what it may also walk over.
    struct Plan: Sendable, CustomTestStringConvertible {
        let name: String
        let index: String
        let run: @Sendable (any Connection, Notification) throws -> Void
        var testDescription: String { name }
    }

    static let plans: [Plan] = [
        Plan(name: "claim", index: "notifications_due") { connection, _ in
            _ = try connection.claimNotifications(limit: 9, now: Make.now, leaseUntil: Make.now)
        },
        Plan(name: "rescue", index: "notifications_leased") { connection, _ in
            try connection.rescueExpiredLeases(now: Make.now)
        },
        Plan(name: "next due", index: "notifications_due") { connection, _ in _ = try connection.nextDue() },
        Plan(name: "depth", index: "notifications_dead") { connection, _ in
            _ = try connection.outboxDepth(now: Make.now)
        },
        Plan(name: "renew", index: "notifications_by_id") { connection, notification in
            try connection.renewLeases([(id: notification.id, fence: 1)], until: Make.now)
        },
        Plan(name: "complete", index: "sqlite_autoindex_notifications_1") { connection, notification in
            _ = try connection.completeNotification(
                notification.id, merchant: notification.merchant, fence: 1, next: .sent, at: Make.now)
        },
        Plan(name: "notifications of a recovery", index: "notifications_by_recovery") { connection, notification in
            _ = try connection.notifications(of: notification.recovery, merchant: notification.merchant)
        },
        Plan(name: "cancel queued", index: "notifications_by_recovery") { connection, notification in
            try connection.cancelQueuedNotifications(
                of: notification.recovery, merchant: notification.merchant, at: Make.now)
        },
        Plan(name: "link", index: "links_by_id") { connection, notification in
            _ = try connection.link(notification.link)
        },
        Plan(name: "link with recovery", index: "links_by_id") { connection, notification in
            _ = try connection.linkWithRecovery(notification.link)
        },
        Plan(name: "recovery of a link", index: "sqlite_autoindex_recoveries_1") { connection, notification in
            _ = try connection.linkWithRecovery(notification.link)
        },
        Plan(name: "revoke links", index: "links_by_recovery") { connection, notification in
            try connection.revokeLinks(of: notification.recovery, merchant: notification.merchant, at: Make.now)
        },
        Plan(name: "recovery", index: "recoveries_by_id") { connection, notification in
            _ = try connection.recovery(notification.recovery)
        },
        Plan(name: "active recovery", index: "recoveries_active") { connection, _ in
            _ = try connection.activeRecovery(paymentIntent: "pi_1", of: Make.merchantID)
        },
        Plan(name: "settle", index: "sqlite_autoindex_recoveries_1") { connection, notification in
            _ = try connection.settleRecovery(
                notification.recovery, of: notification.merchant, to: .succeeded, step: .done, at: Make.now)
        },
        Plan(name: "list", index: "sqlite_autoindex_recoveries_1") { connection, notification in
            _ = try connection.recoveries(of: Make.merchantID, before: notification.recovery, limit: 9)
        },
        Plan(name: "list by state", index: "recoveries_by_state") { connection, notification in
            _ = try connection.recoveries(of: Make.merchantID, state: .open, before: notification.recovery, limit: 9)
        },
        Plan(name: "list by PaymentIntent", index: "recoveries_by_payment_intent") { connection, _ in
            _ = try connection.recoveries(of: Make.merchantID, paymentIntent: "pi_1", limit: 9)
        },
        Plan(name: "expired", index: "recoveries_by_end") { connection, _ in
            _ = try connection.expiredRecoveries(at: Make.now, limit: 9)
        },
        Plan(name: "secrets of another key", index: "recoveries_active") { connection, notification in
            let last = SealedClientSecret(
                merchant: notification.merchant, recovery: notification.recovery, paymentIntent: "pi_1", sealed: [])
            _ = try connection.clientSecrets(sealedOtherwiseThan: 7, after: last, limit: 9)
        },
        Plan(name: "live links", index: "links_by_recovery") { connection, _ in
            _ = try connection.liveLinks(madeUntil: Make.now, now: Make.now)
        },
        Plan(name: "releases", index: "releases_by_recovery") { connection, notification in
            _ = try connection.releases(of: notification.recovery, merchant: notification.merchant, since: Make.now)
        },
        Plan(name: "old releases", index: "releases_by_time") { connection, _ in
            try connection.deleteReleases(before: Make.now)
        },
        Plan(name: "timeline", index: "timeline_by_recovery") { connection, notification in
            _ = try connection.timeline(of: notification.recovery, merchant: notification.merchant)
        },
        Plan(name: "attempts", index: "attempts_by_notification") { connection, notification in
            _ = try connection.attempts(of: notification.id, merchant: notification.merchant)
        },
        Plan(name: "API key", index: "api_keys_by_hash") { connection, _ in _ = try connection.apiKey(hash: [1]) },
        Plan(name: "old replies", index: "idempotency_replies_by_time") { connection, _ in
            try connection.deleteIdempotencyReplies(before: Make.now)
        },
    ]

    @Test("uses its index, and neither scans a table nor sorts", arguments: plans)
    func plan(_ plan: Plan) async throws {
        try await withSQLite { database, _ in
            try await database.migrate()
            let notification = try await database.queue(3)[0]
            let lines = try await database.write { connection in
                let explaining = ExplainingConnection(base: connection, plans: .init())
                try plan.run(explaining, notification)
                return explaining.plans.lines
            }
            #expect(lines.contains { $0.contains(plan.index) }, "\(lines)")
            #expect(!lines.contains { $0.contains("TEMP B-TREE") }, "\(lines)")
            let tables = ["notifications", "recoveries", "links", "releases", "timeline", "attempts", "api_keys"]
            #expect(!lines.contains { line in tables.contains { line == "SCAN \($0)" } }, "\(lines)")
        }
    }
}
