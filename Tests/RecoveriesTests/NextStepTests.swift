import Recoveries
import Testing

@Suite("the next step of a PaymentIntent")
struct NextStepTests {
    static let card = PaymentMethodSummary(id: "pm_failed", brand: "visa", last4: "3155")

    /// One row of the table: what Stripe says, what was remembered, and the step.
    struct Row: Sendable, CustomTestStringConvertible {
        var status: PaymentIntent.Status
        var error: PaymentError?
        var remembered: String?
        var step: NextStep

        var testDescription: String { "\(status) \(error?.code ?? "-")/\(error?.declineCode ?? "-") → \(step)" }
    }

    static let errors: [PaymentError?] = [
        nil, PaymentError(code: "authentication_required", paymentMethod: card),
        PaymentError(code: "card_declined", declineCode: "authentication_required", paymentMethod: card),
        PaymentError(code: "card_declined", declineCode: "insufficient_funds", paymentMethod: card),
        PaymentError(code: nil),
    ]

    /// Statuses that decide alone, whatever the last error was.
    static let decided: [Row] = {
        let steps: [(PaymentIntent.Status, NextStep)] = [
            (.requiresAction, .authenticate(savedPaymentMethod: nil)),
            (.requiresConfirmation, .authenticate(savedPaymentMethod: nil)),
            (.processing, .wait(bankInforms: false)), (.succeeded, .done), (.requiresCapture, .done),
            (.canceled, .gone),
        ]
        return steps.flatMap { status, step in
            errors.map { Row(status: status, error: $0, remembered: "pm_old", step: step) }
        }
    }()

    static func failed(
        _ code: String?, _ declineCode: String? = nil, _ method: PaymentMethodSummary? = card,
        remembered: String? = nil, to step: NextStep
    ) -> Row {
        let error = PaymentError(code: code, declineCode: declineCode, paymentMethod: method)
        return Row(status: .requiresPaymentMethod, error: error, remembered: remembered, step: step)
    }

    static let undecided: [Row] = [
        Row(status: .requiresPaymentMethod, step: .newCard(.unknown)),
        Row(status: .requiresPaymentMethod, remembered: "pm_old", step: .newCard(.unknown)),
        failed("authentication_required", to: .authenticate(savedPaymentMethod: "pm_failed")),
        failed("card_declined", "authentication_required", to: .authenticate(savedPaymentMethod: "pm_failed")),
        failed(
            "authentication_required", "authentication_required", to: .authenticate(savedPaymentMethod: "pm_failed")),
        failed("authentication_required", remembered: "pm_old", to: .authenticate(savedPaymentMethod: "pm_failed")),
        failed(
            "authentication_required", nil, nil, remembered: "pm_old", to: .authenticate(savedPaymentMethod: "pm_old")),
        failed("authentication_required", nil, nil, to: .newCard(.notAuthenticated)),
        failed("card_declined", "insufficient_funds", to: .newCard(.insufficientFunds)),
        failed("card_declined", "fraudulent", to: .newCard(.declined)),
        failed("card_declined", "no_code_of_today", to: .newCard(.declined)),
        failed("card_declined", to: .newCard(.declined)),
        failed("expired_card", to: .newCard(.expiredCard)),
        failed("expired_card", "expired_card", to: .newCard(.expiredCard)),
        failed("payment_intent_authentication_failure", to: .newCard(.notAuthenticated)),
        failed("processing_error", to: .newCard(.tryAgain)),
        failed(nil, to: .newCard(.declined)),
    ]

    static func intent(_ row: Row, completesAt: Instant? = nil) throws -> PaymentIntent {
        let money = Money(amount: 1099, currency: try #require(Currency("jpy")))
        return PaymentIntent(
            id: "pi_1", status: row.status, money: money, lastPaymentError: row.error,
            customerNotificationCompletesAt: completesAt)
    }

    @Test("the whole table holds", arguments: decided + undecided)
    func table(row: Row) throws {
        #expect(try Self.intent(row).nextStep(remembering: row.remembered) == row.step)
    }

    @Test("the table speaks of every status")
    func complete() {
        #expect(Set((Self.decided + Self.undecided).map(\.status)) == Set(PaymentIntent.Status.allCases))
    }

    @Test("a bank that informs the customer by itself makes us silent")
    func bankInforms() throws {
        let row = Row(status: .processing, step: .wait(bankInforms: true))
        #expect(try Self.intent(row, completesAt: Instant(seconds: 9)).nextStep() == row.step)
    }

    @Test(
        "only a step with something to do needs the customer",
        arguments: [
            (NextStep.authenticate(savedPaymentMethod: nil), true), (.newCard(.declined), true),
            (.wait(bankInforms: false), false), (.wait(bankInforms: true), false), (.done, false), (.gone, false),
        ])
    func needsCustomer(step: NextStep, needs: Bool) {
        #expect(step.needsCustomer == needs)
    }

    @Test(
        "each step has its name and leads to its state",
        arguments: [
            (NextStep.authenticate(savedPaymentMethod: "pm_1"), StepName.authenticate, RecoveryState.open),
            (.newCard(.expiredCard), .newCard, .open), (.wait(bankInforms: true), .wait, .processing),
            (.done, .done, .succeeded), (.gone, .gone, .canceled),
        ])
    func names(step: NextStep, name: StepName, state: RecoveryState) {
        #expect(step.name == name)
        #expect(step.recoveryState == state)
    }

    @Test("names are written as the API writes them")
    func rawNames() {
        #expect(StepName.allCases.map(\.rawValue) == ["authenticate", "new_card", "wait", "done", "gone"])
    }
}
