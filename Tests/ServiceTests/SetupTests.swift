import Cryptography
import Persistence
import Recoveries
import Stripe
import Synchronization
import Testing

@testable import Service

@Suite("Saving a card")
struct SetupTests {
    @Test("a SetupIntent becomes a recovery without money, and its secret is released")
    func opens() async throws {
        let world = try await World()
        let recovery = try await world.openSetup()
        #expect(recovery.kind == .setup)
        #expect(recovery.money == Money.none)
        #expect(recovery.step == .newCard)
        #expect(recovery.declineReason == .unknown)
        let release = try await world.release.release(for: try await world.visitByNewLink(to: recovery))
        #expect(release.kind == .setup)
        #expect(release.intent == "seti_1")
        #expect(release.clientSecret == Secret("seti_1_secret_s"))
        #expect(release.step == .newCard(.unknown))
    }

    @Test("a second request for the same SetupIntent gets the same recovery")
    func existing() async throws {
        let world = try await World()
        let first = try await world.openSetup()
        let again = OpenRequest(.setup, paymentIntent: "seti_1", notifies: false)
        guard case .existed(let details) = try await world.open.open(again, for: world.account) else {
            Issue.record("a second recovery")
            return
        }
        #expect(details.recovery.id == first.id)
    }

    @Test("once it has succeeded the recovery shows the card that was saved, and releases nothing more")
    func succeeded() async throws {
        let world = try await World()
        let recovery = try await world.openSetup()
        let visit = try await world.visitByNewLink(to: recovery)
        world.stripe.setSetupIntent("seti_1", status: "succeeded", method: "pm_new")
        let problem = await #expect(throws: Problem.self) { try await world.release.release(for: visit) }
        #expect(problem?.code == "setup_confirmed")
        let present = try await world.present(recovery)
        #expect(present.state == .succeeded)
        #expect(present.paymentMethod == PaymentMethodSummary(id: "pm_new", brand: "visa", last4: "4242"))
    }

    @Test(
        "one that asks nothing of its customer is refused, and nothing is written",
        arguments: [
            ("succeeded", "setup_intent_succeeded"), ("canceled", "setup_intent_canceled"),
            ("processing", "setup_intent_processing"),
        ])
    func refused(status: String, code: String) async throws {
        let world = try await World()
        world.stripe.setSetupIntent("seti_1", status: status)
        let request = OpenRequest(.setup, paymentIntent: "seti_1", notifies: false)
        let problem = await #expect(throws: Problem.self) { try await world.open.open(request, for: world.account) }
        #expect(problem?.code == code)
        #expect(problem?.param == "setup_intent")
        #expect(try await world.rowCount() == 0)
    }

    @Test("one that Stripe does not know, and what is none, is told by its own name")
    func unknown() async throws {
        let world = try await World()
        for (id, code) in [("seti_9", "setup_intent_not_found"), ("pi_1", "invalid_parameter")] {
            let request = OpenRequest(.setup, paymentIntent: id, notifies: false)
            let problem = await #expect(throws: Problem.self) {
                try await world.open.open(request, for: world.account)
            }
            #expect(problem?.code == code)
            #expect(problem?.param == "setup_intent")
        }
    }

    @Test("without a Stripe key it is opened, looked at and released by its client secret")
    func keyless() async throws {
        let world = try await World()
        let given = OpenRequest.GivenIntent(
            clientSecret: Secret("seti_1_secret_given"), money: .none, publishableKey: "pk_test_9")
        let request = OpenRequest(.setup, paymentIntent: "seti_1", notifies: false, given: given)
        guard case .opened(let details) = try await world.open.open(request, for: world.keyless) else {
            throw NotOpened()
        }
        #expect(details.recovery.step == .newCard)
        #expect(details.recovery.publishableKey == "pk_test_9")
        world.stripe.setSetupIntent("seti_1", status: "requires_action")
        let found = try await world.intents.intent(of: details.recovery, account: world.keyless)
        #expect(found.clientSecret == Secret("seti_1_secret_given"))
        #expect(found.intent.nextStep() == .authenticate(savedPaymentMethod: nil))
    }

    @Test(
        "Stripe's events about it are followed, and open none by themselves",
        arguments: ["requires_action", "setup_failed", "succeeded", "canceled"])
    func events(type: String) async throws {
        let world = try await World()
        world.stripe.setSetupIntent("seti_1", status: "requires_payment_method")
        #expect(try await world.receive("setup_intent.\(type)", "seti_1") == .ignored)
        let recovery = try await world.openSetup()
        world.stripe.setSetupIntent("seti_1", status: "succeeded")
        #expect(try await world.receive("setup_intent.\(type)", "seti_1") == .followed)
        #expect(try await world.present(recovery).state == .succeeded)
    }

    @Test("an event of a payment never touches a card's recovery, though it bears its name")
    func mixed() async throws {
        let world = try await World()
        let recovery = try await world.openSetup()
        world.stripe.setSetupIntent("seti_1", status: "succeeded")
        #expect(try await world.receive("payment_intent.succeeded", "seti_1") == .ignored)
        #expect(try await world.present(recovery).state == .open)
    }
}

extension World {
    /// Opens a recovery for a new SetupIntent that wants a card.
    func openSetup(_ id: String = "seti_1") async throws -> Recovery {
        stripe.setSetupIntent(id, status: "requires_payment_method")
        let request = OpenRequest(.setup, paymentIntent: id, notifies: false)
        guard case .opened(let details) = try await open.open(request, for: account) else { throw NotOpened() }
        return details.recovery
    }
}
