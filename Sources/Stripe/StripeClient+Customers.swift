extension StripeClient {
    /// Retrieves a Customer, whom the merchant may have deleted.
    ///
    /// Source: <https://docs.stripe.com/api/customers/retrieve>.
    public func customer(_ id: String, access: StripeAccess) async throws(StripeError) -> StripeCustomer {
        let request = APIRequest.get(["customers", try ObjectID.customer(id)])
        return try await send(request, as: Credential(access)).decode(CustomerReply.self).customer(id)
    }
}
