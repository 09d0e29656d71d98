import Recoveries

/// `last_payment_error`: <https://docs.stripe.com/api/errors>.
struct PaymentErrorReply: Decodable, Sendable {
    var error: PaymentError

    private enum Keys: String, CodingKey {
        case code, source
        case declineCode = "decline_code"
        case paymentMethod = "payment_method"
    }

    init(from decoder: any Decoder) throws {
        let object = try decoder.container(keyedBy: Keys.self)
        // Before PaymentMethods an intent was paid with a Source, and the error names that.
        let method =
            object.lenient(.paymentMethod, Expandable<PaymentMethodReply>.self)
            ?? object.lenient(.source, Expandable<PaymentMethodReply>.self)
        error = PaymentError(
            code: object.lenient(.code), declineCode: object.lenient(.declineCode),
            paymentMethod: method.map(PaymentMethodSummary.init))
    }
}
