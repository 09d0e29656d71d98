import Cryptography
import Stripe
import Testing
import Transport

@Suite("what Stripe refuses")
struct RefusalTests {
    static func body(_ code: String, _ message: String) -> String {
        #"{"error": {"code": "\#(code)", "doc_url": "https://stripe.com/docs", "message": "\#(message)", "#
            + #""type": "invalid_request_error"}}"#
    }

    @Test(
        "each status has its kind",
        arguments: [
            (400, StripeError.Code.invalidRequest), (401, .unauthorized), (402, .invalidRequest), (403, .permission),
            (404, .notFound), (409, .unavailable), (424, .unavailable), (429, .rateLimited), (500, .unavailable),
            (502, .unavailable), (503, .unavailable), (504, .unavailable),
        ])
    func kinds(status: Int, code: StripeError.Code) async {
        let rig = Rig(Array(repeating: .reply(status, "{}"), count: 3))
        let error = await rig.failure()
        #expect(error?.code == code)
        #expect(error?.status == status)
    }

    @Test("Stripe's code, its name for the request and its words are told")
    func details() async {
        let body = Self.body("resource_missing", "No such payment_intent: 'pi_1'")
        let error = await Rig([.reply(404, body, [("Request-Id", "req_7")])]).failure()
        #expect(error?.stripeCode == "resource_missing")
        #expect(error?.requestID == "req_7")
        #expect(error?.message.hasSuffix("Stripe says: No such payment_intent: 'pi_1'") == true)
        #expect(error.map { "\($0)".hasSuffix("(HTTP 404, resource_missing, req_7)") } == true)
    }

    @Test("a page of a proxy is an error all the same", arguments: ["", "<html>502</html>", "[1]", #"{"error": "x"}"#])
    func proxy(body: String) async {
        let error = await Rig(Array(repeating: .reply(502, body), count: 3)).failure()
        #expect(error?.code == .unavailable)
        #expect(error?.stripeCode == nil)
    }

    @Test("what comes in a header or a code is only taken when it is plain")
    func hostileDetails() async {
        let body = Self.body("<b>", "x")
        let error = await Rig([.reply(404, body, [("Request-Id", "a\tb")])]).failure()
        #expect(error?.stripeCode == nil)
        #expect(error?.requestID == nil)
    }

    @Test(
        "whatever Stripe says of it, the key shows in no error",
        arguments: [
            "Invalid API Key provided: sk_test_canary4242", "bad (sk_test_canary4242)", "sk_test_*****************4242",
            "xsk_test_canary4242x",
        ])
    func keyIsRedacted(words: String) async {
        let error = await Rig([.reply(401, Self.body("api_key_invalid", words))]).failure()
        #expect(error?.code == .unauthorized)
        #expect(error.map { "\($0)\($0.message)".contains("4242") } == false)
    }

    @Test("whatever Stripe says of it, the client secret shows in no error")
    func secretIsRedacted() async {
        let words = "No match for pi_1_secret_canary, pi_1_secret_canaries or _secret_canary"
        let rig = Rig([.reply(400, Self.body("x", words))])
        await #expect {
            _ = try await rig.client.paymentIntent(
                "pi_1", publishableKey: "pk_test_1", clientSecret: Secret("pi_1_secret_canary"))
        } throws: {
            !"\($0)".contains("canar")
        }
    }

    @Test("Stripe's words become one short line")
    func shortLine() async {
        let words = "a\\nb" + String(repeating: "c", count: 1000)
        let message = await Rig([.reply(400, Self.body("x", words))]).failure()?.message
        #expect(message?.contains("\n") == false)
        #expect((message?.count ?? 1000) < 400)
    }

    @Test(
        "a fault of the network is unavailability, and told by its kind",
        arguments: [
            TransportFault.Kind.notResolved, .refused, .timeout, .dropped, .tlsFailed, .untrustedCertificate,
            .misconfigured, .shutDown, .failed, .protocolViolation,
        ])
    func network(kind: TransportFault.Kind) async {
        let fault = TransportFault(.connect, kind, detail: "https://api.stripe.com/v1/x?client_secret=canary")
        let error = await Rig(Array(repeating: .fault(fault), count: 3)).failure()
        #expect(error?.code == .unavailable)
        #expect(error?.message.contains(kind.rawValue) == true)
        #expect(error.map { "\($0)".contains("canary") } == false)
    }

    @Test("a cancelled task is told so, without another try")
    func cancelled() async {
        let rig = Rig([.fault(TransportFault(.request, .cancelled)), .reply(200, Recorded.intent("succeeded"))])
        #expect(await rig.failure()?.code == .cancelled)
        #expect(rig.transport.requests.count == 1)
    }

    @Test("a task cancelled in a pause is told so")
    func cancelledPause() async {
        let transport = ScriptedTransport([.reply(503, "")])
        let client = StripeClient(
            settings: StripeSettings(), transport: transport, sleep: { _ in throw CancellationError() })
        await #expect { _ = try await client.paymentIntent("pi_1", access: Rig.access) } throws: {
            ($0 as? StripeError)?.code == .cancelled
        }
    }

    @Test("a reply too large to be Stripe's is unreadable")
    func tooLarge() async {
        #expect(await Rig([.fault(TransportFault(.response, .tooLarge))]).failure()?.code == .unreadable)
    }
}
