public import Cryptography
public import Persistence
import Recoveries
public import Stripe

/// Asks Stripe for the present state of a recovery's intent: with the merchant's key, or as Stripe.js does it.
public struct IntentReader: Sendable {
    private let stripe: StripeClient
    private let database: any Database
    private let secrets: ClientSecrets

    /// Reads by `stripe`; client secrets that merchants gave are in `database`, sealed.
    public init(stripe: StripeClient, database: any Database, secrets: ClientSecrets) {
        self.stripe = stripe
        self.database = database
        self.secrets = secrets
    }

    /// The intent of a merchant that has connected its account.
    func intent(
        _ id: String, _ kind: IntentKind, access: StripeAccess
    ) async throws -> RetrievedIntent<any Intent> {
        do {
            switch kind {
            case .payment: return try await stripe.paymentIntent(id, access: access).ofEitherKind
            case .setup: return try await stripe.setupIntent(id, access: access).ofEitherKind
            }
        } catch {
            throw Problem(error, of: kind)
        }
    }

    /// The intent of a recovery, and the client secret to release.
    func intent(of recovery: Recovery, account: MerchantAccount) async throws -> RetrievedIntent<any Intent> {
        if recovery.publishableKey == nil, let access = account.access {
            return try await intent(recovery.paymentIntent, recovery.kind, access: access)
        }
        guard let key = recovery.publishableKey else {
            throw Problem(
                .upstream, code: "stripe_key_missing",
                detail: "The merchant's Stripe secret key is not configured. Set LATCHKEY_STRIPE_SECRET_KEY.")
        }
        return try await asStripeJS(recovery, key, account.stripeAccount)
    }

    private func asStripeJS(
        _ recovery: Recovery, _ key: String, _ connected: String?
    ) async throws -> RetrievedIntent<any Intent> {
        let sealed = try await database.read { try $0.sealedSecret(of: recovery.id, merchant: recovery.merchant) }
        guard let sealed else {
            throw Problem(.gone, code: "recovery_settled", detail: "The recovery has settled.")
        }
        let secret = try secrets.open(sealed, of: recovery.id)
        do {
            var found = try await intent(recovery, key, connected, secret)
            found.clientSecret = secret
            return found
        } catch {
            throw Problem(error, of: recovery.kind)
        }
    }

    private func intent(
        _ recovery: Recovery, _ key: String, _ connected: String?, _ secret: Secret
    ) async throws(StripeError) -> RetrievedIntent<any Intent> {
        let id = recovery.paymentIntent
        switch recovery.kind {
        case .payment:
            return try await stripe.paymentIntent(
                id, publishableKey: key, account: connected, clientSecret: secret
            ).ofEitherKind
        case .setup:
            return try await stripe.setupIntent(
                id, publishableKey: key, account: connected, clientSecret: secret
            ).ofEitherKind
        }
    }

    /// What Stripe knows of a Customer; `nil` when it is deleted or cannot be read.
    func customer(_ id: String, access: StripeAccess) async throws -> StripeCustomer? {
        do {
            return try await stripe.customer(id, access: access)
        } catch {
            if error.code == .notFound { return nil }
            throw Problem(error)
        }
    }
}

/// Seals the client secrets that merchants without a connected account give us.
public struct ClientSecrets: Sendable {
    private let box: SealedBox

    /// Seals with `box`, under a key of its own for each recovery.
    public init(box: SealedBox) {
        self.box = box
    }

    func seal(_ secret: Secret, of recovery: RecoveryID) throws -> [UInt8] {
        try box.seal(secret, recordID: recovery.description, purpose: .clientSecret)
    }

    func open(_ sealed: [UInt8], of recovery: RecoveryID) throws -> Secret {
        try box.open(sealed, recordID: recovery.description, purpose: .clientSecret)
    }
}
