import Messages
import Persistence
import Recoveries
import Testing

@testable import Outbox
@testable import Service

@Suite("What Stripe says before a message leaves", .timeLimit(.minutes(5)))
struct LookAgainTests {
    @Test("a PaymentIntent that the merchant described, but that is paid: nothing is sent, the recovery is settled")
    func paidAlready() async throws {
        let office = try await Office()
        let queued = try await office.queue(isGiven: true)
        office.stripe.say(status: "succeeded")
        _ = await office.delivery.deliver(try await office.claim())
        #expect(office.channel.mails.isEmpty)
        #expect(try await office.notification(queued).state == .canceled)
        #expect(try await office.recovery(of: queued).state == .succeeded)
    }

    @Test("one that was declined is written of as declined")
    func declined() async throws {
        let office = try await Office()
        let queued = try await office.queue(isGiven: true)
        office.stripe.say(
            status: "requires_payment_method", error: #"{"code":"card_declined","decline_code":"expired_card"}"#)
        _ = await office.delivery.deliver(try await office.claim())
        #expect(office.channel.mails.map(\.subject) == ["Another card is needed for your payment to Shop"])
        #expect(try await office.recovery(of: queued).step == .newCard)
    }

    @Test("one whose amount is another is not written of, and the merchant is told why")
    func otherAmount() async throws {
        let office = try await Office()
        let queued = try await office.queue(isGiven: true)
        office.stripe.say(status: "requires_action", amount: 2_000)
        _ = await office.delivery.deliver(try await office.claim())
        #expect(office.channel.mails.isEmpty)
        #expect(try await office.notification(queued).state == .dead)
        #expect(try await office.attempts(of: queued).map { $0.reply.contains("amount") } == [true])
    }

    @Test("one that Stripe does not know is not written of")
    func unknown() async throws {
        let office = try await Office()
        let queued = try await office.queue(isGiven: true)
        office.stripe.say(#"{"error":{"type":"invalid_request_error","code":"resource_missing"}}"#, status: 404)
        _ = await office.delivery.deliver(try await office.claim())
        #expect(office.channel.mails.isEmpty)
        #expect(try await office.notification(queued).state == .dead)
    }

    @Test("while Stripe is away the message leaves with what is known")
    func away() async throws {
        let office = try await Office()
        let queued = try await office.queue(isGiven: true)
        _ = await office.delivery.deliver(try await office.claim())
        #expect(try await office.notification(queued).state == .sent)
    }

    @Test("a reminder is not sent for a payment that was made without our hearing of it")
    func reminder() async throws {
        let office = try await Office()
        let first = try await office.queue()
        _ = await office.delivery.deliver(try await office.claim())
        office.stripe.say(status: "succeeded")
        office.turnClock(by: .seconds(2 * 86_400))
        _ = await office.delivery.deliver(try await office.claim())
        #expect(office.channel.mails.count == 1)
        #expect(try await office.recovery(of: first).state == .succeeded)
    }
}
