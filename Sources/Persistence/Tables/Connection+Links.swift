public import Recoveries

/// What a customer's page needs of one link, read at once.
public struct LinkWithRecovery: Sendable, Equatable {
    /// The link.
    public var link: Link
    /// What it opens.
    public var recovery: Recovery
}

extension Connection {
    /// Adds a link.
    public func insertLink(_ link: Link) throws {
        try execute(
            Tables.links.insert,
            [
                .id(link.merchant), .id(link.id), .id(link.recovery), .instant(link.createdAt),
                .instant(link.expiresAt), .instant(link.revokedAt), .device(link.device),
            ])
    }

    /// The link of that name, whoever it belongs to.
    public func link(_ id: LinkID) throws -> Link? {
        try row(Tables.links.select("WHERE id = $1"), [.id(id)]).map { try Link($0) }
    }

    /// A recovery's links, oldest first.
    public func links(of recovery: RecoveryID, merchant: MerchantID) throws -> [Link] {
        let rest = "WHERE merchant_id = $1 AND recovery_id = $2 ORDER BY id"
        return try rows(Tables.links.select(rest), [.id(merchant), .id(recovery)]).map { try Link($0) }
    }

    /// Takes back the links of a recovery that still work.
    ///
    /// - Returns: how many that were.
    @discardableResult
    public func revokeLinks(of recovery: RecoveryID, merchant: MerchantID, at now: Instant) throws -> Int {
        try execute(
            "UPDATE links SET revoked_at = $3 WHERE merchant_id = $1 AND recovery_id = $2 AND revoked_at IS NULL",
            [.id(merchant), .id(recovery), .instant(now)])
    }

    /// Gives a link to a device, unless another has it.
    ///
    /// - Returns: whether the link is this device's now.
    public func claimLink(_ id: LinkID, of merchant: MerchantID, for device: UInt64) throws -> Bool {
        try execute(
            "UPDATE links SET device = $3 WHERE merchant_id = $1 AND id = $2 AND (device IS NULL OR device = $3)",
            [.id(merchant), .id(id), .device(device)]) == 1
    }

    /// A link with the recovery it opens.
    public func linkWithRecovery(_ id: LinkID) throws -> LinkWithRecovery? {
        try row(LinkStatements.withRecovery, [.id(id)]).map { row in
            LinkWithRecovery(link: try Link(row, prefix: "l_"), recovery: try Recovery(row, prefix: "r_"))
        }
    }
}

extension SQLValue {
    fileprivate static func device(_ device: UInt64?) -> SQLValue {
        device.map { .integer(Int64(bitPattern: $0)) } ?? .null
    }
}

private enum LinkStatements {
    static let withRecovery = """
        SELECT \(Tables.links.aliased("l")), \(Tables.recoveries.aliased("r"))
        FROM links AS l JOIN recoveries AS r ON r.merchant_id = l.merchant_id AND r.id = l.recovery_id
        WHERE l.id = $1
        """
}

extension Link {
    fileprivate init(_ row: Row, prefix: String = "") throws {
        self.init(
            merchant: try row.merchant(prefix + "merchant_id"), id: try row.id(prefix + "id"),
            recovery: try row.id(prefix + "recovery_id"), createdAt: try row.instant(prefix + "created_at"),
            expiresAt: try row.instant(prefix + "expires_at"),
            revokedAt: try row.optionalInstant(prefix + "revoked_at"),
            device: try row.optionalInteger(prefix + "device").map { UInt64(bitPattern: $0) })
    }
}
