import Cryptography
import Persistence
import Recoveries
import ServiceLifecycle
import Testing

@testable import Outbox
@testable import Service

extension Office {
    /// Runs services until `body` ends; then they are stopped as SIGTERM stops them.
    func running(
        _ services: [any ServiceLifecycle.Service], _ body: (ServiceGroup) async throws -> Void
    ) async throws {
        let group = ServiceGroup(services: services, logger: log.logger)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            try await body(group)
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }

    /// Opens a recovery with its first message.
    @discardableResult
    func queue(
        _ intent: String = "pi_1", customer: Customer = Customer(email: "a@b.example"),
        lifetime: Duration = .seconds(7 * 86_400), reminders: [Int64] = [86_400, 259_200],
        isGiven: Bool = false
    ) async throws -> Notification {
        var recovery = Recovery(
            merchant: .default, id: surroundings.identifier(), paymentIntent: intent, step: .authenticate,
            money: Money(amount: 1099, currency: try #require(Currency("jpy"))), customer: customer,
            reminders: reminders, createdAt: now, expiresAt: now + lifetime)
        recovery.publishableKey = isGiven ? "pk_test_1" : nil
        let sealed = isGiven ? try secrets.seal(Secret("\(intent)_secret_s"), of: recovery.id) : nil
        // Names of one millisecond have no order.
        defer { turnClock(by: .milliseconds(1)) }
        return try await database.base.write { [surroundings, recovery] connection in
            try connection.insertRecovery(recovery, sealedSecret: sealed)
            return try #require(
                try connection.queueNotification(of: recovery, occasion: .first, surroundings: surroundings))
        }
    }

    /// Takes one message, as a dispatcher does.
    func claim() async throws -> ClaimedNotification {
        let (now, end) = (now, now + settings.lease)
        return try #require(
            try await database.base.write { try $0.claimNotifications(limit: 1, now: now, leaseUntil: end) }.first)
    }

    func notification(_ notification: Notification) async throws -> Notification {
        try #require(try await database.base.read { try $0.notification(notification.id) })
    }

    func notifications(of notification: Notification) async throws -> [Notification] {
        try await database.base.read { try $0.notifications(of: notification.recovery, merchant: .default) }
    }

    func attempts(of notification: Notification) async throws -> [Attempt] {
        try await database.base.read { try $0.attempts(of: notification.id, merchant: .default) }
    }

    func recovery(of notification: Notification) async throws -> Recovery {
        try #require(try await database.base.read { try $0.recovery(notification.recovery) })
    }

    func timeline(of notification: Notification) async throws -> [String] {
        try await database.base.read { try $0.timeline(of: notification.recovery, merchant: .default) }.map(\.type)
    }

    func events() async throws -> [String] {
        try await database.base.read { try $0.events(of: .default) }.map(\.type)
    }

    func count(_ states: Set<NotificationState>) async throws -> Int {
        try await database.base.read { try $0.outbox(states: states, limit: 1000) }.count
    }

    func untilCount(_ states: Set<NotificationState>, is wanted: Int) async throws {
        try await signal.until { try await count(states) == wanted }
    }
}
