import Cryptography
import Recoveries

/// A PaymentIntent as Stripe writes it.
///
/// What the rules cannot do without must be there and readable; the rest may be missing, as it is when the intent is
/// read with a publishable key. Source: <https://docs.stripe.com/api/payment_intents/object>.
struct PaymentIntentReply: Decodable, Sendable {
    var intent: PaymentIntent
    var clientSecret: Secret?
    var livemode: Bool

    private enum Keys: String, CodingKey {
        case id, status, amount, currency, customer, description, source, processing, livemode
        case lastPaymentError = "last_payment_error"
        case paymentMethod = "payment_method"
        case receiptEmail = "receipt_email"
        case clientSecret = "client_secret"
    }

    init(from decoder: any Decoder) throws {
        let object = try decoder.container(keyedBy: Keys.self)
        let method =
            object.lenient(.paymentMethod, Expandable<PaymentMethodReply>.self)
            ?? object.lenient(.source, Expandable<PaymentMethodReply>.self)
        intent = PaymentIntent(
            id: try object.decode(String.self, forKey: .id), status: try Self.status(object),
            money: Money(amount: try Self.amount(object), currency: try Self.currency(object)),
            lastPaymentError: object.lenient(.lastPaymentError, PaymentErrorReply.self)?.error,
            paymentMethod: method.map(PaymentMethodSummary.init),
            customer: object.lenient(.customer, Expandable<Unread>.self)?.id,
            receiptEmail: object.lenient(.receiptEmail), description: object.lenient(.description),
            customerNotificationCompletesAt: object.lenient(.processing, ProcessingReply.self)?.completesAt)
        clientSecret = object.lenient(.clientSecret, String.self).map { Secret($0) }
        livemode = object.lenient(.livemode) ?? false
    }

    private static func status(_ object: KeyedDecodingContainer<Keys>) throws -> PaymentIntent.Status {
        let text = try object.decode(String.self, forKey: .status)
        guard let status = PaymentIntent.Status(rawValue: text) else { throw UnknownStatus(text: text) }
        return status
    }

    private static func amount(_ object: KeyedDecodingContainer<Keys>) throws -> Int64 {
        do {
            return try object.decode(Int64.self, forKey: .amount)
        } catch let error as DecodingError {
            throw error
        } catch {
            // For a fraction or too large a number the decoder throws an error of its own that names no field.
            throw DecodingError.dataCorruptedError(forKey: .amount, in: object, debugDescription: "")
        }
    }

    private static func currency(_ object: KeyedDecodingContainer<Keys>) throws -> Currency {
        guard let currency = Currency(try object.decode(String.self, forKey: .currency)) else {
            throw DecodingError.dataCorruptedError(forKey: .currency, in: object, debugDescription: "")
        }
        return currency
    }

    /// The intent, when it is the one that was asked for.
    func retrieved(_ id: String) throws(StripeError) -> RetrievedIntent<PaymentIntent> {
        guard intent.id == id else {
            throw StripeError(.unreadable, "Stripe's reply is of another PaymentIntent than \(id).")
        }
        return RetrievedIntent(intent: intent, clientSecret: clientSecret, livemode: livemode)
    }
}
