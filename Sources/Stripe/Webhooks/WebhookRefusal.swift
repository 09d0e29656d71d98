/// Why a webhook is not believed. The raw values are short names that may label a metric.
public enum WebhookRefusal: String, Error, Sendable, CaseIterable {
    /// The request has no `Stripe-Signature`.
    case missingHeader = "missing_header"
    /// The header is not `t=…,v1=…`.
    case malformed
    /// None of the signatures is of any of the secrets.
    case noMatch = "no_match"
    /// Rightly signed, but too long ago: a replay, or a clock that is wrong.
    case tooOld = "too_old"
    /// Rightly signed, for a time to come: this machine's clock is behind.
    case fromTheFuture = "from_the_future"
}

extension WebhookRefusal: CustomStringConvertible {
    /// What is wrong and what to mend.
    public var description: String {
        switch self {
        case .missingHeader: "The Stripe-Signature header is missing: only Stripe's webhooks belong here."
        case .malformed: "The Stripe-Signature header cannot be read."
        case .noMatch:
            "No signature matches. Check that the webhook secret (whsec_…) is that of this endpoint, and that nothing "
                + "before Latchkey changes the body."
        case .tooOld: "The webhook was signed too long ago. Check this machine's clock."
        case .fromTheFuture: "The webhook was signed in the future. Check this machine's clock."
        }
    }
}
