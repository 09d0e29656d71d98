public import Cryptography
public import Persistence
import Recoveries

/// Remembers which master keys a database has been used with, so that a wrong one is noticed before it does harm.
public struct KeyRegister: Sendable {
    let database: any Database
    let ring: KeyRing
    let surroundings: Surroundings

    /// A key is noted as signing every minute; what it signs after the last note is at most this much younger.
    static let slack: Duration = .seconds(600)

    /// A register of the keys of `ring` in `database`.
    public init(database: any Database, ring: KeyRing, surroundings: Surroundings) {
        self.database = database
        self.ring = ring
        self.surroundings = surroundings
    }

    /// Notes the keys of the ring; to be called before anything is signed or sealed.
    ///
    /// - Throws: ``MasterKeyRefusal`` when links or secrets depend on a key that is neither in the ring nor retired.
    public func open() async throws {
        try await database.write { connection in
            let (now, known) = (surroundings.now(), try connection.keyRecords())
            let suspects = try suspects(known, connection)
            if let refusal = try refusal(of: suspects, known, connection) { throw refusal }
            for id in suspects { try connection.forgetKey(id) }
            for check in ring.checks {
                // Nobody wrote down which keys signed before this register was kept: any of them may have.
                let signs = check.id == ring.currentKeyID || known.isEmpty
                try connection.noteKey(check.id, check: check.value, signs: signs, at: now)
            }
        }
    }

    /// Why ``open()`` would refuse the keys; nil when they fit the database.
    public func refusal() async throws -> MasterKeyRefusal? {
        try await database.read { connection in
            let known = try connection.keyRecords()
            return try refusal(of: suspects(known, connection), known, connection)
        }
    }

    /// Notes that the current key still signs here.
    public func noteSigning() async throws {
        guard let current = ring.checks.first else { return }
        try await database.write { connection in
            try connection.noteKey(current.id, check: current.value, signs: true, at: surroundings.now())
        }
    }

    private func refusal(
        of suspects: [UInt8], _ known: [KeyRecord], _ connection: any Connection
    ) throws -> MasterKeyRefusal? {
        for id in suspects {
            let record = known.first { $0.id == id }
            let dependants = try connection.dependants(of: id, record: record, now: surroundings.now())
            if !dependants.isEmpty { return MasterKeyRefusal(id: id, ring: ring, dependants: dependants) }
        }
        return nil
    }

    /// The ids whose key is missing from the ring, or is another one there.
    private func suspects(_ known: [KeyRecord], _ connection: any Connection) throws -> [UInt8] {
        let strangers = known.filter { record in
            if let check = ring.checks.first(where: { $0.id == record.id }) { return !check.fits(record.check) }
            return ring.standing(of: record.id) == .unknown
        }
        guard known.isEmpty else { return strangers.map(\.id) }
        return try connection.sealingKeys().filter { ring.standing(of: $0) == .unknown }.sorted()
    }
}

extension Connection {
    /// What would die with a master key.
    func dependants(of id: UInt8, record: KeyRecord?, now: Instant) throws -> KeyDependants {
        var found = KeyDependants()
        if let last = record?.signedLast {
            found.links = try liveLinks(madeUntil: last + KeyRegister.slack, now: now)
        }
        found.clientSecrets = try clientSecretsByKey()[id] ?? 0
        for stored in try storedMerchants() {
            let count = stored.secrets.all.count { SealedBox.keyID(of: $0) == id }
            if count > 0 { found.merchantSecrets[stored.merchant.id] = count }
        }
        return found
    }

    /// The ids of all keys that something in the database is sealed with.
    func sealingKeys() throws -> Set<UInt8> {
        let merchants = try storedMerchants().flatMap(\.secrets.all).compactMap(SealedBox.keyID)
        return Set(merchants).union(try clientSecretsByKey().keys)
    }
}

extension MerchantSecrets {
    fileprivate var all: [[UInt8]] {
        webhookSecrets + (stripeSecretKey.map { [$0] } ?? [])
    }
}
