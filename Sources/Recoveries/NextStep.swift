/// What an intent of Stripe's asks of its customer.
public enum NextStep: Sendable, Equatable {
    /// Pass the bank's check, with the PaymentMethod named or, when `nil`, with the one on the intent.
    case authenticate(savedPaymentMethod: String?)
    /// Give another card; the reason chooses the words.
    case newCard(DeclineReason)
    /// Nothing now: Stripe or the bank is at work. When `bankInforms`, the bank itself writes to the customer.
    case wait(bankInforms: Bool)
    /// The payment is made, or the card saved.
    case done
    /// The intent was canceled.
    case gone

    /// The step without its details, as the API and the database write it.
    public var name: StepName {
        switch self {
        case .authenticate: .authenticate
        case .newCard: .newCard
        case .wait: .wait
        case .done: .done
        case .gone: .gone
        }
    }

    /// Whether the customer has something to do, and so a message makes sense.
    public var needsCustomer: Bool { name == .authenticate || name == .newCard }
}

/// The name of a step.
public enum StepName: String, Sendable, CaseIterable {
    case authenticate
    case newCard = "new_card"
    case wait
    case done
    case gone
}

extension Intent {
    /// The step this intent asks for: the whole of the decision, in one place.
    ///
    /// Off-session confirmation that the bank wants authenticated fails with `requires_payment_method` and
    /// `authentication_required`, so the status alone does not tell.
    /// Source: <https://docs.stripe.com/payments/save-and-reuse>, "Charge the saved payment method later".
    ///
    /// - Parameter remembered: the PaymentMethod seen when the recovery was opened; Stripe forgets it with the error.
    public func nextStep(remembering remembered: String? = nil) -> NextStep {
        switch phase {
        case .awaitsAction: .authenticate(savedPaymentMethod: nil)
        case .awaitsPaymentMethod: stepWithoutPaymentMethod(remembered)
        case .processing(let bankInforms): .wait(bankInforms: bankInforms)
        case .done: .done
        case .canceled: .gone
        }
    }

    private func stepWithoutPaymentMethod(_ remembered: String?) -> NextStep {
        guard let error = lastError else { return .newCard(.unknown) }
        let saved = error.paymentMethod?.id ?? remembered
        guard error.asksForAuthentication, let saved else { return .newCard(DeclineReason(error)) }
        return .authenticate(savedPaymentMethod: saved)
    }
}

extension NextStep {
    /// The state a recovery takes when Stripe's intent asks for this step.
    public var recoveryState: RecoveryState {
        switch self {
        case .authenticate, .newCard: .open
        case .wait: .processing
        case .done: .succeeded
        case .gone: .canceled
        }
    }
}
