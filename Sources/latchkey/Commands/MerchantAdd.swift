import ArgumentParser
import Cryptography
import Foundation
import Recoveries
import Service
import Transport

/// `latchkey merchant add`.
struct MerchantAdd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Adds a merchant with its own Stripe account.",
        discussion: """
            Secrets are read from files, so that they stand in no list of processes; /dev/stdin is a file too. They are \
            sealed with the master key before they are stored. Stripe's webhook endpoint for the merchant is \
            BASE_URL/stripe/webhooks/ID.

            Example: latchkey merchant add bakery --name "The Bakery" --publishable-key pk_live_… \
            --secret-key-file bakery.sk --webhook-secret-file bakery.whsec
            """)

    @Argument(help: ArgumentHelp("Its name in URLs: 1 to 40 of a-z, 0-9 and -.", valueName: "id"))
    var merchant: MerchantArgument
    @Option(help: "Its name as customers know it.") var name: String
    @Option(help: ArgumentHelp("The sender of its mail; the service's unless given.", valueName: "sender"))
    var mailFrom: String?
    @Option(help: ArgumentHelp("Where its customers can ask.", valueName: "address")) var supportEmail: String?
    @Option(help: ArgumentHelp("A page where its customers can ask.", valueName: "url")) var supportURL: String?
    @Option(help: "The locale of customers who name none.") var locale = "en"
    @Option(help: ArgumentHelp("Stripe's publishable key.", valueName: "pk")) var publishableKey: String?
    @Option(help: ArgumentHelp("A file with Stripe's secret key.", valueName: "file")) var secretKeyFile: String?
    @Option(help: ArgumentHelp("A file with webhook secrets, one a line.", valueName: "file"))
    var webhookSecretFile: String?
    @Option(help: ArgumentHelp("The colour of its buttons.", valueName: "#rrggbb")) var color: String?
    @Option(help: ArgumentHelp("Its logo: PNG, JPEG, GIF, WebP or SVG, 100,000 bytes at most.", valueName: "file"))
    var logo: String?
    @Flag(help: "Let only the first browser that starts a payment use its link.") var singleDevice = false
    @Option(help: ArgumentHelp("The Connect account its payments are made on.", valueName: "acct"))
    var stripeAccount: String?
    @Flag(help: "Let Stripe's webhooks open recoveries.") var openAutomatically = false
    @Option(name: .customLong("return-origin"), help: "An origin that return_url may name; may be repeated.")
    var returnOrigins: [String] = []
    @OptionGroup(title: "Settings") var options: CommonOptions

    func run() async throws {
        let settings = try await options.load(requiring: [.masterKey])
        let secretKey = try secretKeyFile.map { try StripeKey(Self.lines(of: $0).first ?? "", kinds: ["sk", "rk"]) }
        let webhookSecrets = try webhookSecretFile.map(Self.lines) ?? []
        let logo = try logo.map { path in
            try Settings.Merchant.logo(path) { try Array(Data(contentsOf: URL(filePath: $0))) }
        }
        let merchant = try checked(secretKey, logo)
        try settings.refuseUnlessWords(exist: merchant.locale)
        try await Stores.using(settings) { stores in
            try await stores.openKeys(of: settings)
            var merchant = merchant
            merchant.createdAt = stores.surroundings.now()
            try await stores.directory.add(
                merchant, stripeSecretKey: secretKey.map { Secret($0.text) },
                webhookSecrets: webhookSecrets.map(Secret.init), logo: logo)
        }
        Console.say(
            "\(merchant.id) is added. Its webhook endpoint: \(settings.baseURL.text)/stripe/webhooks/\(merchant.id)")
        Console.say("Next: latchkey key create --merchant \(merchant.id)")
    }

    private func checked(_ secretKey: StripeKey?, _ logo: Logo?) throws -> Merchant {
        let publishable = try publishableKey.map { try StripeKey($0, kinds: ["pk"]) }
        guard (publishable == nil) == (secretKey == nil), publishable?.isLive == secretKey?.isLive else {
            throw Complaint("Stripe's publishable key and secret key come together, and of one mode (test or live).")
        }
        return Merchant(
            id: merchant.id, name: try Settings.Merchant.name(name),
            mailFrom: try mailFrom.map { "\(try Sender($0))" },
            supportEmail: try supportEmail.map { try MailAddress($0).text },
            supportURL: try supportURL.map { try WebAddress($0).safe().text },
            locale: try Settings.Merchant.locale(locale), publishableKey: publishable?.text,
            opensAutomatically: openAutomatically,
            returnOrigins: try returnOrigins.map { try WebAddress.safeOrigin($0).origin },
            stripeAccount: try stripeAccount.map(Settings.Stripe.account),
            brand: Brand(color: try color.map(Settings.Merchant.color), logo: logo?.name), singleDevice: singleDevice,
            createdAt: Instant(seconds: 0))
    }

    private static func lines(of file: String) throws -> [String] {
        guard let data = FileManager.default.contents(atPath: file) else {
            throw Complaint("The file \(file) cannot be read.")
        }
        return String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline).map { String($0).trimmed }
    }
}
