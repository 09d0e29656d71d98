import Cryptography
import FoundationEssentials
import Transport

/// All judgement of what came back: which failures there are, which are worth another try, and in what words.
///
/// Source: <https://docs.stripe.com/error-low-level>, <https://docs.stripe.com/api/errors>.
struct ReplyJudge: Sendable {
    /// What must not be repeated, should Stripe's own words do so.
    let secrets: [Secret]

    func outcome(_ response: OutboundResponse) -> Outcome {
        let requestID = response.header("request-id").flatMap { ObjectID.isWord($0) ? $0 : nil }
        if (200...299).contains(response.status) {
            return .answered(APIReply(body: response.body, status: response.status, requestID: requestID))
        }
        let body = try? JSONDecoder().decode(ErrorReply.self, from: Data(response.body))
        let code = Self.code(response.status)
        let error = StripeError(
            code, message(code, response.status, body?.message),
            retryAfter: Self.retryAfter(response.header("retry-after")), status: response.status,
            requestID: requestID, stripeCode: body?.code)
        return .failed(error, isTransient: Self.isTransient(response))
    }

    /// A fault of the network may pass; one of certificates or settings does not.
    func outcome(_ fault: TransportFault) -> Outcome {
        let reason = "\(fault.kind.rawValue) at \(fault.stage.rawValue)"
        switch fault.kind {
        case .cancelled:
            return .failed(StripeError(.cancelled, "The call to Stripe was cancelled."), isTransient: false)
        case .tooLarge:
            return .failed(StripeError(.unreadable, "Stripe's reply is too large to be one."), isTransient: false)
        case .notResolved, .refused, .timeout, .dropped, .tlsFailed, .failed:
            return .failed(unreachable(reason, "Try again later."), isTransient: true)
        default:
            return .failed(
                unreachable(reason, "Check the API base and this machine's certificates."), isTransient: false)
        }
    }

    private func unreachable(_ reason: String, _ advice: String) -> StripeError {
        StripeError(.unavailable, "Stripe could not be reached (\(reason)). \(advice)")
    }

    /// Stripe's word, where it gave one, outweighs the status.
    private static func isTransient(_ response: OutboundResponse) -> Bool {
        switch response.header("stripe-should-retry") {
        case "true": true
        case "false": false
        default: response.status == 409 || response.status == 429 || response.status >= 500
        }
    }

    private static func code(_ status: Int) -> StripeError.Code {
        switch status {
        case 401: .unauthorized
        case 403: .permission
        case 404: .notFound
        case 429: .rateLimited
        case 409, 424, 500...: .unavailable
        case 400...: .invalidRequest
        default: .unreadable
        }
    }

    /// Seconds, as Stripe writes it; a day at most.
    private static func retryAfter(_ text: String?) -> Duration? {
        guard let text, let seconds = Int64(text), seconds >= 0 else { return nil }
        return .seconds(min(seconds, 86_400))
    }
}
