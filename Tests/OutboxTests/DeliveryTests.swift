import Messages
import Persistence
import Recoveries
import Testing

@testable import Outbox
@testable import Service

@Suite("One delivery", .timeLimit(.minutes(5)))
struct DeliveryTests {
    @Test("an accepted message is sent, with its attempt and a line of history")
    func accepted() async throws {
        let office = try await Office()
        let queued = try await office.queue()
        let outcome = await office.delivery.deliver(try await office.claim())
        #expect(outcome.verdict == .accepted)
        let sent = try await office.notification(queued)
        #expect(sent.state == .sent)
        #expect(sent.attempts == 1)
        #expect(sent.sentAt == office.now)
        let attempts = try await office.attempts(of: queued)
        #expect(attempts.map(\.outcome) == [.accepted])
        #expect(attempts.map(\.reply) == ["250 2.0.0 Ok"])
        #expect(try await office.timeline(of: queued) == ["notification.sent"])
        #expect(try await office.events() == [])
    }

    @Test("the mail goes to the customer and carries the link of its notification")
    func carriesTheLink() async throws {
        let office = try await Office()
        let queued = try await office.queue()
        _ = await office.delivery.deliver(try await office.claim())
        let mail = try #require(office.channel.mails.first)
        #expect(mail.to == "a@b.example")
        #expect(mail.from == "mail@shop.example")
        let unfolded = String(decoding: mail.mime, as: UTF8.self).replacing("=\r\n", with: "")
        #expect(unfolded.contains(office.addresses.url(of: queued.link)))
    }

    @Test("a recovery that settled after the claim: nothing is sent, the message is canceled")
    func settledMeanwhile() async throws {
        let office = try await Office()
        let queued = try await office.queue()
        let claim = try await office.claim()
        try await office.settlement.settle(try await office.recovery(of: queued), as: .succeeded)
        let outcome = await office.delivery.deliver(claim)
        #expect(outcome.verdict == nil)
        #expect(office.channel.mails.isEmpty)
        #expect(try await office.notification(queued).state == .canceled)
        #expect(try await office.attempts(of: queued) == [])
    }

    @Test("a link whose time is over is not sent")
    func expired() async throws {
        let office = try await Office()
        let queued = try await office.queue(lifetime: .seconds(300))
        office.turnClock(by: .seconds(300))
        _ = await office.delivery.deliver(try await office.claim())
        #expect(office.channel.mails.isEmpty)
        #expect(try await office.notification(queued).state == .canceled)
    }

    @Test("while the bank works on the payment the message waits, untried")
    func processing() async throws {
        let office = try await Office()
        let queued = try await office.queue()
        let recovery = try await office.recovery(of: queued)
        try await office.settlement.follow(
            PaymentIntent(id: "pi_1", status: .processing, money: recovery.money), for: recovery)
        _ = await office.delivery.deliver(try await office.claim())
        let waiting = try await office.notification(queued)
        #expect(office.channel.mails.isEmpty)
        #expect(waiting.state == .queued)
        #expect(waiting.attempts == 0)
        #expect(waiting.dueAt == office.now + .seconds(300))
    }

    @Test("the message is written with present facts, not with those of the day it was queued")
    func presentFacts() async throws {
        let office = try await Office()
        let queued = try await office.queue()
        let recovery = try await office.recovery(of: queued)
        let declined = PaymentError(code: "card_declined", declineCode: "expired_card")
        try await office.settlement.follow(
            PaymentIntent(
                id: "pi_1", status: .requiresPaymentMethod, money: recovery.money, lastPaymentError: declined),
            for: recovery)
        _ = await office.delivery.deliver(try await office.claim())
        let mail = try #require(office.channel.mails.first)
        #expect(String(decoding: mail.mime, as: UTF8.self).contains("Feedback-ID: new_card:"))
    }

