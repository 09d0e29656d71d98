import Synchronization
import Transport

/// Stripe at the network's seam, as far as the outbox asks it: away, or saying one thing.
final class StripeWindow: WebTransport {
    private let answer = Mutex<(status: Int, body: String)?>(nil)

    /// What Stripe says from now on.
    func say(_ body: String, status: Int = 200) {
        answer.withLock { $0 = (status, body) }
    }

    func send(_ request: OutboundRequest) async throws(TransportFault) -> OutboundResponse {
        guard let answer = answer.withLock({ $0 }) else {
            throw TransportFault(.connect, .refused, detail: "nobody listens")
        }
        return OutboundResponse(status: answer.status, headers: [], body: Array(answer.body.utf8))
    }

    /// A PaymentIntent as Stripe.js would see it.
    func say(status: String, amount: Int = 1099, error: String = "null") {
        say(
            """
            {"id":"pi_1","object":"payment_intent","status":"\(status)","amount":\(amount),"currency":"jpy",
             "livemode":false,"last_payment_error":\(error)}
            """)
    }
}
