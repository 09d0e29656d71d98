import Foundation
import Synchronization
import Transport

/// The outside world at the network's seam: an account of Stripe's with PaymentIntents and Customers, and moods.
final class StripeAccountStandIn: WebTransport {
    enum Mood: Sendable {
        case well
        case away
    }

    private let objects = Mutex<[String: String]>([:])
    private let mood = Mutex(Mood.well)
    private let asked = Mutex(0)
    private let account = Mutex<String?>(nil)

    /// How many requests came.
    var requestCount: Int { asked.withLock { $0 } }

    /// Which connected account the last request was for.
    var lastAccount: String? { account.withLock { $0 } }

    func set(_ id: String, _ json: String) {
        objects.withLock { $0[id] = json }
    }

    func be(_ new: Mood) {
        mood.withLock { $0 = new }
    }

    func send(_ request: OutboundRequest) async throws(TransportFault) -> OutboundResponse {
        asked.withLock { $0 += 1 }
        account.withLock { $0 = request.headers.first { $0.name == "Stripe-Account" }?.value }
        if mood.withLock({ $0 }) == .away { throw TransportFault(.connect, .refused, detail: "nobody listens") }
        let path = request.url.split(separator: "?")[0]
        let id = String(path.split(separator: "/").last ?? "")
        guard let body = objects.withLock({ $0[id] }) else {
            return OutboundResponse(
                status: 404, headers: [],
                body: Array(
                    #"{"error":{"type":"invalid_request_error","code":"resource_missing","message":"No such"}}"#.utf8))
        }
        return OutboundResponse(status: 200, headers: [], body: Array(body.utf8))
    }
}

extension StripeAccountStandIn {
    /// A PaymentIntent as Stripe writes it.
    func setIntent(
        _ id: String, status: String, amount: Int = 1099, error: String? = nil, customer: String? = nil,
        email: String? = nil
    ) {
        let quoted: (String?) -> String = { $0.map { "\"\($0)\"" } ?? "null" }
        set(
            id,
            """
            {"id":"\(id)","object":"payment_intent","status":"\(status)","amount":\(amount),"currency":"jpy",
             "client_secret":"\(id)_secret_s","livemode":false,"customer":\(quoted(customer)),
             "receipt_email":\(quoted(email)),"last_payment_error":\(error ?? "null")}
            """)
    }

    /// A SetupIntent as Stripe writes it.
    func setSetupIntent(_ id: String, status: String, method: String? = nil, customer: String? = nil) {
        let card = #""type":"card","card":{"brand":"visa","last4":"4242"}"#
        set(
            id,
            """
            {"id":"\(id)","object":"setup_intent","status":"\(status)","client_secret":"\(id)_secret_s",
             "livemode":false,"customer":\(customer.map { "\"\($0)\"" } ?? "null"),"last_setup_error":null,
             "payment_method":\(method.map { #"{"id":"\#($0)","object":"payment_method",\#(card)}"# } ?? "null")}
            """)
    }

    static let authenticationRequired = """
        {"type":"card_error","code":"authentication_required","decline_code":"authentication_required",
         "payment_method":{"id":"pm_1","object":"payment_method","type":"card","card":{"brand":"visa","last4":"3184"}}}
        """
}
