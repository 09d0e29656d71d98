import Cryptography
import Persistence
import Recoveries
import Synchronization
import Testing

@testable import Service

@Suite("Opening a recovery")
struct OpenRecoveryTests {
    @Test("an intent that needs its customer becomes a recovery, a link and a queued message")
    func opens() async throws {
        let world = try await World()
        let recovery = try await world.openOne()
        let details = try await ReadRecoveries(database: world.database).one(recovery.id, of: .default)
        #expect(details.recovery.step == .authenticate)
        #expect(details.recovery.money == Money(amount: 1099, currency: try #require(Currency("jpy"))))
        #expect(details.notifications.map(\.state) == [.queued])
        #expect(details.timeline.map(\.type) == ["recovery.opened"])
        #expect(world.rings.withLock { $0 } == 1)
    }

    @Test("a 402 that asks for authentication keeps the saved PaymentMethod")
    func keepsPaymentMethod() async throws {
        let world = try await World()
        world.stripe.setIntent(
            "pi_2", status: "requires_payment_method", error: StripeAccountStandIn.authenticationRequired)
        let request = OpenRequest(paymentIntent: "pi_2", customer: Customer(email: "a@b.example"))
        guard case .opened(let details) = try await world.open.open(request, for: world.account) else {
            Issue.record("not opened")
            return
        }
        #expect(details.recovery.step == .authenticate)
        #expect(details.recovery.paymentMethod == PaymentMethodSummary(id: "pm_1", brand: "visa", last4: "3184"))
        #expect(details.recovery.declineReason == nil)
    }

    @Test(
        "an intent that asks nothing of its customer is refused, and nothing is written",
        arguments: [
            ("succeeded", "payment_intent_succeeded"), ("requires_capture", "payment_intent_succeeded"),
            ("canceled", "payment_intent_canceled"), ("processing", "payment_intent_processing"),
        ])
    func refusesSettled(status: String, code: String) async throws {
        let world = try await World()
        world.stripe.setIntent("pi_3", status: status)
        let request = OpenRequest(paymentIntent: "pi_3", customer: Customer(email: "a@b.example"))
        let problem = await #expect(throws: Problem.self) { try await world.open.open(request, for: world.account) }
        #expect(problem?.code == code)
        #expect(try await world.rowCount() == 0)
    }

    @Test("a second request for the same intent gets the same recovery and sends nothing more")
    func existing() async throws {
        let world = try await World()
        let first = try await world.openOne()
        let again = OpenRequest(paymentIntent: "pi_1", customer: Customer(email: "a@b.example"))
        guard case .existed(let details) = try await world.open.open(again, for: world.account) else {
            Issue.record("a second recovery")
            return
        }
        #expect(details.recovery.id == first.id)
        #expect(details.notifications.count == 1)
    }

    @Test("an unknown PaymentIntent, and Stripe away, are told apart, and nothing is written")
    func unknownAndAway() async throws {
        let world = try await World()
        let request = OpenRequest(paymentIntent: "pi_none", customer: Customer(email: "a@b.example"))
        let unknown = await #expect(throws: Problem.self) { try await world.open.open(request, for: world.account) }
        #expect(unknown?.code == "payment_intent_not_found")
        world.stripe.be(.away)
        let away = await #expect(throws: Problem.self) { try await world.open.open(request, for: world.account) }
        #expect(away?.code == "stripe_unavailable")
        #expect(try await world.rowCount() == 0)
    }

    @Test("address, name and locale come from Stripe's Customer when the merchant names none")
    func addressOfCustomer() async throws {
        let world = try await World()
        world.stripe.setIntent("pi_4", status: "requires_action", customer: "cus_1")
        world.stripe.set(
            "cus_1",
            #"{"id":"cus_1","object":"customer","email":"c@d.example","name":"Hanako","preferred_locales":["ja"]}"#)
        let outcome = try await world.open.open(OpenRequest(paymentIntent: "pi_4"), for: world.account)
        guard case .opened(let details) = outcome else {
            Issue.record("not opened")
            return
        }
        #expect(
            details.recovery.customer
                == Customer(email: "c@d.example", name: "Hanako", locale: "ja", stripeCustomer: "cus_1"))
    }

