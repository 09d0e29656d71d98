extension StripeError {
    /// A kind of failure. More may come: match those you know and treat the rest as ``unavailable``.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        /// A short name that may label a metric.
        public let description: String

        /// Stripe has no such object, or not in this account and mode.
        public static let notFound = Code(description: "not_found")
        /// Stripe does not accept the key.
        public static let unauthorized = Code(description: "unauthorized")
        /// The key is good but may not do this.
        public static let permission = Code(description: "permission")
        /// Stripe, or this client, refuses the request as it stands.
        public static let invalidRequest = Code(description: "invalid_request")
        /// Too many requests.
        public static let rateLimited = Code(description: "rate_limited")
        /// No answer, a lock held too long, or an error of Stripe's: try again later.
        public static let unavailable = Code(description: "unavailable")
        /// An answer that is not what Stripe documents.
        public static let unreadable = Code(description: "unreadable")
        /// The waiting task was cancelled.
        public static let cancelled = Code(description: "cancelled")
    }
}
