import Channels
import Foundation
import Logging
import Messages
import Outbox
import Recoveries
import Service
import ServiceLifecycle
import Transport

/// What sends messages and keeps the database in order.
struct OutboxServices {
    /// In the order in which they start.
    let all: [any ServiceLifecycle.Service]

    init(
        _ settings: Settings, mail: Settings.Mail, stores: Stores, rules: Rules, pages: Pages, pool: MailPool,
        bell: Bell, logger: Logger
    ) {
        let (database, surroundings) = (stores.database, stores.surroundings)
        let log = logger.labelled("outbox")
        // As many in flight as there are connections, and some more, so that none of them waits for a claim.
        let outbox = OutboxSettings(capacity: mail.connections * 2)
        let preparation = Preparation(
            database: database, directory: stores.directory, lookAgain: rules.lookAgain, addresses: rules.addresses,
            composer: MailComposer(catalogue: pages.catalogue, templates: pages.library), mailFrom: "\(mail.from)",
            surroundings: surroundings)
        let delivery = Delivery(
            database: database, preparation: preparation, channel: EmailChannel(transport: pool), settings: outbox,
            surroundings: surroundings, logger: log, utcOffset: Self.utcOffset)
        let dispatcher = Dispatcher(
            database: database, delivery: delivery, bell: bell, settings: outbox, surroundings: surroundings,
            logger: log)
        let rescuer = Rescuer(database: database, bell: bell, surroundings: surroundings, logger: log)
        let cleaner = Cleaner(housekeeping: rules.housekeeping, logger: logger.labelled("cleaner"))
        let keys = logger.labelled("keys")
        let keeper = KeyKeeper(register: stores.keyRegister, logger: keys)
        let resealer = Resealer(reseal: stores.resealSecrets, logger: keys)
        all = [keeper, resealer, rescuer, cleaner, dispatcher]
    }

    /// Seconds east of Greenwich; a time zone that nobody knows counts as Greenwich.
    private static func utcOffset(_ name: String?, at instant: Instant) -> Int64 {
        let zone = name.flatMap(TimeZone.init(identifier:)) ?? .gmt
        return Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant.milliseconds) / 1000)))
    }
}
