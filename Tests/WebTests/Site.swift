import Cryptography
import Foundation
import Messages
import Persistence
import Recoveries
import ServiceLifecycle
import Stripe
import Synchronization

@testable import Service
@testable import Web

/// The real server on a free port of loopback; only Stripe and the clock are the test's.
final class Site: Sendable {
    let settings: WebSettings
    let database: CountingDatabase
    let stripe = StripeAccountStandIn()
    let log = LogRecorder()
    let isReady = Mutex(true)
    let ring: KeyRing
    let databasePath: String
    private let clock = Mutex(Instant(seconds: 1_800_000_000))
    private let listening = Mutex(0)
    private let account: MerchantAccount
    private let logo: Logo?
    private let folder: String

    static let key = "lk_the-first-merchants-key-of-forty-three-chars"
    static let webhookSecret = Secret("whsec_test")

    init(
        base: String, stripeJS: String, apps: AppLinks = AppLinks(), guarding: GuardSettings = GuardSettings(),
        logo: Logo? = nil, merchant adapt: (inout Merchant) -> Void = { _ in }
    ) async throws {
        settings = WebSettings(
            baseURL: base, host: "127.0.0.1", port: 0, stripeJS: stripeJS, train: "v3", apps: apps, guarding: guarding)
        folder = NSTemporaryDirectory() + "latchkey-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        databasePath = folder + "/test.sqlite"
        let file = try SQLiteDatabase(path: databasePath)
        _ = try await file.migrate()
        database = CountingDatabase(file)
        ring = try KeyRing(current: try MasterKey.generate(using: SystemRandom()))
        var merchant = Merchant(
            id: .default, name: "Shop", supportEmail: "help@shop.example", publishableKey: "pk_test_1",
            returnOrigins: ["https://shop.example"], createdAt: Instant(seconds: 1_700_000_000))
        adapt(&merchant)
        self.logo = logo
        account = MerchantAccount(
            merchant: merchant, access: StripeAccess(secretKey: Secret("sk_test_1")),
            webhookSecrets: [Self.webhookSecret])
        try await directory.registerConfigured()
    }

    deinit {
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// Serves while `body` runs.
    static func serving(
        base: String = "https://pay.example", stripeJS: String = "https://js.stripe.com/v3/",
        apps: AppLinks = AppLinks(), guarding: GuardSettings = GuardSettings(), logo: Logo? = nil,
        merchant adapt: (inout Merchant) -> Void = { _ in }, _ body: (Site) async throws -> Void
    ) async throws {
        let site = try await Site(
            base: base, stripeJS: stripeJS, apps: apps, guarding: guarding, logo: logo, merchant: adapt)
        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        let server = try site.application().service { port.yield($0) }
        let group = ServiceGroup(services: [server], logger: site.log.logger)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                defer { port.finish() }
                try await group.run()
            }
            var started = ports.makeAsyncIterator()
            if let found = await started.next() { site.listening.withLock { $0 = found } }
            try await body(site)
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }

    var port: Int { listening.withLock { $0 } }

    var now: Instant { clock.withLock { $0 } }

    func turnClock(by duration: Duration) {
        clock.withLock { $0 = $0 + duration }
    }

    /// What we ship, read once: it never changes.
    static let catalogue = Result {
        try Catalogue(directory: checkout.appending(path: "templates/locales").path(percentEncoded: false))
    }

    private static let checkout = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
        .standardized

    private func application() throws -> WebApplication {
        let templates = Self.checkout.appending(path: "templates").path(percentEncoded: false)
        return WebApplication(
            settings: settings, useCases: useCases, library: try TemplateLibrary(directory: templates),
            catalogue: try Self.catalogue.get(),
            assets: try Assets(directory: Self.checkout.appending(path: "public").path(percentEncoded: false)),
            surroundings: surroundings, logger: log.logger)
    }
}

extension Site {
    var surroundings: Surroundings {
        Surroundings(now: { [self] in now }, random: { .random(in: .min ... .max) })
    }

    var directory: MerchantDirectory {
        MerchantDirectory(
            configured: account, logo: logo, database: database, box: SealedBox(ring: ring, random: SystemRandom()))
    }

    var apiKeys: APIKeys {
        APIKeys(
            database: database, surroundings: surroundings, random: SystemRandom(), configured: Secret(Self.key))
    }

    var addresses: LinkAddresses { LinkAddresses(base: settings.baseURL, ring: ring) }

    var settlement: Settlement { Settlement(database: database, surroundings: surroundings) }

    private var useCases: UseCases {
        let policy = LinkPolicy()
        let secrets = ClientSecrets(box: SealedBox(ring: ring, random: SystemRandom()))
        let intents = IntentReader(
            stripe: StripeClient(settings: StripeSettings(attempts: 1), transport: stripe), database: database,
            secrets: secrets)
        let open = OpenRecovery(
            database: database, intents: intents, secrets: secrets, policy: policy, surroundings: surroundings,
            outboxChanged: {})
        return UseCases(
            apiKeys: apiKeys, keptReplies: KeptReplies(database: database), directory: directory, addresses: addresses,
            sessions: Sessions(ring: ring, policy: policy, surroundings: surroundings), open: open,
            read: ReadRecoveries(database: database),
            end: EndRecovery(
                database: database, intents: intents, settlement: settlement, surroundings: surroundings),
            remind: RemindCustomer(
                database: database, intents: intents, settlement: settlement, surroundings: surroundings,
                outboxChanged: {}),
            renew: RenewLink(database: database, policy: policy, surroundings: surroundings, outboxChanged: {}),
            createLink: CreateLink(database: database, surroundings: surroundings),
            receive: ReceiveStripeEvent(
                database: database, directory: directory, intents: intents, openRecovery: open,
                settlement: settlement, surroundings: surroundings),
            visit: VisitLink(
                database: database, directory: directory, addresses: addresses, surroundings: surroundings),
            release: ReleaseSecret(
                database: database, intents: intents, settlement: settlement, policy: policy,
                surroundings: surroundings),
            check: CheckPayment(
                database: database, intents: intents, settlement: settlement, surroundings: surroundings),
            isReady: { [self] in isReady.withLock { $0 } })
    }
}
