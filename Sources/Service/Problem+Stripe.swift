import Recoveries
import Stripe

extension Problem {
    /// What a failed question to Stripe means for whoever caused it.
    init(_ error: StripeError, of kind: IntentKind = .payment) {
        switch error.code {
        case .notFound:
            self.init(
                .notFound, code: "\(kind.objectName)_not_found",
                detail: "Stripe knows no such \(kind.title) for this account. Check its id, and that the secret key is "
                    + "of the same account and mode (test or live).", param: kind.objectName)
        case .unauthorized, .permission:
            self.init(
                .upstream, code: "stripe_key_refused",
                detail: "Stripe refuses the merchant's key: \(error.message) Run `latchkey doctor` to check it.")
        case .unreadable:
            self.init(
                .upstream, code: "stripe_unreadable",
                detail: "Stripe answered what cannot be read: \(error.message) Nothing was changed.")
        case .rateLimited, .unavailable, .cancelled:
            let seconds = max(error.retryAfter?.secondsRoundedUp ?? 5, 1)
            self.init(
                .unavailable(retryAfter: seconds), code: "stripe_unavailable",
                detail: "Stripe could not be reached, or cannot answer now. Nothing was changed; try again.")
        default:
            self.init(.upstream, code: "stripe_error", detail: "Stripe refused the request: \(error.message)")
        }
    }
}
