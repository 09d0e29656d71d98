/// Why a call to Stripe brought nothing. Neither a key nor a client secret is part of it.
public struct StripeError: Error, Sendable, Hashable {
    /// The kind of failure, for callers to match on.
    public var code: Code
    /// What happened and what to mend, for a merchant to read.
    public var message: String
    /// How long to wait before the next try, when Stripe said so.
    public var retryAfter: Duration?
    /// The HTTP status; `nil` when no reply came.
    public var status: Int?
    /// Stripe's name for the request, `req_…`, by which its logs and its support find it.
    public var requestID: String?
    /// Stripe's own error code, such as `resource_missing`.
    ///
    /// Source: <https://docs.stripe.com/error-codes>.
    public var stripeCode: String?

    /// Makes an error of its parts.
    public init(
        _ code: Code, _ message: String, retryAfter: Duration? = nil, status: Int? = nil, requestID: String? = nil,
        stripeCode: String? = nil
    ) {
        self.code = code
        self.message = message
        self.retryAfter = retryAfter
        self.status = status
        self.requestID = requestID
        self.stripeCode = stripeCode
    }
}

extension StripeError: CustomStringConvertible {
    /// The code, the message and what Stripe's support would ask for: for logs.
    public var description: String {
        let details = [status.map { "HTTP \($0)" }, stripeCode, requestID].compactMap(\.self)
        return "\(code): \(message)" + (details.isEmpty ? "" : " (\(details.joined(separator: ", ")))")
    }
}
