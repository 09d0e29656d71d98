public import Recoveries

/// A notification that a dispatcher holds for the length of its lease.
public struct ClaimedNotification: Sendable, Equatable {
    /// The notification, in state `sending`.
    public var notification: Notification
    /// The number that completing it must match; a later holder has a higher one.
    public var fence: Int64

    /// Makes a claim of its parts.
    public init(notification: Notification, fence: Int64) {
        self.notification = notification
        self.fence = fence
    }
}

/// How much the outbox holds.
public struct OutboxDepth: Sendable, Equatable {
    /// Queued and due.
    public var due: Int
    /// Held by a dispatcher.
    public var sending: Int
    /// Ended for good without having been sent.
    public var dead: Int

    /// Makes a depth of its counts.
    public init(due: Int, sending: Int, dead: Int) {
        self.due = due
        self.sending = sending
        self.dead = dead
    }
}

extension Notification {
    init(_ row: Row) throws {
        self.init(
            merchant: try row.merchant(), id: try row.id("id"), recovery: try row.id("recovery_id"),
            link: try row.id("link_id"), channel: try row.name("channel"), occasion: try row.name("occasion"),
            address: try row.text("address"), state: try row.name("state"), dueAt: try row.instant("due_at"),
            attempts: Int(try row.integer("attempts")), createdAt: try row.instant("created_at"),
            sentAt: try row.optionalInstant("sent_at"))
    }
}
