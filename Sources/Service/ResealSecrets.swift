public import Cryptography
public import Persistence
import Recoveries

/// Seals with the key that signs what earlier master keys sealed, so that those can be retired.
///
/// It may be stopped at any moment and run again, on several machines at once: a secret is replaced only if it is still
/// the one that was opened.
public struct ResealSecrets: Sendable {
    private let database: any Database
    private let ring: KeyRing
    private let box: SealedBox
    private let batch: Int

    /// - Parameter batch: how many client secrets one transaction replaces.
    public init(database: any Database, ring: KeyRing, random: any RandomSource, batch: Int = 100) {
        self.database = database
        self.ring = ring
        box = SealedBox(ring: ring, random: random)
        self.batch = batch
    }

    /// What a run did.
    public struct Outcome: Sendable, Equatable {
        /// How many client secrets were sealed anew.
        public var clientSecrets = 0
        /// How many Stripe keys and webhook secrets of merchants were.
        public var merchantSecrets = 0
        /// How many secrets could not be opened: their key is missing or retired, or they are damaged.
        public var unreadable = 0
    }

    /// Goes through everything that is sealed.
    public func run() async throws -> Outcome {
        var outcome = try await resealMerchants()
        var last: SealedClientSecret?
        repeat {
            try Task.checkCancellation()
            let (current, from, limit) = (ring.currentKeyID, last, batch)
            let found = try await database.read { connection in
                try connection.clientSecrets(sealedOtherwiseThan: current, after: from, limit: limit)
            }
            let done = try await reseal(found)
            outcome.clientSecrets += done.clientSecrets
            outcome.unreadable += done.unreadable
            last = found.last
        } while last != nil
        return outcome
    }

    private func reseal(_ found: [SealedClientSecret]) async throws -> Outcome {
        guard !found.isEmpty else { return Outcome() }
        return try await database.write { [box] connection in
            var outcome = Outcome()
            for secret in found {
                let record = secret.recovery.description
                guard let anew = try? box.resealed(secret.sealed, recordID: record, purpose: .clientSecret) else {
                    outcome.unreadable += 1
                    continue
                }
                outcome.clientSecrets += try connection.replace(secret, by: anew) ? 1 : 0
            }
            return outcome
        }
    }

    /// Merchants are few: all of them in one transaction.
    private func resealMerchants() async throws -> Outcome {
        try await database.write { connection in
            var outcome = Outcome()
            for stored in try connection.storedMerchants() {
                let record = stored.merchant.id.description
                var secrets = stored.secrets
                secrets.stripeSecretKey = secrets.stripeSecretKey.map {
                    anew($0, record, .stripeSecretKey, &outcome)
                }
                secrets.webhookSecrets = secrets.webhookSecrets.map { anew($0, record, .webhookSecret, &outcome) }
                if secrets != stored.secrets { try connection.updateMerchant(stored.merchant, secrets: secrets) }
            }
            return outcome
        }
    }

    /// The secret sealed with the key that signs, or as it was when that cannot be.
    private func anew(
        _ sealed: [UInt8], _ record: String, _ purpose: SealPurpose, _ outcome: inout Outcome
    ) -> [UInt8] {
        do {
            guard let anew = try box.resealed(sealed, recordID: record, purpose: purpose) else { return sealed }
            outcome.merchantSecrets += 1
            return anew
        } catch {
            outcome.unreadable += 1
            return sealed
        }
    }
}
