import Configuration
import FoundationEssentials
import Logging
import Persistence

extension Settings {
    /// Reads the settings. Lists are separated by commas; a setting that is empty counts as not set.
    ///
    /// The service:
    /// - `base_url`: the public `https` address (`http` on loopback only). Default: `http://` and `listen`.
    /// - `listen`: `address:port`. Default: `127.0.0.1:8080`.
    /// - `database`: `sqlite:FILE`. Default: `sqlite:latchkey.sqlite`.
    /// - `log_level`: `trace`, `debug`, `info`, `notice`, `warning`, `error` or `critical`. Default: `info`.
    /// - `templates`, `public`: folders. Default: beside the working directory or the executable, or above it.
    ///
    /// The master keys:
    /// - `master_key` (secret): 32 random bytes in base64. Needed.
    /// - `master_key_file`: a file that holds it, instead, and may hold earlier ones; ``KeyFile`` says how.
    /// - `master_key_previous` (secret, list): keys that still verify and open. Default: none.
    /// - `master_key_retired` (list): ids, 0 to 255, of keys whose links are refused. Default: none.
    ///
    /// Mail:
    /// - `smtp_url` (secret): `smtp://user:password@host:587` or `smtps://…:465`. Needed to serve.
    /// - `smtp_connections`: 1 to 256. Default: 16.
    /// - `mail_from`: `Name <address>` or an address. Needed with `smtp_url`.
    ///
    /// Stripe, for the first merchant:
    /// - `stripe_secret_key` (secret): `sk_…` or `rk_…`. Default: none, the merchant passes client secrets.
    /// - `stripe_publishable_key`: `pk_…` of the same account and mode. Needed with `stripe_secret_key`.
    /// - `stripe_webhook_secret` (secret, list): `whsec_…`, the newest first. Default: none, webhooks are refused.
    /// - `stripe_account`: `acct_…`, the Connect account that payments are made on. Default: none, the keys' own.
    /// - `stripe_api_base`: a URL. Default: `https://api.stripe.com`.
    /// - `stripe_js_train`: `v3`, `acacia`, `basil`, `clover`, `dahlia`, or a later one. Default: `v3`.
    /// - `stripe_js_url`: where browsers load Stripe.js. Default: Stripe's address of the train.
    ///
    /// Apps:
    /// - `apple_app_ids` (list): `TEAMID.bundle.id` of iOS apps that open links. Default: none.
    /// - `android_apps` (list): `package=SHA-256 fingerprint` of Android apps that open links. Default: none.
    ///
    /// The first merchant:
    /// - `api_key` (secret): 32 characters or more. Default: one is made and shown once.
    /// - `merchant_name`: as customers know it. Default: the name in `mail_from`, else its domain.
    /// - `merchant_support_email`, `merchant_support_url`: where customers can ask. Default: none.
    /// - `merchant_locale`: for customers without one. Default: `en`.
    /// - `merchant_color`: the colour of its buttons, such as `#0b6e4f`. Default: black, white in the dark.
    /// - `merchant_logo`: a file, PNG, JPEG, GIF, WebP or SVG of at most 100,000 bytes. Default: none, its name is shown.
    /// - `single_device`: whether the first browser to start a payment owns its link. Default: `false`.
    /// - `open_automatically`: whether Stripe's webhooks open recoveries. Default: `false`.
    /// - `return_origins` (list): origins that `return_url` may name. Default: none.
    /// - `reminders` (list): seconds after opening, or `none`. Default: `86400,259200`.
    /// - `link_lifetime`: seconds, 300 to 7776000. Default: `604800`.
    ///
    /// Guarding:
    /// - `trusted_proxies` (list): addresses and blocks whose `X-Forwarded-For` is believed. Default: none.
    /// - `address_rate`: requests a minute from one address for customers' pages, 0 for no limit. Default: `3000`.
    /// - `merchant_rate`: API calls a minute by one merchant, 0 for no limit. Default: `6000`.
    /// - `connections`: in all, 16 to 1000000. Default: `4096`.
    /// - `connections_per_address`: 0 for no limit. Default: `256`.
    /// - `head_timeout`, `request_timeout`, `idle_timeout`: seconds. Default: `10`, `30`, `60`.
    ///
    /// - Parameters:
    ///   - required: settings that the caller cannot do without.
    ///   - readFile: gives a file's text.
    ///   - readBytes: gives a file's bytes.
    /// - Throws: ``SettingsError`` with every fault.
    init(
        reader: ConfigReader, requiring required: Set<SettingName> = [],
        readFile: (String) throws -> String = { try String(contentsOfFile: $0, encoding: .utf8) },
        readBytes: (String) throws -> [UInt8] = { try Array(Data(contentsOf: URL(filePath: $0))) }
    ) throws {
        var reader = SettingsReader(reader)
        listen = reader.value(.listen, ListenAddress.init) ?? .standard
        let local = try WebAddress(listen.localURL)
        baseURL = reader.value(.baseURL, WebAddress.safeOrigin) ?? local
        database = reader.value(.database) { try Self.location($0) } ?? .sqlite(path: "latchkey.sqlite")
        logLevel = reader.value(.logLevel, Self.logLevel) ?? .info
        keyRing = reader.keyRing(readFile: readFile)
        keyFile = reader.text(.masterKeyFile)
        let from = reader.value(.mailFrom, Sender.init)
        mail = reader.mail(from: from)
        stripe = reader.stripe(baseURL: baseURL)
        apps = reader.apps()
        apiKey = reader.value(.apiKey, Self.apiKey)
        linkLifetime = reader.value(.linkLifetime) { try seconds($0, in: 300...7_776_000) } ?? 604_800
        guarding = reader.guarding()
        merchant = reader.merchant(fallbackName: from.map { $0.name ?? $0.domain } ?? "Latchkey", readBytes: readBytes)
        templates = reader.folder(.templates, holding: ["mail", "pages", "locales"])
        publicFolder = reader.folder(.publicFolder)
        reader.refuseMissing(required)
        guard reader.faults.isEmpty else { throw SettingsError(faults: reader.faults) }
    }
}

extension SettingsReader {
    /// Notes the settings out of `required` that are not there.
    mutating func refuseMissing(_ required: Set<SettingName>) {
        let alternatives: [SettingName: SettingName] = [.masterKey: .masterKeyFile]
        for name in SettingName.allCases where required.contains(name) && text(name) == nil {
            if let other = alternatives[name], text(other) != nil { continue }
            let isNoted = faults.contains { $0.name == name }
            if !isNoted { refuse(name, "It is not set, and nothing works without it.") }
        }
    }
}
