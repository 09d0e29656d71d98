import Cryptography
import Logging
import Persistence
import Recoveries
import Transport
import Web

/// What an operator decides, as plain values. ``init(reader:requiring:readFile:)`` lists every key.
struct Settings: Sendable {
    /// The public address without a slash at its end: what links begin with.
    var baseURL: WebAddress
    /// Where the server listens.
    var listen: ListenAddress
    /// Where the data lies.
    var database: DatabaseLocation
    /// The master keys, checked; nil when none is set.
    var keyRing: KeyRing?
    /// The file that holds them; nil when they stand in the environment or the configuration file.
    var keyFile: String?
    /// The way to the mail server; nil when none is set.
    var mail: Mail?
    /// Stripe's account of the first merchant.
    var stripe: Stripe
    /// The apps that links open.
    var apps: AppLinks
    /// The first merchant's API key; nil makes one.
    var apiKey: Secret?
    /// The folder with mails, pages and locales; nil when none was found.
    var templates: String?
    /// The folder with what browsers load; nil when none was found.
    var publicFolder: String?
    /// The first merchant.
    var merchant: Merchant
    /// How long a link lives, in seconds.
    var linkLifetime: Int64
    /// What keeps some clients from taking the service away from the rest.
    var guarding: GuardSettings
    /// What is logged.
    var logLevel: Logger.Level

    /// The way to the mail server.
    struct Mail: Sendable {
        var server: MailServer
        var connections: Int
        var from: Sender
    }

    /// Stripe's account of the first merchant.
    struct Stripe: Sendable {
        var secretKey: Secret?
        var publishableKey: String?
        var webhookSecrets: [Secret]
        /// The Connect account that payments are made on; nil for the keys' own.
        var account: String?
        var apiBase: String
        var scriptURL: String
        var train: StripeTrain
    }

    /// How the first merchant appears and behaves.
    struct Merchant: Sendable, Equatable {
        var name: String
        var supportEmail: String?
        var supportURL: String?
        var locale: String
        var opensAutomatically: Bool
        var returnOrigins: [String]
        var reminders: [Int64]
        var color: BrandColor?
        var logo: Logo?
        var singleDevice: Bool
    }
}
