public import Persistence
public import Recoveries

extension Connection {
    /// Writes a fresh link and the message that will carry it; nothing when there is no address.
    @discardableResult
    public func queueNotification(
        of recovery: Recovery, occasion: Notification.Occasion, dueAt: Instant? = nil, surroundings: Surroundings
    ) throws -> Notification? {
        guard let address = recovery.customer.email else { return nil }
        let link = try makeLink(to: recovery, surroundings: surroundings)
        let now = surroundings.now()
        let notification = Notification(
            merchant: recovery.merchant, id: surroundings.identifier(), recovery: recovery.id, link: link.id,
            occasion: occasion, address: address, dueAt: dueAt ?? now, createdAt: now)
        try insertNotification(notification)
        return notification
    }

    /// Writes a link that ends with its recovery.
    func makeLink(to recovery: Recovery, surroundings: Surroundings) throws -> Link {
        let link = Link(
            merchant: recovery.merchant, id: surroundings.identifier(), recovery: recovery.id,
            createdAt: surroundings.now(), expiresAt: recovery.expiresAt)
        try insertLink(link)
        return link
    }

    /// Whether a message with a link that works will leave at once anyway.
    func hasMessageUnderWay(_ recovery: Recovery, now: Instant) throws -> Bool {
        try notifications(of: recovery.id, merchant: recovery.merchant).contains { notification in
            guard notification.state == .sending || notification.state == .queued && notification.dueAt <= now else {
                return false
            }
            return try link(notification.link).map { $0.revokedAt == nil && $0.expiresAt > now } ?? false
        }
    }
}
