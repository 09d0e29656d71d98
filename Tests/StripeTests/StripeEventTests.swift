import Stripe
import Testing

@Suite("a webhook's event")
struct StripeEventTests {
    func event(_ object: String, _ fields: String = "") throws(StripeError) -> StripeEvent {
        let body = """
            {"id": "evt_1", "object": "event", "api_version": "2019-02-11", "created": 1700000000, "livemode": true,
             "data": {"object": \(object)}, "type": "payment_intent.payment_failed", "pending_webhooks": 1 \(fields)}
            """
        return try StripeEvent(parsing: Array(body.utf8))
    }

    @Test("of the PaymentIntent only the identifier is taken")
    func intent() throws {
        let expected = StripeEvent(
            id: "evt_1", type: "payment_intent.payment_failed", paymentIntentID: "pi_1", livemode: true)
        #expect(try event(#"{"id": "pi_1", "object": "payment_intent", "status": 7}"#) == expected)
    }

    @Test("of a SetupIntent likewise")
    func setup() throws {
        let read = try event(#"{"id": "seti_1", "object": "setup_intent", "status": "succeeded"}"#)
        #expect(read.setupIntentID == "seti_1")
        #expect(read.paymentIntentID == nil)
        #expect(try event(#"{"id": "seti_1", "object": "payment_intent"}"#).paymentIntentID == nil)
        #expect(try event(#"{"id": "seti_1/../x", "object": "setup_intent"}"#).setupIntentID == nil)
    }

    @Test("an event of a connected account names it")
    func connected() throws {
        #expect(try event("{}", #", "account": "acct_1""#).account == "acct_1")
    }

    @Test("an event of another object has no PaymentIntent")
    func other() throws {
        #expect(try event(#"{"id": "ch_1", "object": "charge", "payment_intent": "pi_1"}"#).paymentIntentID == nil)
    }

    @Test("an identifier that could change a URL is not taken")
    func hostile() throws {
        #expect(try event(#"{"id": "pi_1/../x", "object": "payment_intent"}"#).paymentIntentID == nil)
    }

    @Test(
        "what is no event is unreadable",
        arguments: [
            "", "{}", "[]", #"{"id": "evt_1", "type": "x"}"#, #"{"id": "evt_1", "data": {"object": {}}}"#,
            #"{"id": "evt 1", "type": "x", "data": {"object": {}}}"#,
            #"{"id": "evt_1", "type": "x\n", "data": {"object": {}}}"#,
            #"{"id": 1, "type": "x", "data": {"object": {}}}"#,
        ])
    func unreadable(body: String) {
        #expect { try StripeEvent(parsing: Array(body.utf8)) } throws: {
            ($0 as? StripeError)?.code == .unreadable
        }
    }
}
