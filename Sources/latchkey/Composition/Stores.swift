import Cryptography
import FoundationEssentials
import Persistence
import Recoveries
import Service

/// The database and the use cases that need nothing else: enough for the commands beside `serve`.
struct Stores: Sendable {
    let database: SQLiteDatabase
    let directory: MerchantDirectory
    let apiKeys: APIKeys
    let keyRegister: KeyRegister
    let resealSecrets: ResealSecrets
    let surroundings: Surroundings

    /// Opens the database, brings its tables up to date and writes the first merchant's row.
    init(_ settings: Settings, surroundings: Surroundings = .system) async throws {
        let ring = try settings.requiredKeyRing()
        let box = SealedBox(ring: ring, random: SystemRandom())
        database = try settings.openDatabase()
        directory = MerchantDirectory(
            configured: settings.firstMerchant(at: surroundings.now()), logo: settings.merchant.logo,
            database: database, box: box)
        apiKeys = APIKeys(
            database: database, surroundings: surroundings, random: SystemRandom(), configured: settings.apiKey)
        keyRegister = KeyRegister(database: database, ring: ring, surroundings: surroundings)
        resealSecrets = ResealSecrets(database: database, ring: ring, random: SystemRandom())
        self.surroundings = surroundings
        try await database.migrate()
        try await directory.registerConfigured()
    }

    /// Opens the stores for `body` and closes them afterwards.
    static func using<Result>(_ settings: Settings, _ body: (Stores) async throws -> Result) async throws -> Result {
        let stores = try await Stores(settings)
        do {
            let result = try await body(stores)
            await stores.database.close()
            return result
        } catch {
            await stores.database.close()
            throw error
        }
    }
}

extension Settings {
    /// Opens the database, or makes it; its tables are not touched.
    func openDatabase() throws -> SQLiteDatabase {
        try SQLiteDatabase(path: databasePath)
    }

    /// The file of the database.
    var databasePath: String {
        switch database {
        case .sqlite(let path): path
        }
    }
}

extension Surroundings {
    /// The machine's clock and random numbers.
    static let system = Surroundings(
        now: { Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) },
        random: {
            var generator = SystemRandomNumberGenerator()
            return generator.next()
        })
}
