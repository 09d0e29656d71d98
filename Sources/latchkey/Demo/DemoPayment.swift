import Foundation
import Transport

/// The merchant's part: charges a saved card while its owner is away, and the bank wants 3-D Secure.
struct DemoPayment: Sendable {
    let client: DemoClient
    let stripe: DemoStage.Stripe

    /// For the stand-in: 3-D Secure must be completed. Source: <https://docs.stripe.com/testing>.
    private static let card = "4000000000003063"
    /// For Stripe's test mode: the card 4000002760003184, which wants 3-D Secure for every payment, off-session ones too.
    private static let testMethod = "pm_card_authenticationRequired"

    /// Charges ¥1,099 and gives the PaymentIntent's name.
    func charge() async throws -> String {
        let customer = try await create("customers", [("email", "ada@example.com"), ("name", "Ada Lovelace")])
        let method = stripe.isStandIn ? try await create("payment_methods", Self.cardFields) : Self.testMethod
        let attached = try await create("payment_methods/\(method)/attach", [("customer", customer)])
        return try await confirm(customer: customer, method: attached)
    }

    private static let cardFields = [
        ("type", "card"), ("card[number]", card), ("card[exp_month]", "12"), ("card[exp_year]", "2034"),
        ("card[cvc]", "123"),
    ]

    /// Stripe answers 402 to a charge that needs its customer, and names the PaymentIntent in the error.
    private func confirm(customer: String, method: String) async throws -> String {
        let form = [
            ("amount", "1099"), ("currency", "jpy"), ("customer", customer), ("payment_method", method),
            ("payment_method_types[]", "card"), ("confirm", "true"), ("off_session", "true"),
        ]
        let response = try await client.stripe(stripe, "payment_intents", form)
        if response.status == 402,
            let declined = try? JSONDecoder().decode(Declined.self, from: Data(response.body))
        {
            return declined.error.payment_intent.id
        }
        return try DemoClient.decode(response, "Stripe", as: Named.self).id
    }

    private func create(_ path: String, _ form: [(String, String)]) async throws -> String {
        try DemoClient.decode(try await client.stripe(stripe, path, form), "Stripe", as: Named.self).id
    }

    private struct Named: Decodable {
        let id: String
    }

    private struct Declined: Decodable {
        struct Detail: Decodable {
            // Stripe's spelling.
            let payment_intent: Named
        }
        let error: Detail
    }
}
