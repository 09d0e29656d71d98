import Recoveries
import Testing

/// Recoveries for tests.
enum Factory {
    static func recovery(
        createdAt: Instant, expiresAt: Instant, reminders: [Int64] = ReminderPolicy().offsets
    ) throws -> Recovery {
        Recovery(
            merchant: .default, id: RecoveryID(at: createdAt, random: (1, 1)), paymentIntent: "pi_1",
            step: .authenticate, money: Money(amount: 1099, currency: try #require(Currency("jpy"))),
            customer: Customer(), reminders: reminders, createdAt: createdAt, expiresAt: expiresAt)
    }
}
