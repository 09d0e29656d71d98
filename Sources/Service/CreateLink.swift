public import Persistence
public import Recoveries

/// Makes a link for the merchant's own channel.
public struct CreateLink: Sendable {
    private let database: any Database
    private let surroundings: Surroundings

    /// Writes links to `database`.
    public init(database: any Database, surroundings: Surroundings) {
        self.database = database
        self.surroundings = surroundings
    }

    /// Makes a link to an open recovery.
    ///
    /// - Throws: a ``Problem`` when there is none, or it has settled or expired.
    public func create(
        _ id: RecoveryID, of merchant: MerchantID, keeping keeper: ReplyKeeper<Link>? = nil
    ) async throws -> Link {
        try await database.write { [surroundings] connection in
            guard let recovery = try connection.recovery(id, of: merchant) else { throw Problem.noSuchRecovery }
            guard !recovery.state.isSettled, recovery.expiresAt > surroundings.now() else {
                throw Problem.notOpen(recovery)
            }
            let link = try connection.makeLink(to: recovery, surroundings: surroundings)
            try connection.record("link.created", for: recovery, surroundings: surroundings)
            try keeper?.keep(link, at: surroundings.now(), in: connection)
            return link
        }
    }
}
