public import Persistence
public import Recoveries

/// Reads recoveries for the merchant they belong to.
public struct ReadRecoveries: Sendable {
    private let database: any Database

    /// Reads from `database`.
    public init(database: any Database) {
        self.database = database
    }

    /// One recovery with its messages and history.
    ///
    /// - Throws: ``Problem/noSuchRecovery``.
    public func one(_ id: RecoveryID, of merchant: MerchantID) async throws -> RecoveryDetails {
        try await database.read { connection in
            guard let recovery = try connection.recovery(id, of: merchant) else { throw Problem.noSuchRecovery }
            return try connection.details(of: recovery)
        }
    }

    /// A page of recoveries, newest first, and whether more follow.
    ///
    /// - Parameters:
    ///   - intent: only those of this intent; its kind and its identifier.
    ///   - before: the last recovery of the page before.
    ///   - limit: 1 to 100.
    public func page(
        of merchant: MerchantID, state: RecoveryState?, intent: (kind: IntentKind, id: String)? = nil,
        before: RecoveryID?, limit: Int
    ) async throws -> (page: [RecoveryDetails], hasMore: Bool) {
        try await database.read { connection in
            let found = try connection.recoveries(
                of: merchant, state: state, kind: intent?.kind, paymentIntent: intent?.id, before: before,
                limit: limit + 1)
            return (try found.prefix(limit).map { try connection.details(of: $0) }, found.count > limit)
        }
    }
}
