/// What a decline means for the payment, whatever its customer is told.
public enum DeclineClass: String, Sendable, CaseIterable {
    /// The bank wants the customer's authentication.
    case authenticate
    /// Another card is needed.
    case newCard = "new_card"
    /// The same card may pass later; only then is the customer asked.
    case retryLater = "retry"
    /// Tell the merchant, and never the customer why.
    case giveUp = "give_up"

    /// Classes a failed payment by both of Stripe's codes, the bank's word first.
    public init(_ error: PaymentError) {
        if error.asksForAuthentication {
            self = .authenticate
        } else {
            self = Self.table[error.declineCode ?? ""] ?? Self.table[error.code ?? ""] ?? .newCard
        }
    }

    /// The codes that speak of fraud, loss or theft: told to a thief, they would say that it is known.
    static let unspokenCodes = [
        "fraudulent", "lost_card", "stolen_card", "merchant_blacklist", "pickup_card", "restricted_card",
        "security_violation",
    ]

    /// Stripe's published codes; one that is not listed asks for another card.
    ///
    /// Source: <https://docs.stripe.com/declines/codes>.
    private static let table: [String: DeclineClass] = {
        let rows: [(DeclineClass, [String])] = [
            (
                .retryLater,
                [
                    "insufficient_funds", "processing_error", "issuer_not_available", "reenter_transaction",
                    "try_again_later", "card_velocity_exceeded", "withdrawal_count_limit_exceeded",
                    "approve_with_id",
                ]
            ),
            (
                .giveUp, unspokenCodes
            ),
        ]
        return Dictionary(uniqueKeysWithValues: rows.flatMap { row in row.1.map { ($0, row.0) } })
    }()
}
