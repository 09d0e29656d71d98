public import Cryptography

extension StripeClient {
    /// Retrieves a PaymentIntent with the merchant's key, its PaymentMethod included.
    ///
    /// Source: <https://docs.stripe.com/api/payment_intents/retrieve>.
    public func paymentIntent(_ id: String, access: StripeAccess) async throws(StripeError) -> RetrievedIntent {
        let request = APIRequest.get(
            ["payment_intents", try ObjectID.paymentIntent(id)], query: [("expand[]", "payment_method")])
        let reply = try await send(request, as: Credential(access))
        return try reply.decode(PaymentIntentReply.self).retrieved(id)
    }

    /// Retrieves a PaymentIntent as Stripe.js does: with the publishable key and the intent's own client secret.
    ///
    /// Stripe then leaves some properties out, the Customer among them.
    public func paymentIntent(
        _ id: String, publishableKey: String, clientSecret: Secret
    ) async throws(StripeError) -> RetrievedIntent {
        let id = try ObjectID.paymentIntent(id)
        let secret = try ObjectID.clientSecret(clientSecret, of: id)
        let request = APIRequest.get(
            ["payment_intents", id], query: [("client_secret", secret), ("expand[]", "payment_method")])
        let reply = try await send(request, as: Credential(key: Secret(publishableKey)), hiding: [clientSecret])
        return try reply.decode(PaymentIntentReply.self).retrieved(id)
    }
}