    @Test("a rejected address is the end: dead, with an event for the merchant")
    func rejected() async throws {
        let office = try await Office()
        let queued = try await office.queue()
        office.channel.set(.answer(.rejected(reply: "550 5.1.1 No such user")))
        _ = await office.delivery.deliver(try await office.claim())
        let dead = try await office.notification(queued)
        #expect(dead.state == .dead)
        #expect(dead.attempts == 1)
        #expect(try await office.timeline(of: queued) == ["notification.dead"])
        #expect(try await office.events() == ["notification.dead"])
        #expect(try await office.notifications(of: queued).count == 1)
    }

    @Test("a deferred message waits as long as it was asked to, and the try counts")
    func deferred() async throws {
        let office = try await Office()
        let queued = try await office.queue()
        office.channel.set(.answer(.deferred(reply: "451 4.3.0 Later", retryAfter: .seconds(120))))
        _ = await office.delivery.deliver(try await office.claim())
        let waiting = try await office.notification(queued)
        #expect(waiting.state == .queued)
        #expect(waiting.attempts == 1)
        #expect(waiting.dueAt == office.now + .seconds(120))
        #expect(try await office.attempts(of: queued).map(\.outcome) == [.deferred])
        #expect(try await office.timeline(of: queued) == [])
    }

    @Test("a message that cannot arrive before its link ends is dead")
    func deferredTooLong() async throws {
        let office = try await Office()
        let queued = try await office.queue(lifetime: .seconds(300))
        office.channel.set(.answer(.deferred(reply: "451 4.3.0 Later", retryAfter: .seconds(301))))
        _ = await office.delivery.deliver(try await office.claim())
        #expect(try await office.notification(queued).state == .dead)
    }

    @Test("our own fault is tried again without counting, however often")
    func misconfigured() async throws {
        let office = try await Office()
        let queued = try await office.queue()
        office.channel.set(.answer(.misconfigured(reply: "535 5.7.8 Wrong password")))
        for _ in 0..<3 {
            _ = await office.delivery.deliver(try await office.claim())
            office.turnClock(by: .seconds(60))
        }
        let waiting = try await office.notification(queued)
        #expect(waiting.state == .queued)
        #expect(waiting.attempts == 0)
        #expect(try await office.attempts(of: queued).map(\.outcome) == Array(repeating: .misconfigured, count: 3))
    }

    @Test("after an unknown end the same message is sent again: same Message-ID, same link")
    func unknown() async throws {
        let office = try await Office()
        let queued = try await office.queue()
        office.channel.set(.answer(.unknown(reply: "the connection ended after the final dot")))
        _ = await office.delivery.deliver(try await office.claim())
        #expect(try await office.notification(queued).attempts == 1)
        office.turnClock(by: .seconds(30))
        office.channel.set(.answer(.accepted(receipt: "250 Ok")))
        _ = await office.delivery.deliver(try await office.claim())
        let mails = office.channel.mails
        #expect(mails.count == 2)
        #expect(Set(mails.map(\.messageID)).count == 1)
        #expect(try await office.notification(queued).state == .sent)
        #expect(try await office.attempts(of: queued).map(\.outcome) == [.unknown, .accepted])
    }

    @Test("a From that cannot stand in a mail blames no customer")
    func unfit() async throws {
        let office = try await Office(mailFrom: "not an address")
        let queued = try await office.queue()
        let outcome = await office.delivery.deliver(try await office.claim())
        #expect(outcome.verdict == nil)
        #expect(office.channel.mails.isEmpty)
        let waiting = try await office.notification(queued)
        #expect(waiting.state == .queued)
        #expect(waiting.attempts == 0)
        #expect(try await office.attempts(of: queued).map(\.outcome) == [.misconfigured])
    }

    @Test("a reply of any length is kept short")
    func longReply() async throws {
        let office = try await Office()
        let queued = try await office.queue()
        office.channel.set(.answer(.rejected(reply: String(repeating: "x", count: 100_000))))
        _ = await office.delivery.deliver(try await office.claim())
        #expect(try await office.attempts(of: queued).map(\.reply.count) == [500])
    }
}

extension Delivery.Outcome {
    var verdict: Verdict.Name? {
        if case .verdict(let verdict) = self { verdict.name } else { nil }
    }
}
