import Recoveries
import Testing

@Suite("the next step of a SetupIntent")
struct SetupStepTests {
    static let card = PaymentMethodSummary(id: "pm_failed", brand: "visa", last4: "3155")

    static let errors: [PaymentError?] = [
        nil, PaymentError(code: "authentication_required", paymentMethod: card),
        PaymentError(code: "card_declined", declineCode: "insufficient_funds", paymentMethod: card),
        PaymentError(code: "setup_intent_authentication_failure", paymentMethod: card),
    ]

    @Test(
        "a status that decides alone does so whatever the last error was",
        arguments: [
            (SetupIntent.Status.requiresAction, NextStep.authenticate(savedPaymentMethod: nil)),
            (.requiresConfirmation, .authenticate(savedPaymentMethod: nil)),
            (.processing, .wait(bankInforms: false)), (.succeeded, .done), (.canceled, .gone),
        ])
    func decided(status: SetupIntent.Status, step: NextStep) {
        for error in Self.errors {
            let intent = SetupIntent(id: "seti_1", status: status, lastSetupError: error)
            #expect(intent.nextStep(remembering: "pm_old") == step)
        }
    }

    @Test(
        "without a PaymentMethod the last error decides",
        arguments: [
            (nil, nil, NextStep.newCard(.unknown)),
            ("authentication_required", nil, .authenticate(savedPaymentMethod: "pm_failed")),
            ("card_declined", "authentication_required", .authenticate(savedPaymentMethod: "pm_failed")),
            ("card_declined", "expired_card", .newCard(.expiredCard)),
            ("card_declined", "stolen_card", .newCard(.declined)),
            ("setup_intent_authentication_failure", nil, .newCard(.notAuthenticated)),
        ] as [(String?, String?, NextStep)])
    func undecided(code: String?, declineCode: String?, step: NextStep) {
        let error = code.map { PaymentError(code: $0, declineCode: declineCode, paymentMethod: Self.card) }
        let intent = SetupIntent(id: "seti_1", status: .requiresPaymentMethod, lastSetupError: error)
        #expect(intent.nextStep() == step)
    }

    @Test("it asks for no money, and sends no receipt")
    func money() {
        let intent = SetupIntent(id: "seti_1", status: .succeeded)
        #expect(intent.money == Money.none)
        #expect(intent.receiptEmail == nil)
        #expect(intent.kind == .setup)
    }

    @Test(
        "each kind is named as Stripe names it",
        arguments: [
            (IntentKind.payment, "payment_intent", "pi_", "PaymentIntent"),
            (.setup, "setup_intent", "seti_", "SetupIntent"),
        ])
    func names(kind: IntentKind, object: String, prefix: String, title: String) {
        #expect(kind.objectName == object)
        #expect(kind.idPrefix == prefix)
        #expect(kind.title == title)
    }
}
