import Foundation

/// The world around the service in a demonstration: a mailbox, and Stripe or its stand-in.
struct DemoStage: Sendable {
    /// Where to read the mail.
    let mailbox: String
    /// The mailbox's SMTP port.
    let smtpPort: Int
    /// Stripe as the demonstration reaches it.
    let stripe: Stripe
    /// What ends with the demonstration.
    let children: [ChildProcess]

    /// Stripe as the demonstration reaches it.
    struct Stripe: Sendable {
        var apiBase: String
        var scriptURL: String
        var secretKey: String
        var publishableKey: String
        var isStandIn: Bool
    }

    /// Starts the stand-ins. With `STRIPE_SECRET_KEY` and `STRIPE_PUBLISHABLE_KEY` Stripe plays itself.
    init(_ folder: DemoFolder, base: String, webhookSecret: String, environment: [String: String]) async throws {
        let own = try Self.ownAccount(environment)
        let mailboxChild = try ChildProcess(folder.python, [folder.script("mailbox.py")])
        if let own {
            stripe = own
            children = [mailboxChild]
        } else {
            let hook = ["--webhook", "\(base)/stripe/webhooks/default", webhookSecret]
            let child = try ChildProcess(folder.python, [folder.script("stripe_stand_in.py")] + hook)
            let facts = try await child.announcement(StandInFacts.self)
            stripe = Stripe(
                apiBase: facts.url, scriptURL: facts.js, secretKey: "sk_test_demo", publishableKey: "pk_test_demo",
                isStandIn: true)
            children = [mailboxChild, child]
        }
        let facts = try await mailboxChild.announcement(MailboxFacts.self)
        mailbox = facts.url
        smtpPort = facts.smtp
    }

    /// Ends the stand-ins.
    func close() {
        children.forEach { $0.stop() }
    }

    private static func ownAccount(_ environment: [String: String]) throws(Complaint) -> Stripe? {
        guard let secretKey = environment["STRIPE_SECRET_KEY"], !secretKey.isEmpty else { return nil }
        guard let publishableKey = environment["STRIPE_PUBLISHABLE_KEY"], !publishableKey.isEmpty else {
            throw Complaint(
                "STRIPE_SECRET_KEY is set, STRIPE_PUBLISHABLE_KEY is not. Set both, of the test mode, or none.")
        }
        guard try !StripeKey(secretKey, kinds: ["sk", "rk"]).isLive else {
            throw Complaint(
                "STRIPE_SECRET_KEY is a live key. The demonstration makes a payment: use keys of the test mode.")
        }
        return Stripe(
            apiBase: "https://api.stripe.com", scriptURL: "https://js.stripe.com/v3/", secretKey: secretKey,
            publishableKey: publishableKey, isStandIn: false)
    }

    private struct StandInFacts: Decodable {
        let url, js: String
    }

    private struct MailboxFacts: Decodable {
        let url: String
        let smtp: Int
    }
}
