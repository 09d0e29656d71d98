public import Persistence
public import Recoveries

/// Brings a recovery to what Stripe says. The only way to a settled state, and each settles once.
public struct Settlement: Sendable {
    private let database: any Database
    private let surroundings: Surroundings

    /// Settles in `database`.
    public init(database: any Database, surroundings: Surroundings) {
        self.database = database
        self.surroundings = surroundings
    }

    /// Follows the intent as Stripe gave it just now.
    ///
    /// - Returns: the recovery as it stands afterwards.
    @discardableResult
    public func follow(_ intent: any Intent, for recovery: Recovery) async throws -> Recovery {
        let recovery = try await correct(recovery, to: intent.money)
        let step = intent.nextStep(remembering: recovery.paymentMethod?.id)
        if step.recoveryState.isSettled {
            return try await settle(
                recovery, as: step.recoveryState, step: step.name, saved: step == .done ? intent.savedCard : nil)
        }
        return try await adapt(recovery, to: step, method: intent.lastError?.paymentMethod)
    }

    /// Settles a recovery, unless another was first: kills its links, cancels what is queued, queues one event.
    ///
    /// - Parameter saved: the card that was saved, to be shown in place of the one known so far.
    @discardableResult
    func settle(
        _ recovery: Recovery, as state: RecoveryState, step: StepName? = nil, saved: PaymentMethodSummary? = nil
    ) async throws -> Recovery {
        try await database.write { [surroundings] connection in
            try connection.settle(
                recovery, as: state, step: step ?? recovery.step, saved: saved, surroundings: surroundings)
            return try connection.recovery(recovery.id, of: recovery.merchant) ?? recovery
        }
    }

    /// A merchant may change an intent's sum until it is paid: what Stripe would charge is what is told and shown.
    private func correct(_ recovery: Recovery, to money: Money) async throws -> Recovery {
        guard recovery.money != money, !recovery.state.isSettled else { return recovery }
        return try await database.write { [surroundings] connection in
            if try connection.updateMoney(recovery.id, of: recovery.merchant, to: money) {
                try connection.record("recovery.amount_changed", for: recovery, surroundings: surroundings)
            }
            return try connection.recovery(recovery.id, of: recovery.merchant) ?? recovery
        }
    }

    private func adapt(
        _ recovery: Recovery, to step: NextStep, method: PaymentMethodSummary?
    ) async throws -> Recovery {
        var next = recovery
        next.state = step.recoveryState
        next.step = step.name
        next.declineReason = nil
        if case .newCard(let reason) = step { next.declineReason = reason }
        next.paymentMethod = method ?? recovery.paymentMethod
        guard next != recovery else { return recovery }
        return try await database.write { [surroundings, next] connection in
            let changed = try connection.updateRecovery(
                next.id, of: next.merchant, state: next.state, step: next.step, declineReason: next.declineReason,
                paymentMethod: method)
            if changed, next.state != recovery.state {
                try connection.record("recovery.\(next.state.rawValue)", for: next, surroundings: surroundings)
            }
            return try connection.recovery(next.id, of: next.merchant) ?? next
        }
    }
}

extension Intent {
    /// The card that a SetupIntent saves; Stripe attaches it to the Customer by itself.
    fileprivate var savedCard: PaymentMethodSummary? { kind == .setup ? paymentMethod : nil }
}

extension Connection {
    /// One conditional update decides who settles; only the one that changed the row does the rest.
    @discardableResult
    func settle(
        _ recovery: Recovery, as state: RecoveryState, step: StepName, saved: PaymentMethodSummary? = nil,
        surroundings: Surroundings
    ) throws -> Bool {
        let now = surroundings.now()
        guard
            try settleRecovery(
                recovery.id, of: recovery.merchant, to: state, step: step, paymentMethod: saved, at: now)
        else { return false }
        try revokeLinks(of: recovery.id, merchant: recovery.merchant, at: now)
        try cancelQueuedNotifications(of: recovery.id, merchant: recovery.merchant, at: now)
        try tell("recovery.\(state.rawValue)", of: recovery, surroundings: surroundings)
        return true
    }

    /// Tells the merchant: queues one event, and adds a line to the recovery's history.
    func tell(_ type: String, of recovery: Recovery, surroundings: Surroundings) throws {
        try insertEvent(
            Event(
                merchant: recovery.merchant, id: surroundings.identifier(), recovery: recovery.id, type: type,
                at: surroundings.now()))
        try record(type, for: recovery, surroundings: surroundings)
    }
}
