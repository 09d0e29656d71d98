public import Recoveries

extension Connection {
    /// Takes what is due, the longest overdue first, and no row that another took.
    ///
    /// - Parameters:
    ///   - leaseUntil: until when nobody else may take them.
    ///   - worker: who takes them, for the operator's eye.
    public func claimNotifications(
        limit: Int, now: Instant, leaseUntil: Instant, worker: String? = nil
    ) throws -> [ClaimedNotification] {
        // Materialized, so that PostgreSQL locks and limits once.
        let claimed = try rows(
            """
            WITH due AS MATERIALIZED (
                SELECT merchant_id, id FROM notifications WHERE state = 'queued' AND due_at <= $1
                ORDER BY due_at, id LIMIT $2 {skip_locked})
            UPDATE notifications SET state = 'sending', lease_until = $3, worker = $4, fence = fence + 1
            WHERE (merchant_id, id) IN (SELECT merchant_id, id FROM due)
            RETURNING \(Tables.notifications.list), fence
            """, [.instant(now), .integer(Int64(limit)), .instant(leaseUntil), .text(worker)])
        return
            try claimed.map {
                ClaimedNotification(notification: try Notification($0), fence: try $0.integer("fence"))
            }
            .sorted { ($0.notification.dueAt, $0.notification.id) < ($1.notification.dueAt, $1.notification.id) }
    }

    /// Prolongs leases that are still held.
    ///
    /// - Returns: how many were.
    @discardableResult
    public func renewLeases(_ claims: [(id: NotificationID, fence: Int64)], until: Instant) throws -> Int {
        try claims.reduce(0) { held, claim in
            held
                + (try execute(
                    "UPDATE notifications SET lease_until = $3 WHERE id = $1 AND fence = $2 AND state = 'sending'",
                    [.id(claim.id), .integer(claim.fence), .instant(until)]))
        }
    }

    /// Records what follows a try: sent, dead, or queued again.
    ///
    /// - Parameters:
    ///   - next: what the policy says; a retry adds to the attempts only if it counts.
    ///   - now: when the verdict was known.
    /// - Returns: false when the claim is no longer held, and nothing was changed.
    public func completeNotification(
        _ id: NotificationID, merchant: MerchantID, fence: Int64, next: OutboxPolicy.Next, at now: Instant
    ) throws -> Bool {
        switch next {
        case .sent:
            try end(
                "state = 'sent', attempts = attempts + 1, sent_at = $4, ended_at = $4", now, id, merchant, fence)
        case .dead:
            try end("state = 'dead', attempts = attempts + 1, ended_at = $4", now, id, merchant, fence)
        case .retry(let due, countsAttempt: true):
            try end("state = 'queued', attempts = attempts + 1, due_at = $4", due, id, merchant, fence)
        case .retry(let due, countsAttempt: false):
            try end("state = 'queued', due_at = $4", due, id, merchant, fence)
        }
    }

    /// Ends a claim because its recovery settled before the message left.
    ///
    /// - Returns: false when the claim is no longer held.
    @discardableResult
    public func cancelClaim(
        _ id: NotificationID, merchant: MerchantID, fence: Int64, at now: Instant
    ) throws -> Bool {
        try end("state = 'canceled', ended_at = $4", now, id, merchant, fence)
    }

    /// Queues claims again without counting a try: the dispatcher stops, or its channel rests.
    ///
    /// - Returns: how many were still held.
    @discardableResult
    public func giveBack(_ claims: [(id: NotificationID, fence: Int64)], due: Instant) throws -> Int {
        try claims.reduce(0) { held, claim in
            held
                + (try execute(
                    """
                    UPDATE notifications SET state = 'queued', due_at = $3, lease_until = NULL, worker = NULL
                    WHERE id = $1 AND fence = $2 AND state = 'sending'
                    """, [.id(claim.id), .integer(claim.fence), .instant(due)]))
        }
    }

    /// Queues again what dead dispatchers held. The fence is raised: if one of them lives, its verdict comes too late.
    ///
    /// - Returns: how many that were.
    @discardableResult
    public func rescueExpiredLeases(now: Instant) throws -> Int {
        try execute(
            """
            UPDATE notifications
            SET state = 'queued', due_at = $1, lease_until = NULL, worker = NULL, fence = fence + 1
            WHERE state = 'sending' AND lease_until <= $1
            """, [.instant(now)])
    }

    private func end(
        _ change: String, _ at: Instant, _ id: NotificationID, _ merchant: MerchantID, _ fence: Int64
    ) throws -> Bool {
        try execute(
            """
            UPDATE notifications SET \(change), lease_until = NULL, worker = NULL
            WHERE merchant_id = $1 AND id = $2 AND fence = $3 AND state = 'sending'
            """, [.id(merchant), .id(id), .integer(fence), .instant(at)]) == 1
    }
}
