/// Why a card was declined, as far as its customer is told; each has words in every locale.
///
/// Nothing here can be read as suspicion: whatever a bank or Stripe says of fraud, loss or theft is `.declined`.
public enum DeclineReason: String, Sendable, CaseIterable {
    /// The bank declined and gives no reason that may be told.
    case declined
    /// Not enough money, or over a limit.
    case insufficientFunds = "insufficient_funds"
    /// The card's date has passed.
    case expiredCard = "expired_card"
    /// A number, date or security code was not right.
    case incorrectDetails = "incorrect_details"
    /// The card cannot be used for what is asked of it, or in this currency.
    case notSupported = "not_supported"
    /// The bank could not be reached or could not answer.
    case tryAgain = "try_again"
    /// The bank's check was not passed.
    case notAuthenticated = "not_authenticated"
    /// Nothing is known of an earlier card.
    case unknown

    /// Reads the reason from Stripe's two codes, the bank's word first; whatever is not listed is ``declined``.
    public init(_ error: PaymentError) {
        let told = [error.declineCode, error.code].compactMap { code in
            Self.allCases.first { code.map($0.codes.contains) ?? false }
        }
        self = told.contains(.declined) ? .declined : told.first ?? .declined
    }

    /// The codes of Stripe's that lead to this reason. Those of ``declined`` keep every other code from being told.
    ///
    /// Source: <https://docs.stripe.com/declines/codes> and <https://docs.stripe.com/error-codes>.
    public var codes: [String] {
        switch self {
        case .declined: DeclineClass.unspokenCodes
        case .insufficientFunds: ["insufficient_funds", "card_velocity_exceeded", "withdrawal_count_limit_exceeded"]
        case .expiredCard: ["expired_card"]
        case .incorrectDetails:
            [
                "incorrect_number", "invalid_number", "incorrect_cvc", "invalid_cvc", "incorrect_zip", "incorrect_pin",
                "invalid_pin", "invalid_expiry_month", "invalid_expiry_year", "incorrect_address", "invalid_account",
            ]
        case .notSupported:
            [
                "card_not_supported", "currency_not_supported", "invalid_amount", "not_permitted",
                "service_not_allowed", "transaction_not_allowed",
            ]
        case .tryAgain:
            [
                "processing_error", "issuer_not_available", "reenter_transaction", "try_again_later",
                "approve_with_id", "lock_timeout",
            ]
        case .notAuthenticated:
            [
                "authentication_required", "authentication_not_handled", "mobile_device_authentication_required",
                "payment_intent_authentication_failure", "setup_intent_authentication_failure",
            ]
        case .unknown: []
        }
    }
}
