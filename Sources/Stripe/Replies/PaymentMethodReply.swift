import Recoveries

/// A PaymentMethod, or the Card or Source of an older integration.
///
/// Source: <https://docs.stripe.com/api/payment_methods/object>, <https://docs.stripe.com/api/cards/object>.
struct PaymentMethodReply: Decodable, Sendable {
    var brand: String?
    var last4: String?

    private enum Keys: String, CodingKey {
        case card, brand, last4
    }

    init(from decoder: any Decoder) throws {
        let object = try decoder.container(keyedBy: Keys.self)
        // A Card has itself what a PaymentMethod or Source keeps under `card`.
        let card = (try? object.nestedContainer(keyedBy: Keys.self, forKey: .card)) ?? object
        brand = card.lenient(.brand, String.self).flatMap(Self.presentName)
        last4 = card.lenient(.last4)
    }

    /// Cards and Sources write `American Express` for what a PaymentMethod calls `amex`.
    private static func presentName(_ brand: String) -> String? {
        switch brand.lowercased() {
        case "american express": "amex"
        case "diners club": "diners"
        case "unknown", "": nil
        case let name: name
        }
    }
}

extension PaymentMethodSummary {
    init(_ reply: Expandable<PaymentMethodReply>) {
        self.init(id: reply.id, brand: reply.object?.brand, last4: reply.object?.last4)
    }
}
