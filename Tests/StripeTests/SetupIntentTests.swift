import Cryptography
import Recoveries
import Stripe
import Testing
import Transport

@Suite("a SetupIntent as Stripe describes it")
struct SetupIntentTests {
    func read(_ body: String) async throws -> RetrievedIntent<SetupIntent> {
        try await Rig([.reply(200, body)]).client.setupIntent("seti_1", access: Rig.access)
    }

    @Test("every status that Stripe documents is read", arguments: SetupIntent.Status.allCases)
    func statuses(status: SetupIntent.Status) async throws {
        #expect(try await read(Recorded.setup(status.rawValue)).intent.status == status)
    }

    @Test(
        "a status that it never has is unreadable, and the error names it",
        arguments: ["requires_capture", "requires_patience"])
    func unknownStatus(status: String) async throws {
        let error = await #expect(throws: StripeError.self) { try await read(Recorded.setup(status)) }
        #expect(error?.code == .unreadable)
        #expect(error?.message.contains(status) == true)
    }

    @Test(
        "Stripe's recorded replies lead to their step",
        arguments: [
            (Recorded.setup("requires_payment_method"), NextStep.newCard(.unknown)),
            (Recorded.setupDeclined, .newCard(.insufficientFunds)),
            (Recorded.setupNotAuthenticated, .newCard(.notAuthenticated)),
            (Recorded.setupPublishable, .authenticate(savedPaymentMethod: nil)), (Recorded.setupSucceeded, .done),
        ])
    func steps(body: String, step: NextStep) async throws {
        #expect(try await read(body).intent.nextStep() == step)
    }

    @Test("a saved card is read with its Customer, its brand and its last digits")
    func saved() async throws {
        let expected = SetupIntent(
            id: "seti_1", status: .succeeded,
            paymentMethod: PaymentMethodSummary(id: "pm_1", brand: "visa", last4: "3155"), customer: "cus_1",
            description: "Plan Gold")
        let read = try await read(Recorded.setupSucceeded)
        #expect(read == RetrievedIntent(intent: expected, clientSecret: Secret("seti_1_secret_abc"), livemode: false))
        #expect(!"\(read)".contains("_secret_abc"))
    }

    @Test("it is asked for at its address, its PaymentMethod with it, for the connected account")
    func address() async throws {
        let rig = Rig([.reply(200, Recorded.setup("succeeded"))])
        let access = StripeAccess(secretKey: Secret("sk_test_1"), account: "acct_1A")
        _ = try await rig.client.setupIntent("seti_1", access: access)
        let request = try #require(rig.transport.requests.first)
        #expect(request.url == "https://api.stripe.com/v1/setup_intents/seti_1?expand%5B%5D=payment_method")
        #expect(request.header("Stripe-Account") == "acct_1A")
    }

    @Test("with the publishable key the client secret goes along, and the connected account is named")
    func publishable() async throws {
        let rig = Rig([.reply(200, Recorded.setupPublishable)])
        _ = try await rig.client.setupIntent(
            "seti_1", publishableKey: "pk_test_1", account: "acct_1A", clientSecret: Secret("seti_1_secret_abc"))
        let request = try #require(rig.transport.requests.first)
        #expect(request.header("Authorization") == "Bearer pk_test_1")
        #expect(request.header("Stripe-Account") == "acct_1A")
        #expect(request.url.contains("/v1/setup_intents/seti_1?client_secret=seti_1_secret_abc&"))
    }

    @Test(
        "what is no SetupIntent's identifier is refused before anything is sent",
        arguments: ["pi_1", "seti_", "seti_1/../x", "seti_1?x", "seti_1\r\n", ""])
    func refused(id: String) async throws {
        let rig = Rig([])
        let error = await #expect(throws: StripeError.self) {
            try await rig.client.setupIntent(id, access: Rig.access)
        }
        #expect(error?.code == .invalidRequest)
        #expect(rig.transport.requests.isEmpty)
    }

    @Test("another intent's client secret is refused before anything is sent")
    func foreignSecret() async throws {
        let rig = Rig([])
        let error = await #expect(throws: StripeError.self) {
            try await rig.client.setupIntent(
                "seti_1", publishableKey: "pk_test_1", clientSecret: Secret("seti_2_secret_abc"))
        }
        #expect(error?.code == .invalidRequest)
        #expect(rig.transport.requests.isEmpty)
    }

    @Test("a reply of another SetupIntent is not believed")
    func another() async throws {
        let body = Recorded.setup("succeeded").replacing(#""id": "seti_1""#, with: #""id": "seti_2""#)
        let error = await #expect(throws: StripeError.self) { try await read(body) }
        #expect(error?.code == .unreadable)
    }
}
