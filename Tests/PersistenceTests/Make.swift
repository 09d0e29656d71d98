import Recoveries

@testable import Persistence

/// Makes domain values for tests: what a test does not name does not matter to it.
enum Make {
    static let now = Instant(seconds: 1_800_000_000)
    static let merchantID = MerchantID("acme") ?? .default

    static func id<Kind>(at instant: Instant = now) -> Identifier<Kind> {
        var random = SystemRandomNumberGenerator()
        return Identifier(at: instant, random: (random.next(), random.next()))
    }

    static func merchant(_ id: MerchantID = merchantID) -> Merchant {
        Merchant(
            id: id, name: "Acme «Ω»", mailFrom: "Acme <pay@acme.example>", supportEmail: "help@acme.example",
            supportURL: "https://acme.example/help", locale: "ja", publishableKey: "pk_test_1",
            opensAutomatically: true, returnOrigins: ["https://acme.example", "https://b.example"],
            reminders: [60, 120], createdAt: now)
    }

    static func currency(_ code: String) throws -> Currency {
        guard let currency = Currency(code) else { throw DatabaseFault(.statement, "no currency") }
        return currency
    }

    static func recovery(
        _ merchant: MerchantID = merchantID, paymentIntent: String = "pi_1", state: RecoveryState = .open,
        step: StepName = .authenticate, reason: DeclineReason? = nil, at instant: Instant = now,
        expiresAt: Instant? = nil
    ) throws -> Recovery {
        Recovery(
            merchant: merchant, id: id(at: instant), paymentIntent: paymentIntent, state: state, step: step,
            declineReason: reason, money: Money(amount: 1099, currency: try currency("jpy")),
            customer: Customer(
                email: "hanako@example.jp", name: "山田 花子 🌸", locale: "ja", timeZone: "Asia/Tokyo",
                stripeCustomer: "cus_1"),
            paymentMethod: PaymentMethodSummary(id: "pm_1", brand: "visa", last4: "3063"), description: "Order \"7\"",
            returnURL: "https://acme.example/done", metadata: ["order": "7", "quote": "\"\\/é\u{0}"],
            publishableKey: "pk_1", notifies: true, reminders: [86_400, 259_200], createdAt: instant,
            expiresAt: expiresAt ?? instant + .seconds(604_800))
    }

    static func link(to recovery: Recovery, at instant: Instant = now) -> Link {
        Link(
            merchant: recovery.merchant, id: id(at: instant), recovery: recovery.id, createdAt: instant,
            expiresAt: recovery.expiresAt)
    }

    static func notification(
        by link: Link, state: NotificationState = .queued, channel: ChannelName = .email,
        occasion: Notification.Occasion = .first, dueAt: Instant = now
    ) -> Notification {
        Notification(
            merchant: link.merchant, id: id(at: dueAt), recovery: link.recovery, link: link.id, channel: channel,
            occasion: occasion, address: "hanako@example.jp", state: state, dueAt: dueAt, createdAt: now)
    }
}

extension Connection {
    /// Writes a merchant, a recovery and a link: what most rows hang from.
    @discardableResult
    func insertOpening(_ merchant: MerchantID = Make.merchantID, paymentIntent: String = "pi_1") throws -> Link {
        if try self.merchant(merchant) == nil {
            try insertMerchant(Make.merchant(merchant), secrets: MerchantSecrets())
        }
        let recovery = try Make.recovery(merchant, paymentIntent: paymentIntent)
        try insertRecovery(recovery, sealedSecret: nil)
        let link = Make.link(to: recovery)
        try insertLink(link)
        return link
    }
}

extension Database {
    /// Writes `count` notifications, due one millisecond after another.
    func queue(_ count: Int, from first: Instant = Make.now) async throws -> [Notification] {
        try await write { connection in
            let link = try connection.insertOpening()
            return try (0..<count).map { index in
                let notification = Make.notification(by: link, dueAt: first + .milliseconds(index))
                try connection.insertNotification(notification)
                return notification
            }
        }
    }
}

/// Runs `body` for each number at once, and gathers what it returned.
func concurrently<T: Sendable>(
    _ count: Int, _ body: @escaping @Sendable (Int) async throws -> T
) async throws -> [T] {
    try await withThrowingTaskGroup(of: T.self) { group in
        for number in 0..<count { group.addTask { try await body(number) } }
        return try await group.reduce(into: []) { $0.append($1) }
    }
}

/// The fault that `body` ends with; `nil` when it ends well.
func fault(_ body: () async throws -> Void) async throws -> DatabaseFault? {
    do {
        try await body()
        return nil
    } catch let fault as DatabaseFault {
        return fault
    }
}
