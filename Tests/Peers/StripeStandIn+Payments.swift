import Foundation

extension StripeStandIn {
    /// A PaymentIntent as far as tests look at it.
    public struct Intent: Decodable, Sendable {
        /// `pi_…`.
        public let id: String
        /// Stripe's word for its state.
        public let status: String
        /// What Stripe.js needs to finish it.
        public let clientSecret: String
        /// `cus_…`.
        public let customer: String?

        private enum CodingKeys: String, CodingKey {
            case id, status, customer
            case clientSecret = "client_secret"
        }
    }

    /// Charges a new customer's saved card while they are away.
    ///
    /// - Parameters:
    ///   - card: a test card's number; 4000000000003063 asks for 3-D Secure.
    ///   - amount: in the currency's minor unit.
    public func charge(
        card: String = "4000000000003063", amount: Int = 1099, currency: String = "jpy", email: String? = nil
    ) async throws -> Intent {
        let customer: Identified = try await create("customers", email.map { ["email": $0] } ?? ["name": "Ada"])
        let method: Identified = try await create(
            "payment_methods",
            [
                "type": "card", "card[number]": card, "card[exp_month]": "12", "card[exp_year]": "2034",
                "card[cvc]": "123",
            ])
        let _: Identified = try await create("payment_methods/\(method.id)/attach", ["customer": customer.id])
        return try await create(
            "payment_intents",
            [
                "amount": String(amount), "currency": currency, "customer": customer.id, "payment_method": method.id,
                "confirm": "true", "off_session": "true",
            ])
    }

    /// Cancels an intent, as a merchant does in Stripe's dashboard.
    public func cancel(_ intent: String) async throws -> Intent {
        try await create("payment_intents/\(intent)/cancel", [:])
    }

    private struct Identified: Decodable {
        let id: String
    }

    private func create<Created: Decodable>(_ path: String, _ fields: [String: String]) async throws -> Created {
        let data = try await client.post("/v1/\(path)", form: fields, key: Self.secretKey)
        return try JSONDecoder().decode(Created.self, from: data)
    }
}
