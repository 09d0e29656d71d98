/// A refusal that a merchant, a customer's page or Stripe is told of, in words written for them.
///
/// `code` is stable and may be matched on; `detail` says what to mend. Neither ever holds a secret or a token.
public struct Problem: Error, Sendable, Equatable {
    /// What sort of refusal it is; the Web module answers each with one HTTP status.
    public enum Kind: Sendable, Equatable {
        /// The request is wrong.
        case invalid
        /// The key is missing, unknown or revoked.
        case unauthorized
        /// There is no such thing, or not for this merchant.
        case notFound
        /// The request is right, but not in the present state.
        case conflict
        /// It was there and has ended.
        case gone
        /// Too often; try again after that many seconds.
        case tooMany(retryAfter: Int64)
        /// Stripe refuses what the merchant configured.
        case upstream
        /// Stripe or the database cannot be reached; nothing was consumed.
        case unavailable(retryAfter: Int64)
    }

    /// What sort of refusal it is.
    public var kind: Kind
    /// A stable name, such as `payment_intent_not_found`.
    public var code: String
    /// What is wrong and what to mend.
    public var detail: String
    /// The field at fault, such as `customer.email`.
    public var param: String?

    /// Makes a refusal.
    public init(_ kind: Kind, code: String, detail: String, param: String? = nil) {
        self.kind = kind
        self.code = code
        self.detail = detail
        self.param = param
    }

    /// A request whose field `param` is wrong.
    public static func invalid(_ param: String, _ detail: String, code: String = "invalid_parameter") -> Problem {
        Problem(.invalid, code: code, detail: detail, param: param)
    }

    /// There is no recovery of that name for this merchant.
    public static let noSuchRecovery = Problem(
        .notFound, code: "recovery_not_found",
        detail: "There is no such recovery for this merchant. Check the id, and which merchant the API key belongs to.")
}
