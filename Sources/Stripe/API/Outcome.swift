/// What one try brought.
enum Outcome: Sendable {
    case answered(APIReply)
    /// `isTransient` when the same request may succeed later.
    case failed(StripeError, isTransient: Bool)

    func reply() throws(StripeError) -> APIReply {
        switch self {
        case .answered(let reply): return reply
        case .failed(let error, _): throw error
        }
    }
}
