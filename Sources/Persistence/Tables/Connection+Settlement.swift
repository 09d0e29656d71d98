public import Recoveries

extension Connection {
    /// Ends a recovery, unless it has ended already, and erases its client secret. What ran out can still be revoked: until then its
    /// customer may open it again.
    ///
    /// - Parameters:
    ///   - state: where it ends; never open or processing.
    ///   - paymentMethod: the card that was saved; `nil` keeps the one known.
    /// - Returns: whether this call ended it. Of any number of calls exactly one does.
    public func settleRecovery(
        _ id: RecoveryID, of merchant: MerchantID, to state: RecoveryState, step: StepName,
        paymentMethod: PaymentMethodSummary? = nil, at now: Instant
    ) throws -> Bool {
        guard state.isSettled else { return false }
        let values: [SQLValue] = [.id(merchant), .id(id), .name(state), .name(step), .instant(now)]
        let card = CardUpdate(paymentMethod, after: values.count)
        return try execute(
            """
            UPDATE recoveries SET state = $3, step = $4, settled_at = $5, sealed_secret = NULL\(card.columns)
            WHERE merchant_id = $1 AND id = $2
                AND (state IN ('open', 'processing') OR state = 'expired' AND $3 = 'revoked')
            """, values + card.values) == 1
    }

    /// Takes over another sum, unless the recovery has ended.
    ///
    /// - Returns: false when it has ended or there is none.
    @discardableResult
    public func updateMoney(_ id: RecoveryID, of merchant: MerchantID, to money: Money) throws -> Bool {
        try execute(
            """
            UPDATE recoveries SET amount = $3, currency = $4
            WHERE merchant_id = $1 AND id = $2 AND state IN ('open', 'processing')
            """, [.id(merchant), .id(id), .integer(money.amount), .text(money.currency.code)]) == 1
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
        let values: [SQLValue] = [.id(merchant), .id(id), .name(state), .name(step), .name(declineReason)]
        let card = CardUpdate(paymentMethod, after: values.count)
        return try execute(
            """
            UPDATE recoveries SET state = $3, step = $4, decline_reason = $5\(card.columns)
            WHERE merchant_id = $1 AND id = $2 AND state IN ('open', 'processing')
            """, values + card.values) == 1
    }
}

/// The part of an update that writes another card; empty when the one known is kept.
private struct CardUpdate {
    var columns = ""
    var values: [SQLValue] = []

    init(_ method: PaymentMethodSummary?, after count: Int) {
        guard let method else { return }
        columns = ", payment_method = $\(count + 1), card_brand = $\(count + 2), card_last4 = $\(count + 3)"
        values = [.text(method.id), .text(method.brand), .text(method.last4)]
    }
}
