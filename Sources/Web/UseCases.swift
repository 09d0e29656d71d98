public import Service

/// Every use case that HTTP reaches, built once.
public struct UseCases: Sendable {
    var apiKeys: APIKeys
    var keptReplies: KeptReplies
    var directory: MerchantDirectory
    var addresses: LinkAddresses
    var sessions: Sessions
    var open: OpenRecovery
    var read: ReadRecoveries
    var end: EndRecovery
    var remind: RemindCustomer
    var renew: RenewLink
    var createLink: CreateLink
    var receive: ReceiveStripeEvent
    var visit: VisitLink
    var release: ReleaseSecret
    var check: CheckPayment
    var isReady: @Sendable () async -> Bool

    /// Gathers the use cases.
    ///
    /// - Parameter isReady: whether the database answers.
    public init(
        apiKeys: APIKeys, keptReplies: KeptReplies, directory: MerchantDirectory, addresses: LinkAddresses,
        sessions: Sessions, open: OpenRecovery, read: ReadRecoveries, end: EndRecovery, remind: RemindCustomer,
        renew: RenewLink, createLink: CreateLink, receive: ReceiveStripeEvent, visit: VisitLink, release: ReleaseSecret,
        check: CheckPayment, isReady: @escaping @Sendable () async -> Bool
    ) {
        self.apiKeys = apiKeys
        self.keptReplies = keptReplies
        self.directory = directory
        self.addresses = addresses
        self.sessions = sessions
        self.open = open
        self.read = read
        self.end = end
        self.remind = remind
        self.renew = renew
        self.createLink = createLink
        self.receive = receive
        self.visit = visit
        self.release = release
        self.check = check
        self.isReady = isReady
    }
}
