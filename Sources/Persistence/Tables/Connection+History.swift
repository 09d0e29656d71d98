public import Recoveries

extension Connection {
    /// Adds a try at delivering a notification.
    public func insertAttempt(_ attempt: Attempt, merchant: MerchantID) throws {
        try execute(
            Tables.attempts.insert,
            [
                .id(merchant), .id(attempt.id), .id(attempt.notification), .instant(attempt.startedAt),
                .instant(attempt.endedAt), .name(attempt.outcome), .text(attempt.reply),
            ])
    }

    /// The tries at a notification, oldest first.
    public func attempts(of notification: NotificationID, merchant: MerchantID) throws -> [Attempt] {
        let rest = "WHERE merchant_id = $1 AND notification_id = $2 ORDER BY id"
        return try rows(Tables.attempts.select(rest), [.id(merchant), .id(notification)]).map { row in
            Attempt(
                id: try row.id("id"), notification: try row.id("notification_id"),
                startedAt: try row.instant("started_at"), endedAt: try row.instant("ended_at"),
                outcome: try row.name("outcome"), reply: try row.text("reply"))
        }
    }

    /// Adds a line to a recovery's history.
    public func insertTimelineEntry(_ entry: TimelineEntry, merchant: MerchantID) throws {
        try execute(
            Tables.timeline.insert,
            [
                .id(merchant), .id(entry.id), .id(entry.recovery), .instant(entry.at), .text(entry.type),
                .text(entry.detail),
            ])
    }

    /// A recovery's history, oldest first.
    public func timeline(of recovery: RecoveryID, merchant: MerchantID) throws -> [TimelineEntry] {
        let rest = "WHERE merchant_id = $1 AND recovery_id = $2 ORDER BY happened_at, id"
        return try rows(Tables.timeline.select(rest), [.id(merchant), .id(recovery)]).map { row in
            TimelineEntry(
                id: try row.id("id"), recovery: try row.id("recovery_id"), at: try row.instant("happened_at"),
                type: try row.text("type"), detail: try row.optionalText("detail"))
        }
    }

    /// Queues a fact that the merchant will be told of.
    public func insertEvent(_ event: Event) throws {
        try execute(
            Tables.events.insert,
            [.id(event.merchant), .id(event.id), .id(event.recovery), .text(event.type), .instant(event.at)])
    }

    /// A merchant's events, oldest first; those of one recovery when it is named.
    public func events(of merchant: MerchantID, recovery: RecoveryID? = nil) throws -> [Event] {
        let only = recovery == nil ? "" : "AND recovery_id = $2 "
        let values = [.id(merchant)] + (recovery.map { [SQLValue.id($0)] } ?? [])
        return try rows(Tables.events.select("WHERE merchant_id = $1 \(only)ORDER BY id"), values).map { row in
            Event(
                merchant: try row.merchant(), id: try row.id("id"), recovery: try row.id("recovery_id"),
                type: try row.text("type"), at: try row.instant("happened_at"))
        }
    }
}
