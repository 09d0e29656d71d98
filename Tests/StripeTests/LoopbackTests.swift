import Cryptography
import Recoveries
import Stripe
import Testing
import Transport

@Suite("over a real connection")
struct LoopbackTests {
    @Test("a server that is busy once is asked again, and gets every header", .enabled(if: !Python.path.isEmpty))
    func busyOnce() async throws {
        let server = try LoopbackServer()
        defer { server.stop() }
        let engine = HTTPEngine()
        // Patient: on a machine with much else to do the server may be slow to start answering.
        let settings = StripeSettings(apiBase: server.base, timeout: .seconds(100), deadline: .seconds(200))
        let client = StripeClient(settings: settings, transport: engine, random: { 0 })
        let access = StripeAccess(secretKey: Secret("sk_test_1"), account: "acct_1")
        let read = try await client.paymentIntent("pi_1", access: access)
        await engine.shutdown()
        let told =
            "/v1/payment_intents/pi_1?expand%5B%5D=payment_method Bearer sk_test_1 2022-11-15 acct_1 Latchkey/1"
        #expect(read.intent.description == told)
    }
}
