import Testing
import Transport

@testable import Stripe

@Suite("trying again")
struct RetryTests {
    static let refused = ScriptedTransport.Answer.fault(TransportFault(.connect, .refused))
    static let success = ScriptedTransport.Answer.reply(200, Recorded.intent("succeeded"))

    @Test(
        "what may pass is tried again, and its success returned",
        arguments: [
            ScriptedTransport.Answer.reply(409, ""), .reply(429, ""), .reply(500, ""), .reply(503, ""), refused,
            .fault(TransportFault(.response, .dropped)), .fault(TransportFault(.request, .timeout)),
            .reply(400, "", [("Stripe-Should-Retry", "true")]),
        ])
    func transient(first: ScriptedTransport.Answer) async throws {
        let rig = Rig([first, Self.success])
        _ = try await rig.intent()
        #expect(rig.transport.requests.count == 2)
    }

    @Test(
        "what will not pass is not tried again",
        arguments: [
            ScriptedTransport.Answer.reply(400, ""), .reply(401, ""), .reply(402, ""), .reply(403, ""), .reply(404, ""),
            .reply(503, "", [("Stripe-Should-Retry", "false")]),
            .fault(TransportFault(.tls, .untrustedCertificate)), .fault(TransportFault(.input, .invalidInput)),
        ])
    func lasting(first: ScriptedTransport.Answer) async {
        let rig = Rig([first, Self.success])
        _ = await rig.failure()
        #expect(rig.transport.requests.count == 1)
    }

    @Test("three tries are all, and the last error is told")
    func bounded() async {
        let rig = Rig([Self.refused, .reply(500, ""), .reply(503, ""), Self.success])
        #expect(await rig.failure()?.status == 503)
        #expect(rig.transport.requests.count == 3)
    }

    @Test("pauses grow no further than their doubled bounds, whatever is drawn", arguments: 0..<64)
    func jitter(seed: UInt64) async throws {
        let rig = Rig([Self.refused, Self.refused, Self.success], random: seed &* 0x9E37_79B9_7F4A_7C15)
        _ = try await rig.intent()
        let pauses = rig.clock.pauses
        #expect(pauses.count == 2)
        #expect(zip(pauses, [500, 1000]).allSatisfy { (.zero ... .milliseconds($1)).contains($0) })
    }

    @Test("the whole range of a pause can be drawn")
    func range() async throws {
        let least = Rig([Self.refused, Self.success], random: 0)
        let most = Rig([Self.refused, Self.success], random: 500)
        _ = try await least.intent()
        _ = try await most.intent()
        #expect(least.clock.pauses == [.zero])
        #expect(most.clock.pauses == [.milliseconds(500)])
    }

    @Test("no pause is above the longest")
    func longest() async throws {
        let settings = StripeSettings(attempts: 9, deadline: .seconds(600), longestBackoff: .seconds(2))
        let rig = Rig(Array(repeating: Self.refused, count: 9), settings: settings, random: 2000)
        _ = await rig.failure()
        #expect(rig.clock.pauses.count == 8)
        #expect(rig.clock.pauses.max() == .seconds(2))
    }

    @Test("Retry-After is waited for in full")
    func retryAfter() async throws {
        let rig = Rig([.reply(429, "", [("Retry-After", "7")]), Self.success])
        _ = try await rig.intent()
        #expect(rig.clock.pauses == [.seconds(7)])
    }

    @Test("Retry-After beyond the deadline ends the call at once, and is handed on")
    func longRetryAfter() async {
        let rig = Rig([.reply(503, "", [("Retry-After", "3600")]), Self.success])
        let error = await rig.failure()
        #expect(error?.retryAfter == .seconds(3600))
        #expect(rig.clock.pauses.isEmpty)
    }

    @Test("a Retry-After that is no number of seconds counts for nothing", arguments: ["", "soon", "-5", "1.5"])
    func oddRetryAfter(value: String) async throws {
        let rig = Rig([.reply(429, "", [("Retry-After", value)]), Self.success])
        _ = try await rig.intent()
        #expect(rig.clock.pauses == [.zero])
    }

    @Test("an absurd Retry-After is held to be a day")
    func absurdRetryAfter() async {
        let rig = Rig([.reply(429, "", [("Retry-After", "9223372036854775807")])])
        #expect(await rig.failure()?.retryAfter == .seconds(86_400))
    }

    @Test("the deadline ends a call whose tries are slow")
    func deadline() async {
        let rig = Rig([Self.refused, Self.refused, Self.success], took: .seconds(10))
        #expect(await rig.failure()?.code == .unavailable)
        #expect(rig.transport.requests.count == 2)
    }

    @Test("a later try is given only what is left of the time")
    func remaining() async {
        let rig = Rig([Self.refused, Self.refused], random: 250, took: .seconds(12))
        _ = await rig.failure()
        #expect(rig.transport.requests.map(\.timeout) == [.seconds(10), .milliseconds(7750)])
    }

    @Test("a POST with an idempotency key is tried again, with the same key")
    func repeatablePost() async throws {
        let rig = Rig([Self.refused, Self.success])
        let request = APIRequest.post(["payment_intents"], form: [("amount", "1")], idempotencyKey: "k1")
        _ = try await rig.client.send(request, as: Credential(Rig.access))
        #expect(rig.transport.requests.map { $0.header("Idempotency-Key") } == ["k1", "k1"])
        #expect(rig.transport.requests.map(\.body) == [Array("amount=1".utf8), Array("amount=1".utf8)])
    }

    @Test("a POST without one is sent once, whatever comes of it")
    func unrepeatablePost() async {
        let rig = Rig([.reply(503, "", [("Stripe-Should-Retry", "true")]), Self.success])
        let request = APIRequest.post(["payment_intents"], form: [], idempotencyKey: nil)
        await #expect(throws: StripeError.self) {
            _ = try await rig.client.send(request, as: Credential(Rig.access))
        }
        #expect(rig.transport.requests.count == 1)
    }
}
