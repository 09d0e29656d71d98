import Cryptography

extension StripeClient {
    /// Checks that a key may read PaymentIntents, and names its account where the key may read that too.
    ///
    /// Source: <https://docs.stripe.com/api/payment_intents/list>, <https://docs.stripe.com/api/accounts/retrieve>.
    public func account(access: StripeAccess) async throws(StripeError) -> StripeAccountSummary {
        let credential = Credential(access)
        let list = APIRequest.get(["payment_intents"], query: [("limit", "1")])
        _ = try await send(list, as: credential).decode(ListReply.self)
        let account = try await readableAccount(credential)
        return StripeAccountSummary(
            id: account?.id, name: account?.displayName, livemode: access.secretKey.reveal().contains("_live_"))
    }

    /// A restricted key without leave to read accounts is good enough, and a stand-in may have none.
    private func readableAccount(_ credential: Credential) async throws(StripeError) -> AccountReply? {
        do {
            return try await send(.get(["account"]), as: credential).decode(AccountReply.self)
        } catch  where error.code == .permission || error.code == .notFound {
            return nil
        }
    }
}
