public import Cryptography
public import Recoveries

extension StripeClient {
    /// Retrieves a SetupIntent with the merchant's key, its PaymentMethod included.
    ///
    /// Source: <https://docs.stripe.com/api/setup_intents/retrieve>.
    public func setupIntent(_ id: String, access: StripeAccess) async throws(StripeError) -> RetrievedIntent<
        SetupIntent
    > {
        let reply = try await send(try .retrieving(.setup, id), as: Credential(access))
        return try reply.decode(SetupIntentReply.self).retrieved(id)
    }

    /// Retrieves a SetupIntent as Stripe.js does: with the publishable key and the intent's own client secret.
    ///
    /// - Parameter account: the connected account it belongs to, `acct_…`.
    public func setupIntent(
        _ id: String, publishableKey: String, account: String? = nil, clientSecret: Secret
    ) async throws(StripeError) -> RetrievedIntent<SetupIntent> {
        let request = try APIRequest.retrieving(.setup, id, by: clientSecret)
        let reply = try await send(
            request, as: Credential(key: Secret(publishableKey), account: account), hiding: [clientSecret])
        return try reply.decode(SetupIntentReply.self).retrieved(id)
    }
}

extension APIRequest {
    /// Asks for an intent, with its PaymentMethod, by its identifier alone or by its client secret as well.
    static func retrieving(
        _ kind: IntentKind, _ id: String, by secret: Secret? = nil
    ) throws(StripeError) -> APIRequest {
        let id = try ObjectID.intent(id, kind)
        var query: [(String, String)] = []
        if let secret { query.append(("client_secret", try ObjectID.clientSecret(secret, of: id))) }
        return .get([kind.objectName + "s", id], query: query + [("expand[]", "payment_method")])
    }
}
