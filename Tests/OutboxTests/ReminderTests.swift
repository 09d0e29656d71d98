import Persistence
import Recoveries
import Testing

@testable import Outbox
@testable import Service

@Suite("Reminders", .timeLimit(.minutes(5)))
struct ReminderTests {
    @Test("what is sent queues the next reminder, with a link of its own, at its time")
    func next() async throws {
        let office = try await Office()
        let first = try await office.queue()
        _ = await office.delivery.deliver(try await office.claim())
        let all = try await office.notifications(of: first)
        #expect(all.map(\.occasion) == [.first, .reminder])
        #expect(all.map(\.state) == [.sent, .queued])
        let reminder = try #require(all.last)
        #expect(reminder.dueAt == first.createdAt + .seconds(86_400))
        #expect(reminder.link != first.link)
    }

    @Test("the last reminder queues no other")
    func ends() async throws {
        let office = try await Office()
        let first = try await office.queue()
        for pause in [Duration.seconds(86_400), .seconds(172_800), .zero] {
            _ = await office.delivery.deliver(try await office.claim())
            office.turnClock(by: pause)
        }
        let all = try await office.notifications(of: first)
        #expect(all.map(\.state) == [.sent, .sent, .sent])
        #expect(all.map(\.dueAt) == [0, 86_400, 259_200].map { first.createdAt + .seconds($0) })
    }

    @Test("a reminder that would come at night waits for the customer's morning")
    func morning() async throws {
        let office = try await Office()
        let customer = Customer(email: "a@b.example", timeZone: "America/New_York")
        let first = try await office.queue(customer: customer)
        _ = await office.delivery.deliver(try await office.claim())
        // 08:00 in Greenwich is 03:00 in New York; its day begins five hours later.
        #expect(try await office.notifications(of: first).last?.dueAt == first.createdAt + .seconds(86_400 + 18_000))
    }

    @Test("settlement cancels the reminder that waits")
    func canceled() async throws {
        let office = try await Office()
        let first = try await office.queue()
        _ = await office.delivery.deliver(try await office.claim())
        try await office.settlement.settle(try await office.recovery(of: first), as: .succeeded)
        #expect(try await office.notifications(of: first).map(\.state) == [.sent, .canceled])
    }

    @Test("a recovery that settles while its message is under way is not reminded of")
    func settledMeanwhile() async throws {
        let office = try await Office()
        let first = try await office.queue()
        office.channel.set(.hold)
        let claim = try await office.claim()
        async let outcome = office.delivery.deliver(claim)
        try await office.signal.until { office.channel.heldCount == 1 }
        try await office.settlement.settle(try await office.recovery(of: first), as: .succeeded)
        office.channel.release(.accepted(receipt: "250 Ok"))
        #expect(await outcome.verdict == .accepted)
        #expect(try await office.notifications(of: first).map(\.state) == [.sent])
    }

    @Test("while one message waits already, no reminder is added")
    func onlyOne() async throws {
        let office = try await Office()
        let first = try await office.queue()
        let claim = try await office.claim()
        let recovery = try await office.recovery(of: first)
        try await office.database.base.write { [surroundings = office.surroundings] connection in
            _ = try connection.queueNotification(of: recovery, occasion: .asked, surroundings: surroundings)
        }
        _ = await office.delivery.deliver(claim)
        #expect(try await office.notifications(of: first).map(\.occasion) == [.first, .asked])
    }

    @Test("without reminders on its schedule a recovery gets none")
    func none() async throws {
        let office = try await Office()
        let first = try await office.queue(reminders: [])
        _ = await office.delivery.deliver(try await office.claim())
        #expect(try await office.notifications(of: first).map(\.state) == [.sent])
    }
}
