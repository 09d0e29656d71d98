import Cryptography
import Recoveries
import Stripe
import Transport

/// A client over a script, with a clock turned by hand.
struct Rig: Sendable {
    static let key = "sk_test_canary4242"
    static let access = StripeAccess(secretKey: Secret(key))

    let transport: ScriptedTransport
    let clock = HandClock()
    let client: StripeClient

    /// - Parameter took: how long each try takes on the clock.
    init(
        _ script: [ScriptedTransport.Answer], settings: StripeSettings = StripeSettings(), random: UInt64 = 0,
        took: Duration = .zero
    ) {
        let clock = clock
        transport = ScriptedTransport(script) { clock.turn(by: took) }
        client = StripeClient(
            settings: settings, transport: transport, sleep: { clock.pause($0) }, random: { random },
            now: { clock.now })
    }

    /// Asks for `pi_1`, as most tests do.
    func intent(_ access: StripeAccess = Rig.access) async throws(StripeError) -> RetrievedIntent<PaymentIntent> {
        try await client.paymentIntent("pi_1", access: access)
    }

    /// The error that asking for `pi_1` ends with.
    func failure() async -> StripeError? {
        do {
            _ = try await intent()
            return nil
        } catch {
            return error
        }
    }
}
