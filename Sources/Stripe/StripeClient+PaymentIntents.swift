public import Cryptography
public import Recoveries

extension StripeClient {
    /// Retrieves a PaymentIntent with the merchant's key, its PaymentMethod included.
    ///
    /// Source: <https://docs.stripe.com/api/payment_intents/retrieve>.
    public func paymentIntent(_ id: String, access: StripeAccess) async throws(StripeError) -> RetrievedIntent<
        PaymentIntent
    > {
        let reply = try await send(try .retrieving(.payment, id), as: Credential(access))
        return try reply.decode(PaymentIntentReply.self).retrieved(id)
    }

    /// Retrieves a PaymentIntent as Stripe.js does: with the publishable key and the intent's own client secret.
    ///
    /// Stripe then leaves some properties out, the Customer among them.
    ///
    /// - Parameter account: the connected account it belongs to, `acct_…`.
    public func paymentIntent(
        _ id: String, publishableKey: String, account: String? = nil, clientSecret: Secret
    ) async throws(StripeError) -> RetrievedIntent<PaymentIntent> {
        let request = try APIRequest.retrieving(.payment, id, by: clientSecret)
        let reply = try await send(
            request, as: Credential(key: Secret(publishableKey), account: account), hiding: [clientSecret])
        return try reply.decode(PaymentIntentReply.self).retrieved(id)
    }
}
