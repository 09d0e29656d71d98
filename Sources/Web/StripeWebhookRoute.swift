import Hummingbird
import Logging
import Recoveries
import Service

/// `/stripe/webhooks/{merchant}`: what Stripe calls.
struct StripeWebhookRoute: Sendable {
    let receive: ReceiveStripeEvent

    func register(on routes: Routes) {
        routes.add(.post, "/stripe/webhooks/{merchant}", handle)
    }

    /// The signature is over the raw body, so the body is read as it came and parsed only afterwards.
    private func handle(_ request: Request, _ context: LatchkeyContext) async throws -> Response {
        guard let merchant = context.parameters.get("merchant").flatMap(MerchantID.init) else {
            throw Problem.noSuchPath
        }
        let payload = try await request.boundedBody()
        let outcome = try await receive.receive(
            payload, signature: request.headers[.stripeSignature], for: merchant)
        if outcome == .noAddress {
            context.logger.warning(
                "A payment needs its customer, but neither the Customer nor receipt_email has an address.",
                metadata: ["merchant": "\(merchant)"])
        }
        return try .json(["received": true])
    }
}
