import Cryptography
import Testing
import Transport

@testable import Stripe

@Suite("what is sent to Stripe")
struct RequestTests {
    @Test("a PaymentIntent is asked for at its address, its PaymentMethod with it")
    func address() async throws {
        let rig = Rig([.reply(200, Recorded.intent("succeeded"))])
        _ = try await rig.intent()
        let request = try #require(rig.transport.requests.first)
        #expect(request.method == .get)
        #expect(request.url == "https://api.stripe.com/v1/payment_intents/pi_1?expand%5B%5D=payment_method")
        #expect(request.body.isEmpty)
        #expect(!request.allowsPlainHTTP)
    }

    @Test("key, version and a name go with every request")
    func headers() async throws {
        let rig = Rig([.reply(200, Recorded.intent("succeeded"))])
        _ = try await rig.intent()
        let request = try #require(rig.transport.requests.first)
        #expect(request.header("Authorization") == "Bearer sk_test_canary4242")
        #expect(request.header("Stripe-Version") == "2022-11-15")
        #expect(request.header("User-Agent")?.hasPrefix("Latchkey/") == true)
        #expect(request.header("Stripe-Account") == nil)
        #expect(request.header("Idempotency-Key") == nil)
    }

    @Test("a connected account is named")
    func connected() async throws {
        let rig = Rig([.reply(200, Recorded.intent("succeeded"))])
        _ = try await rig.intent(StripeAccess(secretKey: Secret("sk_test_1"), account: "acct_1A"))
        #expect(rig.transport.requests.first?.header("Stripe-Account") == "acct_1A")
    }

    @Test("the API base may end with a slash, and may be a stand-in's")
    func base() async throws {
        let settings = StripeSettings(apiBase: "http://127.0.0.1:8420/")
        let rig = Rig([.reply(200, Recorded.intent("succeeded"))], settings: settings)
        _ = try await rig.intent()
        #expect(rig.transport.requests.first?.url.hasPrefix("http://127.0.0.1:8420/v1/payment_intents/") == true)
        #expect(rig.transport.requests.first?.allowsPlainHTTP == true)
    }

    @Test("with the publishable key the client secret goes along, as Stripe.js sends it")
    func publishable() async throws {
        let rig = Rig([.reply(200, Recorded.publishable)])
        _ = try await rig.client.paymentIntent(
            "pi_1", publishableKey: "pk_test_1", clientSecret: Secret("pi_1_secret_abc"))
        let request = try #require(rig.transport.requests.first)
        #expect(request.header("Authorization") == "Bearer pk_test_1")
        #expect(request.url.contains("/v1/payment_intents/pi_1?client_secret=pi_1_secret_abc&"))
    }

    @Test(
        "an identifier that could change the URL is refused before anything is sent",
        arguments: [
            "", "pi_", "pi_1/../../customers", "pi_1?x=y", "pi_1#", "pi_%2e", "pi_1 ", "pi_1\r\nX: y", "ch_1", "pi-1",
            "pi_é", "pi_" + String(repeating: "a", count: 300),
        ])
    func hostileIdentifier(id: String) async {
        let rig = Rig([.reply(200, Recorded.intent("succeeded"))])
        await #expect { _ = try await rig.client.paymentIntent(id, access: Rig.access) } throws: {
            ($0 as? StripeError)?.code == .invalidRequest
        }
        #expect(rig.transport.requests.isEmpty)
    }

    @Test("a customer's identifier may be the merchant's own, and is still checked")
    func customerIdentifiers() throws {
        #expect(try ObjectID.customer("shop-42_a") == "shop-42_a")
        #expect(throws: StripeError.self) { try ObjectID.customer("../accounts") }
    }

    @Test("a key with a line's end is refused before anything is sent", arguments: ["", "sk_test_1\n", "sk test"])
    func hostileKey(key: String) async {
        let rig = Rig([.reply(200, Recorded.intent("succeeded"))])
        await #expect { _ = try await rig.intent(StripeAccess(secretKey: Secret(key))) } throws: {
            ($0 as? StripeError)?.code == .unauthorized
        }
        #expect(rig.transport.requests.isEmpty)
    }

    @Test("an account that is none is refused", arguments: ["", "acct_", "acct_1\r\nX: y", "1"])
    func hostileAccount(account: String) async {
        let access = StripeAccess(secretKey: Secret("sk_test_1"), account: account)
        await #expect(throws: StripeError.self) {
            _ = try await Rig([.reply(200, Recorded.intent("succeeded"))]).intent(access)
        }
    }

    @Test(
        "a client secret of another intent is not sent",
        arguments: ["pi_2_secret_abc", "pi_1", "pi_1_secret_a&expand[]=customer", ""])
    func otherSecret(secret: String) async {
        let rig = Rig([.reply(200, Recorded.publishable)])
        await #expect(throws: StripeError.self) {
            _ = try await rig.client.paymentIntent("pi_1", publishableKey: "pk_test_1", clientSecret: Secret(secret))
        }
        #expect(rig.transport.requests.isEmpty)
    }

    @Test("a POST is a form with an idempotency key")
    func post() throws {
        let request = APIRequest.post(
            ["payment_intents", "pi_1", "confirm"], form: [("off_session", "true")], idempotencyKey: "latchkey:rec_1")
        let headers = try request.headers(Credential(Rig.access), version: "v").filter { $0.0 != "Authorization" }
        #expect(headers.contains { $0 == ("Idempotency-Key", "latchkey:rec_1") })
        #expect(headers.contains { $0 == ("Content-Type", "application/x-www-form-urlencoded") })
        #expect(request.url(base: "https://api.stripe.com") == "https://api.stripe.com/v1/payment_intents/pi_1/confirm")
    }

    @Test("an idempotency key that could add a header is refused", arguments: ["", "a\r\nb: c", "a b", "é"])
    func hostileIdempotencyKey(key: String) {
        let request = APIRequest.post(["payment_intents"], form: [], idempotencyKey: key)
        #expect(throws: StripeError.self) { try request.headers(Credential(Rig.access), version: "v") }
    }

    @Test(
        "a form keeps every character",
        arguments: [
            ("a b", "a%20b"), ("a+b&c=d", "a%2Bb%26c%3Dd"), ("支払い", "%E6%94%AF%E6%89%95%E3%81%84"), ("-._~", "-._~"),
            ("\r\n", "%0D%0A"), ("", ""),
        ])
    func form(value: String, encoded: String) {
        #expect(FormEncoding.encode([("metadata[x]", value)]) == "metadata%5Bx%5D=" + encoded)
    }
}
