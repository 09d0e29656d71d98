import Cryptography
import Foundation
import Logging
import Messages
import Persistence
import Recoveries
import ServiceLifecycle
import Stripe
import Synchronization
import Testing

@testable import Outbox
@testable import Service

/// An outbox with everything real but the network and the clock: SQLite in a folder of its own, the real templates.
final class Office: Sendable {
    let signal = Signal()
    let log = LogRecorder()
    let database: WatchedDatabase
    let channel: ScriptedChannel
    let bell = Bell()
    let settings: OutboxSettings
    let addresses: LinkAddresses
    let stripe = StripeWindow()
    let secrets: ClientSecrets
    private let composer: MailComposer
    private let directory: MerchantDirectory
    private let clock = Mutex(Instant(seconds: 1_800_000_000))
    private let folder: String

    init(_ settings: OutboxSettings = OutboxSettings(), mailFrom: String? = nil) async throws {
        self.settings = settings
        folder = NSTemporaryDirectory() + "latchkey-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let file = try SQLiteDatabase(path: folder + "/test.sqlite")
        _ = try await file.migrate()
        database = WatchedDatabase(file, signal: signal)
        channel = ScriptedChannel(signal: signal)
        let ring = try KeyRing(current: try MasterKey.generate(using: SystemRandom()))
        addresses = LinkAddresses(base: "https://pay.example", ring: ring)
        let merchant = Merchant(
            id: .default, name: "Shop", mailFrom: mailFrom, createdAt: Instant(seconds: 1_700_000_000))
        directory = MerchantDirectory(
            configured: MerchantAccount(merchant: merchant, access: StripeAccess(secretKey: Secret("sk_test_1"))),
            database: database, box: SealedBox(ring: ring, random: SystemRandom()))
        secrets = ClientSecrets(box: SealedBox(ring: ring, random: SystemRandom()))
        composer = try Self.composer()
        try await directory.registerConfigured()
    }

    deinit {
        try? FileManager.default.removeItem(atPath: folder)
    }

    private static func composer() throws -> MailComposer {
        let checkout = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized
        let templates = checkout.appending(path: "templates").path(percentEncoded: false)
        return MailComposer(
            catalogue: try Catalogue(directory: templates + "/locales"),
            templates: try TemplateLibrary(directory: templates))
    }

    var now: Instant { clock.withLock { $0 } }

    func turnClock(by duration: Duration) {
        clock.withLock { $0 = $0 + duration }
    }

    var surroundings: Surroundings {
        Surroundings(now: { [self] in now }, random: { .random(in: .min ... .max) })
    }

    var settlement: Settlement { Settlement(database: database, surroundings: surroundings) }

    private var lookAgain: LookAgain {
        let client = StripeClient(settings: StripeSettings(attempts: 1), transport: stripe)
        return LookAgain(
            intents: IntentReader(stripe: client, database: database, secrets: secrets), settlement: settlement)
    }

    var delivery: Delivery {
        let preparation = Preparation(
            database: database, directory: directory, lookAgain: lookAgain, addresses: addresses, composer: composer,
            mailFrom: "mail@shop.example", surroundings: surroundings)
        return Delivery(
            database: database, preparation: preparation, channel: channel, settings: settings,
            surroundings: surroundings, logger: log.logger
        ) { zone, _ in zone == "America/New_York" ? -18_000 : 0 }
    }

    var dispatcher: Dispatcher {
        Dispatcher(
            database: database, delivery: delivery, bell: bell, settings: settings, surroundings: surroundings,
            logger: log.logger)
    }
}
