import Persistence
import Recoveries
import Service

/// Writes down what became of a claim: verdict, attempt, history and the next reminder in one transaction.
struct Bookkeeping: Sendable {
    let database: any Database
    let settings: OutboxSettings
    let surroundings: Surroundings
    let utcOffset: @Sendable (_ timeZone: String?, _ at: Instant) -> Int64

    /// Records a verdict.
    ///
    /// - Returns: what follows; `nil` when the claim was no longer ours, and so nothing was written.
    func record(
        _ verdict: Verdict, of claim: ClaimedNotification, deadline: Instant, startedAt: Instant
    ) async throws -> OutboxPolicy.Next? {
        let notification = claim.notification
        let now = surroundings.now()
        let next = settings.policy.afterVerdict(
            verdict, attempt: notification.attempts + 1, now: now, deadline: deadline, random: surroundings.random())
        let attempt = Attempt(
            id: surroundings.identifier(), notification: notification.id, startedAt: startedAt, endedAt: now,
            outcome: verdict.name, reply: String(verdict.reply.prefix(500)))
        return try await database.write { connection in
            let isOurs = try connection.completeNotification(
                notification.id, merchant: notification.merchant, fence: claim.fence, next: next, at: now)
            guard isOurs else { return nil }
            try connection.insertAttempt(attempt, merchant: notification.merchant)
            try tell(next, of: notification, at: now, in: connection)
            return next
        }
    }

    /// Gives a claim back untried, due at `instant`.
    func postpone(_ claim: ClaimedNotification, to instant: Instant) async throws {
        let (notification, now) = (claim.notification, surroundings.now())
        _ = try await database.write { connection in
            try connection.completeNotification(
                notification.id, merchant: notification.merchant, fence: claim.fence,
                next: .retry(at: instant, countsAttempt: false), at: now)
        }
    }

    /// Ends a claim whose recovery has settled: nothing is sent.
    func cancel(_ claim: ClaimedNotification) async throws {
        let (notification, now) = (claim.notification, surroundings.now())
        _ = try await database.write { connection in
            try connection.cancelClaim(
                notification.id, merchant: notification.merchant, fence: claim.fence, at: now)
        }
    }

    private func tell(
        _ next: OutboxPolicy.Next, of notification: Notification, at now: Instant, in connection: any Connection
    ) throws {
        switch next {
        case .retry:
            return
        case .sent:
            try note("notification.sent", notification, now, connection)
            try remind(after: notification, in: connection)
        case .dead:
            try note("notification.dead", notification, now, connection)
            let event = Event(
                merchant: notification.merchant, id: surroundings.identifier(), recovery: notification.recovery,
                type: "notification.dead", at: now)
            try connection.insertEvent(event)
        }
    }

    private func note(
        _ type: String, _ notification: Notification, _ now: Instant, _ connection: any Connection
    ) throws {
        let entry = TimelineEntry(
            id: surroundings.identifier(), recovery: notification.recovery, at: now, type: type,
            detail: notification.channel.rawValue)
        try connection.insertTimelineEntry(entry, merchant: notification.merchant)
    }

    /// Queues the next reminder, unless one waits already; settlement cancels it.
    private func remind(after notification: Notification, in connection: any Connection) throws {
        guard let recovery = try connection.recovery(notification.recovery, of: notification.merchant),
            !recovery.state.isSettled, recovery.notifies
        else { return }
        let isWaiting = try connection.notifications(of: recovery.id, merchant: recovery.merchant)
            .contains { $0.state == .queued || $0.state == .sending }
        let zone = recovery.customer.timeZone
        let due = settings.reminders.next(for: recovery, after: surroundings.now()) { utcOffset(zone, $0) }
        guard !isWaiting, let due else { return }
        try connection.queueNotification(
            of: recovery, occasion: .reminder, dueAt: due, surroundings: surroundings)
    }
}
