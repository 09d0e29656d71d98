public import Cryptography
public import Persistence
public import Recoveries
import Stripe

/// Releases the client secret to a customer's browser: after asking Stripe, and not too often.
public struct ReleaseSecret: Sendable {
    private let database: any Database
    private let intents: IntentReader
    private let settlement: Settlement
    private let policy: LinkPolicy
    private let surroundings: Surroundings

    /// Puts the use case together.
    public init(
        database: any Database, intents: IntentReader, settlement: Settlement, policy: LinkPolicy,
        surroundings: Surroundings
    ) {
        self.database = database
        self.intents = intents
        self.settlement = settlement
        self.policy = policy
        self.surroundings = surroundings
    }

    /// What a browser or an app needs to finish the payment, or to save the card.
    public struct Release: Sendable {
        /// Which of the two.
        public let kind: IntentKind
        /// `pi_…` or `seti_…`.
        public let intent: String
        /// The client secret; it goes into one response and nowhere else.
        public let clientSecret: Secret
        /// `pk_…`.
        public let publishableKey: String
        /// The Connect account, if any.
        public let account: String?
        /// What is to be done with it.
        public let step: NextStep
    }

    /// Releases the secret of the recovery that a visit leads to.
    ///
    /// - Parameter shown: the sum that the customer saw; `nil` where it is not known.
    /// - Throws: a ``Problem``: the payment is made, processing or ended, or its sum is another one than was shown; too many
    ///   releases; Stripe is away, and then nothing was counted.
    public func release(for visit: Visit, shown: Money? = nil) async throws -> Release {
        try visit.requireUsable()
        guard !visit.isOnAnotherDevice else { throw Problem.otherDevice }
        try await checkLimit(visit.recovery)
        let found = try await intents.intent(of: visit.recovery, account: visit.account)
        let recovery = try await settlement.follow(found.intent, for: visit.recovery)
        let step = found.intent.nextStep(remembering: recovery.paymentMethod?.id)
        try step.requireRelease(recovery)
        guard recovery.money == shown ?? visit.recovery.money else { throw Problem.amountChanged }
        guard let secret = found.clientSecret,
            let key = recovery.publishableKey ?? visit.account.merchant.publishableKey
        else {
            throw Problem(
                .upstream, code: "publishable_key_missing",
                detail: "The merchant's publishable key is not configured. Set LATCHKEY_STRIPE_PUBLISHABLE_KEY.")
        }
        try await count(recovery, for: visit)
        return Release(
            kind: recovery.kind, intent: recovery.paymentIntent, clientSecret: secret, publishableKey: key,
            account: visit.account.stripeAccount, step: step)
    }

    /// Asked before Stripe is, so that a browser gone wild does not use up the merchant's rate.
    private func checkLimit(_ recovery: Recovery) async throws {
        try await database.read { [policy, surroundings] connection in
            try connection.requireRelease(of: recovery, policy: policy, now: surroundings.now())
        }
    }

    /// Asked again where it is written, so that releases at the same moment cannot pass the limit together.
    private func count(_ recovery: Recovery, for visit: Visit) async throws {
        try await database.write { [policy, surroundings] connection in
            let now = surroundings.now()
            guard let present = try connection.recovery(recovery.id, of: recovery.merchant),
                !present.state.isSettled
            else { throw Problem.settled(recovery) }
            try connection.requireRelease(of: recovery, policy: policy, now: now)
            try connection.requireDevice(of: visit)
            try connection.insertRelease(
                surroundings.identifier(), recovery: recovery.id, merchant: recovery.merchant, at: now)
            try connection.record("secret.released", for: recovery, surroundings: surroundings)
        }
    }
}

extension Connection {
    fileprivate func requireRelease(of recovery: Recovery, policy: LinkPolicy, now: Instant) throws {
        let earlier = try releases(of: recovery.id, merchant: recovery.merchant, since: now - policy.releaseWindow)
        if case .tooMany(let wait) = policy.release(after: earlier, now: now) {
            throw Problem(
                .tooMany(retryAfter: max(wait.secondsRoundedUp, 1)), code: "too_many_releases",
                detail: "It was started too often in the last hour.")
        }
    }
}

extension Connection {
    /// The first device to start the payment gets the link, where the merchant wants one device only.
    fileprivate func requireDevice(of visit: Visit) throws {
        guard visit.account.merchant.singleDevice, let session = visit.session else { return }
        guard try claimLink(visit.link.id, of: visit.link.merchant, for: session.nonce) else {
            throw Problem.otherDevice
        }
    }
}

extension Visit {
    /// Refuses a link that leads nowhere any more.
    func requireUsable() throws {
        switch standing {
        case .usable: return
        case .alreadyDone: throw Problem.finished(recovery.kind)
        case .expired: throw Problem(.gone, code: "link_expired", detail: "The link has expired.")
        case .ended: throw Problem(.gone, code: "link_ended", detail: "The payment request has ended.")
        }
    }
}

extension NextStep {
    /// Refuses a step that needs no client secret.
    fileprivate func requireRelease(_ recovery: Recovery) throws {
        switch self {
        case .authenticate, .newCard:
            if recovery.state.isSettled {
                throw Problem(.gone, code: "link_ended", detail: "The payment request has ended.")
            }
        case .wait:
            throw Problem(.conflict, code: "\(recovery.kind.rawValue)_processing", detail: "The bank is working on it.")
        case .done: throw Problem.finished(recovery.kind)
        case .gone: throw Problem(.gone, code: "link_ended", detail: "The payment request has ended.")
        }
    }
}

extension Problem {
    /// The merchant wants one device for a link, and another one has it.
    static let otherDevice = Problem(
        .conflict, code: "other_device", detail: "The link is in use on another device.")

    /// Nobody confirms a sum that they have not seen.
    static let amountChanged = Problem(
        .conflict, code: "amount_changed",
        detail: "The amount is another one now. Read the recovery again, or load the page again.")

    /// The payment is made, or the card saved: there is nothing to confirm.
    static func finished(_ kind: IntentKind) -> Problem {
        let detail = kind == .payment ? "The payment is confirmed already." : "The card is saved already."
        return Problem(.conflict, code: "\(kind.rawValue)_confirmed", detail: detail)
    }
}
