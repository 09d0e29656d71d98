import Cryptography
import Recoveries
import Stripe
import Testing

@Suite("a PaymentIntent as Stripe describes it")
struct PaymentIntentTests {
    func read(_ body: String) async throws -> RetrievedIntent<PaymentIntent> {
        try await Rig([.reply(200, body)]).intent()
    }

    @Test("every status that Stripe documents is read", arguments: PaymentIntent.Status.allCases)
    func statuses(status: PaymentIntent.Status) async throws {
        #expect(try await read(Recorded.intent(status.rawValue)).intent.status == status)
    }

    @Test("a status of a time to come is unreadable, and the error names it")
    func unknownStatus() async throws {
        let error = await Rig([.reply(200, Recorded.intent("requires_patience"))]).failure()
        #expect(error?.code == .unreadable)
        #expect(error?.message.contains("requires_patience") == true)
    }

    @Test("amount and currency are read in Stripe's minor units")
    func money() async throws {
        let yen = try #require(Currency("jpy"))
        #expect(try await read(Recorded.intent("succeeded")).intent.money == Money(amount: 1099, currency: yen))
    }

    @Test("amounts beyond 32 bits are exact")
    func largeAmount() async throws {
        let body = Recorded.intent("succeeded").replacing("1099", with: "9007199254740993")
        #expect(try await read(body).intent.money.amount == 9_007_199_254_740_993)
    }

    @Test(
        "the bank's wish for authentication is seen in either code",
        arguments: [Recorded.authenticationInCode, Recorded.authenticationInDeclineCode])
    func authentication(body: String) async throws {
        #expect(try await read(body).intent.nextStep() == .authenticate(savedPaymentMethod: "pm_1"))
    }

    @Test("the card that failed is recognised by brand and last digits")
    func failedCard() async throws {
        let error = try await read(Recorded.declined).intent.lastPaymentError
        #expect(error?.declineCode == "insufficient_funds")
        #expect(error?.paymentMethod == PaymentMethodSummary(id: "pm_1", brand: "visa", last4: "3155"))
    }

    @Test("a PaymentMethod that is not expanded still has its identifier")
    func unexpandedPaymentMethod() async throws {
        let intent = try await read(Recorded.intent("requires_action", #""payment_method": "pm_9""#)).intent
        #expect(intent.paymentMethod == PaymentMethodSummary(id: "pm_9"))
    }

    @Test("an expanded PaymentMethod has brand and last digits")
    func expandedPaymentMethod() async throws {
        let body = Recorded.intent("requires_action", #""payment_method": \#(Recorded.card)"#)
        #expect(
            try await read(body).intent.paymentMethod == PaymentMethodSummary(id: "pm_1", brand: "visa", last4: "3155"))
    }

    @Test("a Card of an older integration has them at its own top")
    func legacyCard() async throws {
        let card = #"{"id": "card_1", "object": "card", "brand": "Diners Club", "last4": "0904"}"#
        let intent = try await read(Recorded.intent("requires_action", #""payment_method": \#(card)"#)).intent
        #expect(intent.paymentMethod == PaymentMethodSummary(id: "card_1", brand: "diners", last4: "0904"))
    }

    @Test("a brand that Stripe does not know is no brand")
    func unknownBrand() async throws {
        let card = #"{"id": "card_1", "object": "card", "brand": "Unknown", "last4": "0904"}"#
        let intent = try await read(Recorded.intent("requires_action", #""payment_method": \#(card)"#)).intent
        #expect(intent.paymentMethod?.brand == nil)
    }

    @Test(
        "the Customer is found as identifier and as object", arguments: [#""cus_1""#, #"{"id": "cus_1", "name": 1}"#])
    func customer(json: String) async throws {
        #expect(try await read(Recorded.intent("succeeded", #""customer": \#(json)"#)).intent.customer == "cus_1")
    }

    @Test("a bank that informs the customer by itself is seen")
    func customerNotification() async throws {
        let fields = """
            "processing": {"type": "card", "card": {"customer_notification":
              {"approval_requested": false, "completes_at": 1700086400}}}
            """
        let intent = try await read(Recorded.intent("processing", fields)).intent
        #expect(intent.customerNotificationCompletesAt == Instant(seconds: 1_700_086_400))
    }

    @Test("a date that cannot be one is none", arguments: ["9223372036854775807", "-1"])
    func absurdDate(seconds: String) async throws {
        let fields = #""processing": {"card": {"customer_notification": {"completes_at": \#(seconds)}}}"#
        let intent = try await read(Recorded.intent("processing", fields)).intent
        #expect(intent.customerNotificationCompletesAt == nil)
    }

    @Test("an intent of 2019 is read: Sources, charges and all")
    func from2019() async throws {
        let read = try await read(Recorded.from2019)
        let dollars = Money(amount: 1099, currency: try #require(Currency("usd")))
        let source = PaymentMethodSummary(id: "src_1", brand: "amex", last4: "0005")
        let expected = PaymentIntent(
            id: "pi_1", status: .requiresPaymentMethod, money: dollars,
            lastPaymentError: PaymentError(code: "authentication_required", paymentMethod: source),
            paymentMethod: PaymentMethodSummary(id: "src_1"), receiptEmail: "a@b.example", description: "Order 7")
        #expect(read == RetrievedIntent(intent: expected, clientSecret: Secret("pi_1_secret_abc"), livemode: true))
    }

    @Test("an intent read with the publishable key is complete enough")
    func publishable() async throws {
        let rig = Rig([.reply(200, Recorded.publishable)])
        let read = try await rig.client.paymentIntent(
            "pi_1", publishableKey: "pk_test_1", clientSecret: Secret("pi_1_secret_abc"))
        #expect(read.intent.nextStep() == .authenticate(savedPaymentMethod: nil))
        #expect(read.intent.paymentMethod?.last4 == "3155")
    }

    @Test("what can be done without may have any type")
    func oddlyTyped() async throws {
        let intent = try await read(Recorded.oddlyTyped).intent
        let yen = try #require(Currency("jpy"))
        #expect(
            intent == PaymentIntent(id: "pi_1", status: .succeeded, money: Money(amount: 1099, currency: yen)))
    }

    @Test("the client secret does not show when an intent is printed")
    func printed() async throws {
        let read = try await read(Recorded.intent("succeeded"))
        #expect(read.clientSecret?.reveal() == "pi_1_secret_abc")
        #expect(!"\(read)".contains("_secret_abc"))
    }
}
