import Recoveries

extension Connection {
    /// How many client secrets are sealed with each master key, by the key's id, which is a sealed secret's second byte.
    public func clientSecretsByKey() throws -> [UInt8: Int] {
        let found = try rows(
            """
            SELECT substr(sealed_secret, 2, 1) AS key_byte, count(*) AS secrets FROM recoveries
            WHERE state IN ('open', 'processing') AND sealed_secret IS NOT NULL
            GROUP BY substr(sealed_secret, 2, 1)
            """, [])
        return try found.reduce(into: [:]) { counts, row in
            guard let id = try row.blob("key_byte").first else { return }
            counts[id] = Int(try row.integer("secrets"))
        }
    }

    /// Client secrets that another master key than `key` sealed, in the order of merchant and PaymentIntent.
    ///
    /// The order is that of the index of recoveries that have not ended, which alone have a secret.
    /// - Parameter last: the last one of the batch before.
    public func clientSecrets(
        sealedOtherwiseThan key: UInt8, after last: SealedClientSecret?, limit: Int
    ) throws -> [SealedClientSecret] {
        try rows(
            """
            SELECT merchant_id, id, payment_intent, sealed_secret FROM recoveries
            WHERE state IN ('open', 'processing') AND sealed_secret IS NOT NULL AND substr(sealed_secret, 2, 1) <> $1
            AND (merchant_id, payment_intent) > ($2, $3) ORDER BY merchant_id, payment_intent LIMIT $4
            """,
            [
                .blob([key]), .text(last?.merchant.description ?? ""), .text(last?.paymentIntent ?? ""),
                .integer(Int64(limit)),
            ]
        ).map { row in
            SealedClientSecret(
                merchant: try row.merchant(), recovery: try row.id("id"),
                paymentIntent: try row.text("payment_intent"), sealed: try row.blob("sealed_secret"))
        }
    }

    /// Puts a secret sealed anew in the place of the one that was read.
    ///
    /// - Returns: false when that one is not there any more: the recovery has ended, or another was faster.
    @discardableResult
    public func replace(_ secret: SealedClientSecret, by sealed: [UInt8]) throws -> Bool {
        try execute(
            "UPDATE recoveries SET sealed_secret = $4 WHERE merchant_id = $1 AND id = $2 AND sealed_secret = $3",
            [.id(secret.merchant), .id(secret.recovery), .blob(secret.sealed), .blob(sealed)]) == 1
    }

    /// Every merchant with its sealed secrets.
    public func storedMerchants() throws -> [StoredMerchant] {
        try merchants().compactMap { try merchant($0.id) }
    }
}
