public import Recoveries

extension Connection {
    /// Ends a recovery, unless it has ended already, and erases its client secret.
    ///
    /// - Parameter state: where it ends; never open or processing.
    /// - Returns: whether this call ended it. Of any number of calls exactly one does.
    public func settleRecovery(
        _ id: RecoveryID, of merchant: MerchantID, to state: RecoveryState, step: StepName, at now: Instant
    ) throws -> Bool {
        guard state.isSettled else { return false }
        return try execute(
            """
            UPDATE recoveries SET state = $3, step = $4, settled_at = $5, sealed_secret = NULL
            WHERE merchant_id = $1 AND id = $2 AND state IN ('open', 'processing')
            """, [.id(merchant), .id(id), .name(state), .name(step), .instant(now)]) == 1
    }

    /// Moves a recovery that has not ended between open and processing, and to its next step.
    ///
    /// - Parameters:
    ///   - state: open or processing; anything else changes nothing.
    ///   - paymentMethod: the card that failed; `nil` keeps the one known.
    /// - Returns: false when the recovery has ended or there is none.
    @discardableResult
    public func updateRecovery(
        _ id: RecoveryID, of merchant: MerchantID, state: RecoveryState, step: StepName,
        declineReason: DeclineReason?, paymentMethod: PaymentMethodSummary?
    ) throws -> Bool {
        guard !state.isSettled else { return false }
        var values: [SQLValue] = [.id(merchant), .id(id), .name(state), .name(step), .name(declineReason)]
        var card = ""
        if let paymentMethod {
            card = ", payment_method = $6, card_brand = $7, card_last4 = $8"
            values += [.text(paymentMethod.id), .text(paymentMethod.brand), .text(paymentMethod.last4)]
        }
        return try execute(
            """
            UPDATE recoveries SET state = $3, step = $4, decline_reason = $5\(card)
            WHERE merchant_id = $1 AND id = $2 AND state IN ('open', 'processing')
            """, values) == 1
    }
}