    @Test("without any address there is a clear refusal, unless nothing is to be sent")
    func noAddress() async throws {
        let world = try await World()
        world.stripe.setIntent("pi_5", status: "requires_action")
        let problem = await #expect(throws: Problem.self) {
            try await world.open.open(OpenRequest(paymentIntent: "pi_5"), for: world.account)
        }
        #expect(problem?.param == "customer.email")
        let quiet = OpenRequest(paymentIntent: "pi_5", notifies: false)
        guard case .opened(let details) = try await world.open.open(quiet, for: world.account) else {
            Issue.record("not opened")
            return
        }
        #expect(details.notifications.isEmpty)
    }

    @Test("a client secret given by the merchant rests sealed, and is erased by settlement")
    func sealsGivenSecret() async throws {
        let world = try await World()
        let given = OpenRequest.GivenIntent(
            clientSecret: Secret("pi_6_secret_canary"),
            money: Money(amount: 500, currency: try #require(Currency("usd"))), publishableKey: "pk_test_9")
        let request = OpenRequest(paymentIntent: "pi_6", customer: Customer(email: "a@b.example"), given: given)
        guard case .opened(let details) = try await world.open.open(request, for: world.keyless) else {
            Issue.record("not opened")
            return
        }
        #expect(world.stripe.requestCount == 0)
        let id = details.recovery.id
        let sealed = try #require(
            try await world.database.read { try $0.sealedSecret(of: id, merchant: .default) })
        #expect(!String(decoding: sealed, as: UTF8.self).contains("canary"))
        #expect(try world.secrets.open(sealed, of: id) == Secret("pi_6_secret_canary"))
        _ = try await world.end.settle(id, as: .succeeded, account: world.keyless)
        #expect(try await world.database.read { try $0.sealedSecret(of: id, merchant: .default) } == nil)
    }

    @Test(
        "wrong fields are refused by name, and Stripe is not asked",
        arguments: [
            (OpenRequest(paymentIntent: "seti_1"), "payment_intent"),
            (OpenRequest(paymentIntent: "pi_1/../x"), "payment_intent"),
            (OpenRequest(paymentIntent: "pi_1", customer: Customer(email: "no address")), "customer.email"),
            (OpenRequest(paymentIntent: "pi_1", customer: Customer(email: "a@b\r\nX: y")), "customer.email"),
            (OpenRequest(paymentIntent: "pi_1", customer: Customer(locale: "klingon language")), "customer.locale"),
            (OpenRequest(paymentIntent: "pi_1", customer: Customer(timeZone: "Mars/Base")), "customer.time_zone"),
            (OpenRequest(paymentIntent: "pi_1", returnURL: "https://evil.example/"), "return_url"),
            (OpenRequest(paymentIntent: "pi_1", returnURL: "https://shop.example@evil.example/"), "return_url"),
            (OpenRequest(paymentIntent: "pi_1", returnURL: "javascript:alert(1)"), "return_url"),
            (OpenRequest(paymentIntent: "pi_1", expiresIn: 1), "expires_in"),
            (OpenRequest(paymentIntent: "pi_1", expiresIn: .max), "expires_in"),
            (OpenRequest(paymentIntent: "pi_1", reminders: [-5]), "reminders"),
            (OpenRequest(paymentIntent: "pi_1", description: "a\0b"), "description"),
            (OpenRequest(paymentIntent: "pi_1", customer: Customer(name: "a\0b")), "customer.name"),
        ])
    func refusesFields(request: OpenRequest, param: String) async throws {
        let world = try await World()
        let problem = await #expect(throws: Problem.self) { try await world.open.open(request, for: world.account) }
        #expect(problem?.param == param)
        #expect(world.stripe.requestCount == 0)
    }
}
