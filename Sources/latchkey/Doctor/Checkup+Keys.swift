import Persistence
import Service

extension Checkup {
    /// Whether the master keys are those that the database was used with; nil when there is nothing to compare.
    func keyFit() async -> Finding? {
        guard let ring = settings.keyRing, Surrounding.exists(settings.databasePath),
            let database = try? settings.openDatabase()
        else { return nil }
        let register = KeyRegister(database: database, ring: ring, surroundings: .system)
        let finding = await keyFit(database, register)
        await database.close()
        return finding
    }

    private func keyFit(_ database: SQLiteDatabase, _ register: KeyRegister) async -> Finding? {
        do {
            guard try await database.pendingMigrations().isEmpty else { return nil }
            let refusal = try await register.refusal()
            return refusal.map { .broken("key and data", $0.words) } ?? .works("key and data", "they belong together")
        } catch {
            return .broken("key and data", (error as? DatabaseFault)?.message ?? "\(error)")
        }
    }
}
