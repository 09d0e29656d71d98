import Channels
import Cryptography
import Foundation
import Logging
import Messages
import Outbox
import Persistence
import Recoveries
import Service
import ServiceLifecycle
import Stripe
import Transport
import Web

/// All parts of the service, put together.
struct Composition {
    let settings: Settings
    let stores: Stores
    let mailPool: MailPool
    let https: HTTPEngine
    /// In the order in which they start; they stop in reverse.
    let services: [any ServiceLifecycle.Service]
    let logger: Logger

    /// Lets go of what outlives the services: connections, then the database.
    func close() async {
        await mailPool.shutdown()
        await https.shutdown()
        await stores.database.close()
    }
}

/// Puts the service together. Nothing runs yet, but the database is open and its tables are up to date.
///
/// - Parameter onReady: told the port once connections are taken.
/// - Throws: ``SettingsError``, or what a part says of itself: templates, database, assets.
func buildComposition(
    _ settings: Settings, logger: Logger, onReady: @escaping @Sendable (Int) async -> Void
) async throws -> Composition {
    let mail = try settings.requiredMail()
    var settings = settings
    settings.guarding.connections =
        OpenFiles.makeRoom(for: settings.guarding.connections, besides: mail.connections, logger: logger)
    let pages = try Pages(settings)
    let https = HTTPEngine()
    let mailPool = MailPool(mail.server, connections: mail.connections)
    let stores = try await Stores(settings)
    try await stores.openKeys(of: settings)
    let bell = Bell()
    let rules = try Rules(settings, stores: stores, https: https, bell: bell)
    let web = WebApplication(
        settings: settings.web, useCases: rules.useCases, library: pages.library, catalogue: pages.catalogue,
        assets: pages.assets, surroundings: stores.surroundings, logger: logger.labelled("web"))
    let outbox = OutboxServices(
        settings, mail: mail, stores: stores, rules: rules, pages: pages, pool: mailPool, bell: bell, logger: logger)
    return Composition(
        settings: settings, stores: stores, mailPool: mailPool, https: https,
        services: outbox.all + [web.service(onReady: onReady)], logger: logger)
}

extension Settings {
    /// What the HTTP side needs to know.
    var web: WebSettings {
        WebSettings(
            baseURL: baseURL.text, host: listen.host, port: listen.port, stripeJS: stripe.scriptURL,
            train: stripe.train.name, apps: apps, guarding: guarding)
    }
}

extension Logger {
    /// A logger of a part of the service.
    func labelled(_ part: String) -> Logger {
        var logger = Logger(label: "latchkey.\(part)")
        logger.logLevel = logLevel
        return logger
    }
}
