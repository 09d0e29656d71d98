import Cryptography
import Recoveries

/// A SetupIntent as Stripe writes it; what is strict and what is lenient as in ``PaymentIntentReply``.
///
/// Source: <https://docs.stripe.com/api/setup_intents/object>.
struct SetupIntentReply: Decodable, Sendable {
    var intent: SetupIntent
    var clientSecret: Secret?
    var livemode: Bool

    private enum Keys: String, CodingKey {
        case id, status, customer, description, livemode
        case lastSetupError = "last_setup_error"
        case paymentMethod = "payment_method"
        case clientSecret = "client_secret"
    }

    init(from decoder: any Decoder) throws {
        let object = try decoder.container(keyedBy: Keys.self)
        intent = SetupIntent(
            id: try object.decode(String.self, forKey: .id), status: try Self.status(object),
            lastSetupError: object.lenient(.lastSetupError, PaymentErrorReply.self)?.error,
            paymentMethod: object.lenient(.paymentMethod, Expandable<PaymentMethodReply>.self)
                .map(PaymentMethodSummary.init),
            customer: object.lenient(.customer, Expandable<Unread>.self)?.id, description: object.lenient(.description))
        clientSecret = object.lenient(.clientSecret, String.self).map { Secret($0) }
        livemode = object.lenient(.livemode) ?? false
    }

    private static func status(_ object: KeyedDecodingContainer<Keys>) throws -> SetupIntent.Status {
        let text = try object.decode(String.self, forKey: .status)
        guard let status = SetupIntent.Status(rawValue: text) else { throw UnknownStatus(text: text) }
        return status
    }

    /// The intent, when it is the one that was asked for.
    func retrieved(_ id: String) throws(StripeError) -> RetrievedIntent<SetupIntent> {
        guard intent.id == id else {
            throw StripeError(.unreadable, "Stripe's reply is of another SetupIntent than \(id).")
        }
        return RetrievedIntent(intent: intent, clientSecret: clientSecret, livemode: livemode)
    }
}
