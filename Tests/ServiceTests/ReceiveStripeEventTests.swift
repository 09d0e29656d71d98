import Cryptography
import Foundation
import Persistence
import Recoveries
import Synchronization
import Testing

@testable import Service

@Suite("Stripe's webhooks")
struct ReceiveStripeEventTests {
    @Test("an event settles the recovery by what Stripe says, not by what the event says")
    func followsStripe() async throws {
        let world = try await World()
        let recovery = try await world.openOne()
        let outcome = try await world.receive("payment_intent.succeeded", "pi_1")
        #expect(outcome == .followed)
        #expect(try await world.present(recovery).state == .open)
        world.stripe.setIntent("pi_1", status: "succeeded")
        _ = try await world.receive("payment_intent.payment_failed", "pi_1")
        #expect(try await world.present(recovery).state == .succeeded)
    }

    @Test("duplicates and any order leave one recovery, one event, one message")
    func anyOrder() async throws {
        let world = try await World()
        world.stripe.setIntent("pi_1", status: "requires_action", email: "a@b.example")
        let types = ["requires_action", "payment_failed", "processing", "succeeded", "canceled", "requires_action"]
        for type in types { _ = try await world.receive("payment_intent.\(type)", "pi_1") }
        world.stripe.setIntent("pi_1", status: "succeeded")
        for type in types.reversed() { _ = try await world.receive("payment_intent.\(type)", "pi_1") }
        let found = try await ReadRecoveries(database: world.database).page(
            of: .default, state: nil, before: nil, limit: 10)
        #expect(found.page.map(\.recovery.state) == [.succeeded])
        #expect(found.page.map(\.notifications.count) == [1])
        let events = try await world.database.read { try $0.events(of: .default, recovery: nil) }
        #expect(events.map(\.type) == ["recovery.succeeded"])
    }

    @Test("without an address, or where the merchant does not want it, nothing is opened")
    func notOpened() async throws {
        let world = try await World()
        world.stripe.setIntent("pi_1", status: "requires_action")
        #expect(try await world.receive("payment_intent.requires_action", "pi_1") == .noAddress)
        world.stripe.setIntent("pi_1", status: "succeeded", email: "a@b.example")
        #expect(try await world.receive("payment_intent.payment_failed", "pi_1") == .ignored)
        #expect(try await world.rowCount() == 0)
    }

    @Test("a recovery that the merchant ended is not opened again by a late event")
    func staysEnded() async throws {
        let world = try await World()
        let recovery = try await world.openOne()
        _ = try await world.end.cancel(recovery.id, of: .default)
        #expect(try await world.receive("payment_intent.requires_action", "pi_1") == .ignored)
    }

    @Test("other events are ignored, and Stripe is not asked")
    func ignored() async throws {
        let world = try await World()
        #expect(try await world.receive("charge.refunded", "pi_1") == .ignored)
        #expect(world.stripe.requestCount == 0)
    }

    @Test("a wrong, old or missing signature is refused, and Stripe is not asked")
    func signatures() async throws {
        let world = try await World()
        for header in [nil, "t=1,v1=00", world.signature(of: [], age: 301), world.signature(of: [], age: -301)] {
            let problem = await #expect(throws: Problem.self) {
                _ = try await world.receive.receive([], signature: header, for: .default)
            }
            #expect(problem?.code == "invalid_signature")
        }
        #expect(world.stripe.requestCount == 0)
    }

    @Test("while Stripe is away the event is refused, so that Stripe sends it again")
    func away() async throws {
        let world = try await World()
        _ = try await world.openOne()
        world.stripe.be(.away)
        let problem = await #expect(throws: Problem.self) {
            _ = try await world.receive("payment_intent.succeeded", "pi_1")
        }
        #expect(problem?.code == "stripe_unavailable")
    }
}

extension World {
    func receive(_ type: String, _ intent: String) async throws -> ReceiveStripeEvent.Outcome {
        let payload = event(type, intent)
        return try await receive.receive(payload, signature: signature(of: payload, age: 0), for: .default)
    }

    /// An event as Stripe writes it; its object is of the kind that the type begins with.
    func event(_ type: String, _ intent: String, account: String? = nil) -> [UInt8] {
        let connected = account.map { #","account":"\#($0)""# } ?? ""
        return Array(
            """
            {"id":"evt_1","object":"event","type":"\(type)","livemode":false\(connected),
             "data":{"object":{"id":"\(intent)","object":"\(type.prefix { $0 != "." })","status":"succeeded"}}}
            """.utf8)
    }

    func signature(of payload: [UInt8], age: Int64) -> String {
        let time = clock.withLock { $0 }.seconds - age
        let signed = Array("\(time).".utf8) + payload
        let tag = (try? HMACSHA256.code(for: signed, key: Array(Self.webhookSecret.reveal().utf8))) ?? []
        return "t=\(time),v1=" + tag.map { String(format: "%02x", $0) }.joined()
    }
}
