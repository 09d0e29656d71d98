public import Persistence
public import Recoveries

/// What a customer's link leads to. Looking changes nothing, so scanners may look as often as they like.
public struct VisitLink: Sendable {
    private let database: any Database
    private let directory: MerchantDirectory
    private let addresses: LinkAddresses
    private let surroundings: Surroundings

    /// Puts the use case together.
    public init(
        database: any Database, directory: MerchantDirectory, addresses: LinkAddresses, surroundings: Surroundings
    ) {
        self.database = database
        self.directory = directory
        self.addresses = addresses
        self.surroundings = surroundings
    }

    /// The link that a token names; `nil` when the token is not ours, which costs no query, or the link is gone.
    public func visit(token: String) async throws -> Visit? {
        guard let id = link(named: token) else { return nil }
        return try await visit(link: id)
    }

    /// What a token names by its signature; nothing is looked up.
    public func link(named token: String) -> LinkID? {
        addresses.link(named: token)
    }

    /// What a link leads to; `nil` when it is gone.
    public func visit(link id: LinkID) async throws -> Visit? {
        guard let found = try await database.read({ try $0.linkWithRecovery(id) }) else { return nil }
        return try await visit(to: found.recovery, by: found.link)
    }

    /// How old what is read now may become before it is read again.
    public var freshness: Freshness {
        Freshness(generation: database.generation, instant: surroundings.now())
    }

    /// The same visit as the clock stands now.
    public func again(_ visit: Visit) -> Visit {
        var visit = visit
        visit.standing = visit.link.standing(recovery: visit.recovery.state, now: surroundings.now())
        return visit
    }

    /// What a session leads to; `nil` when its recovery is gone.
    public func visit(session: Session) async throws -> Visit? {
        guard let found = try await database.read({ try $0.linkWithRecovery(session.link) }),
            found.recovery.id == session.recovery
        else { return nil }
        return try await visit(to: found.recovery, by: found.link, in: session)
    }

    private func visit(to recovery: Recovery, by link: Link, in session: Session? = nil) async throws -> Visit {
        Visit(
            link: link, recovery: recovery, account: try await directory.owner(recovery.merchant), session: session,
            standing: link.standing(recovery: recovery.state, now: surroundings.now()))
    }
}

/// A link, what it opens, and whether it still does.
public struct Visit: Sendable {
    /// The link.
    public let link: Link
    /// The recovery.
    public let recovery: Recovery
    /// Whose customer this is.
    public let account: MerchantAccount
    /// The browser's session; `nil` while only the link is looked at.
    public let session: Session?
    /// Where the link stands.
    public fileprivate(set) var standing: LinkStanding

    /// What the browser is known by; `nil` for one that was never here.
    public private(set) var device: UInt64?

    fileprivate init(
        link: Link, recovery: Recovery, account: MerchantAccount, session: Session?, standing: LinkStanding
    ) {
        self.link = link
        self.recovery = recovery
        self.account = account
        self.session = session
        self.standing = standing
        device = session?.nonce
    }

    /// The same visit from a browser that has no session now, but may have had one.
    public func from(_ device: UInt64?) -> Visit {
        var visit = self
        visit.device = device
        return visit
    }

    /// Whether another device owns the link, where the merchant wants one device only.
    public var isOnAnotherDevice: Bool {
        account.merchant.singleDevice && link.device != nil && link.device != device
    }

    /// Whether the customer can go on with the link.
    public var leadsOn: Bool { standing == .usable && !isOnAnotherDevice }

    /// Whether the customer has no way on but a fresh link.
    public var needsRenewal: Bool { standing == .expired || standing == .usable && isOnAnotherDevice }
}
