extension ReplyJudge {
    /// What a merchant reads: our words on what to mend, then Stripe's.
    func message(_ code: StripeError.Code, _ status: Int, _ words: String?) -> String {
        let stripes = words.map { " Stripe says: \(Redaction.clean($0, hiding: secrets))" } ?? ""
        return Self.advice(code, status) + stripes
    }

    private static func advice(_ code: StripeError.Code, _ status: Int) -> String {
        switch code {
        case .unauthorized:
            "Stripe does not accept the key. Compare it with the one in the Stripe Dashboard, Developers, API keys."
        case .permission:
            "The Stripe key may not do this. A restricted key needs to read PaymentIntents, SetupIntents and Customers; "
                + "a connected account must have granted access."
        case .notFound:
            "Stripe has no such object. Check that it and the key are of the same account and of the same mode, "
                + "test or live."
        case .rateLimited: "Stripe gets too many requests for this account. Try again later."
        case .unavailable: "Stripe answered \(status). Try again later."
        case .invalidRequest: "Stripe refuses the request."
        default: "The answer (HTTP \(status)) is not Stripe's. Check the API base."
        }
    }
}
