import Cryptography
import Foundation
import Persistence
import Recoveries
import Stripe
import Synchronization
import Testing

@testable import Service

/// Everything a use case needs, real but for the network: SQLite in a folder of its own, a clock turned by hand.
final class World: Sendable {
    let database: SQLiteDatabase
    let stripe = StripeAccountStandIn()
    let clock = Mutex(Instant(seconds: 1_800_000_000))
    let rings = Mutex(0)
    let account: MerchantAccount
    let keyless: MerchantAccount
    let box: SealedBox
    let masterKey: MasterKey
    let ring: KeyRing
    private let folder: String

    static let webhookSecret = Secret("whsec_test")

    init() async throws {
        folder = NSTemporaryDirectory() + "latchkey-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        database = try SQLiteDatabase(path: folder + "/test.sqlite")
        _ = try await database.migrate()
        masterKey = try MasterKey.generate(using: SystemRandom())
        ring = try KeyRing(current: masterKey)
        box = SealedBox(ring: ring, random: SystemRandom())
        var merchant = Merchant(
            id: .default, name: "Shop", publishableKey: "pk_test_1", opensAutomatically: true,
            returnOrigins: ["https://shop.example"], createdAt: Instant(seconds: 1_700_000_000))
        account = MerchantAccount(
            merchant: merchant, access: StripeAccess(secretKey: Secret("sk_test_1")),
            webhookSecrets: [Self.webhookSecret])
        merchant.publishableKey = nil
        keyless = MerchantAccount(merchant: merchant)
        try await directory.registerConfigured()
    }

    deinit {
        try? FileManager.default.removeItem(atPath: folder)
    }

    var surroundings: Surroundings {
        Surroundings(now: { [self] in clock.withLock { $0 } }, random: { .random(in: .min ... .max) })
    }

    func turnClock(by duration: Duration) {
        clock.withLock { $0 = $0 + duration }
    }

    var directory: MerchantDirectory { MerchantDirectory(configured: account, database: database, box: box) }

    var secrets: ClientSecrets { ClientSecrets(box: box) }

    var intents: IntentReader {
        let client = StripeClient(settings: StripeSettings(attempts: 1), transport: stripe)
        return IntentReader(stripe: client, database: database, secrets: secrets)
    }

    var open: OpenRecovery {
        OpenRecovery(
            database: database, intents: intents, secrets: secrets, policy: LinkPolicy(), surroundings: surroundings,
            outboxChanged: { [self] in rings.withLock { $0 += 1 } })
    }

    var settlement: Settlement { Settlement(database: database, surroundings: surroundings) }

    var end: EndRecovery {
        EndRecovery(database: database, intents: intents, settlement: settlement, surroundings: surroundings)
    }

    var receive: ReceiveStripeEvent {
        ReceiveStripeEvent(
            database: database, directory: directory, intents: intents, openRecovery: open, settlement: settlement,
            surroundings: surroundings)
    }

    var release: ReleaseSecret {
        ReleaseSecret(
            database: database, intents: intents, settlement: settlement, policy: LinkPolicy(),
            surroundings: surroundings)
    }

    var addresses: LinkAddresses { LinkAddresses(base: "https://pay.example", ring: ring) }

    var visit: VisitLink {
        VisitLink(database: database, directory: directory, addresses: addresses, surroundings: surroundings)
    }

    /// Opens a recovery for a new intent that wants 3-D Secure.
    func openOne(_ id: String = "pi_1", email: String? = "a@b.example", notifies: Bool = true) async throws -> Recovery
    {
        stripe.setIntent(id, status: "requires_action")
        let request = OpenRequest(paymentIntent: id, customer: Customer(email: email), notifies: notifies)
        guard case .opened(let details) = try await open.open(request, for: account) else { throw NotOpened() }
        return details.recovery
    }

    /// A visit by a fresh link.
    func visitByNewLink(to recovery: Recovery) async throws -> Visit {
        let link = try await CreateLink(database: database, surroundings: surroundings)
            .create(recovery.id, of: recovery.merchant)
        let token = try #require(addresses.url(of: link.id).split(separator: "/").last)
        return try #require(try await visit.visit(token: String(token)))
    }

    func present(_ recovery: Recovery) async throws -> Recovery {
        try #require(try await database.read { try $0.recovery(recovery.id) })
    }

    /// Counts everything that opening a recovery could write.
    func rowCount() async throws -> Int {
        try await database.read { connection in
            try ["recoveries", "links", "notifications", "timeline", "events", "idempotency_replies"].reduce(0) {
                $0 + (try connection.rows("SELECT 1 AS one FROM \($1)", [])).count
            }
        }
    }
}

struct NotOpened: Error {}
