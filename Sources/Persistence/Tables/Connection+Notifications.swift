public import Recoveries

extension Connection {
    /// Queues a notification.
    public func insertNotification(_ notification: Notification) throws {
        try execute(
            Tables.notifications.insert,
            [
                .id(notification.merchant), .id(notification.id), .id(notification.recovery), .id(notification.link),
                .name(notification.channel), .name(notification.occasion), .text(notification.address),
                .name(notification.state), .instant(notification.dueAt), .integer(Int64(notification.attempts)),
                .instant(notification.createdAt), .instant(notification.sentAt),
            ])
    }

    /// The notification of that name, whoever it belongs to.
    public func notification(_ id: NotificationID) throws -> Notification? {
        try row(Tables.notifications.select("WHERE id = $1"), [.id(id)]).map(Notification.init)
    }

    /// A recovery's notifications, oldest first.
    public func notifications(of recovery: RecoveryID, merchant: MerchantID) throws -> [Notification] {
        let rest = "WHERE merchant_id = $1 AND recovery_id = $2 ORDER BY id"
        return try rows(Tables.notifications.select(rest), [.id(merchant), .id(recovery)]).map(Notification.init)
    }

    /// Cancels what waits; what is being sent is the dispatcher's to cancel.
    ///
    /// - Returns: how many that were.
    @discardableResult
    public func cancelQueuedNotifications(
        of recovery: RecoveryID, merchant: MerchantID, at now: Instant
    ) throws -> Int {
        try execute(
            """
            UPDATE notifications SET state = 'canceled', ended_at = $3
            WHERE merchant_id = $1 AND recovery_id = $2 AND state = 'queued'
            """, [.id(merchant), .id(recovery), .instant(now)])
    }

    /// The outbox as an operator looks at it, newest first.
    ///
    /// - Parameters:
    ///   - merchant: `nil` for everyone's.
    ///   - states: none means all.
    ///   - cursor: the last of the page before.
    public func outbox(
        merchant: MerchantID? = nil, states: Set<NotificationState> = [], limit: Int,
        before cursor: NotificationID? = nil
    ) throws -> [Notification] {
        var filter = Filter()
        if let merchant { filter.require("merchant_id = ", .id(merchant)) }
        if !states.isEmpty {
            filter.require("state", oneOf: states.map(\.rawValue).sorted().map { .text($0) })
        }
        if let cursor { filter.require("id < ", .id(cursor)) }
        return try filter.rows(of: Tables.notifications, newest: limit, in: self).map(Notification.init)
    }

    /// Queues a dead notification once more.
    ///
    /// - Returns: false when none of that name is dead.
    public func retryNotification(_ id: NotificationID, at now: Instant) throws -> Bool {
        try execute(
            "UPDATE notifications SET state = 'queued', due_at = $2, ended_at = NULL WHERE id = $1 AND state = 'dead'",
            [.id(id), .instant(now)]) == 1
    }

    /// When there is something to do next: the first notification due, or the first lease that ends.
    public func nextDue() throws -> Instant? {
        try row(
            """
            SELECT MIN(due) AS next FROM (
                SELECT MIN(due_at) AS due FROM notifications WHERE state = 'queued'
                UNION ALL SELECT MIN(lease_until) AS due FROM notifications WHERE state = 'sending') AS work
            """, [])?
            .optionalInstant("next")
    }

    /// How much the outbox holds.
    public func outboxDepth(now: Instant) throws -> OutboxDepth {
        let counts = try row(
            """
            SELECT
                (SELECT COUNT(*) FROM notifications WHERE state = 'queued' AND due_at <= $1) AS due,
                (SELECT COUNT(*) FROM notifications WHERE state = 'sending') AS sending,
                (SELECT COUNT(*) FROM notifications WHERE state = 'dead') AS dead
            """, [.instant(now)])
        return OutboxDepth(
            due: Int(try counts?.integer("due") ?? 0), sending: Int(try counts?.integer("sending") ?? 0),
            dead: Int(try counts?.integer("dead") ?? 0))
    }
}
