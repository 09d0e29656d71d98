import Cryptography
import Persistence
import Recoveries

extension KeyRegister {
    /// Every master key that is configured, retired, remembered or needed: first the one that signs, then by id.
    public func report() async throws -> [KeyReport] {
        try await database.read { connection in
            let (now, known) = (surroundings.now(), try connection.keyRecords())
            let named = [ring.currentKeyID] + ring.previousKeyIDs + ring.retiredKeyIDs
            let others = Set(known.map(\.id)).union(try connection.sealingKeys()).subtracting(named).sorted()
            return try (named + others).map { id in
                let record = known.first { $0.id == id }
                return KeyReport(
                    id: id, standing: ring.standing(of: id), record: record,
                    dependants: try connection.dependants(of: id, record: record, now: now))
            }
        }
    }

    /// What would die with one master key.
    public func dependants(of id: UInt8) async throws -> KeyDependants {
        try await database.read { connection in
            let record = try connection.keyRecords().first { $0.id == id }
            return try connection.dependants(of: id, record: record, now: surroundings.now())
        }
    }

    /// The ids that a new key must not have: another key's work bears them.
    public func takenIDs() async throws -> Set<UInt8> {
        try await database.read { connection in
            Set(try connection.keyRecords().map(\.id)).union(try connection.sealingKeys())
        }
    }
}
