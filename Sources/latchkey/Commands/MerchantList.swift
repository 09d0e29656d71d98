import ArgumentParser
import Recoveries
import Service

/// `latchkey merchant list`.
struct MerchantList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Lists the merchants.")

    @Flag(help: "Print JSON.") var json = false
    @OptionGroup(title: "Settings") var options: SettingsOptions

    func run() async throws {
        let settings = try await options.load(requiring: [.masterKey])
        let merchants = try await Stores.using(settings) { try await $0.directory.all() }
        if json { return try Console.json(merchants.map(Line.init)) }
        let rows = merchants.map { merchant in
            [
                merchant.id.description, merchant.name, merchant.locale, merchant.mailFrom ?? "the service's",
                merchant.publishableKey.map { $0.hasPrefix("pk_live_") ? "live" : "test" } ?? "not connected",
            ]
        }
        TextTable(["ID", "NAME", "LOCALE", "SENDER", "STRIPE"], rows).show(orSay: "There are no merchants.")
    }

    private struct Line: Encodable {
        let id, name, locale: String
        let mailFrom, supportEmail, supportUrl, publishableKey, stripeAccount: String?
        let opensAutomatically: Bool
        let returnOrigins: [String]
        let reminders: [Int64]
        let created: Int64

        init(_ merchant: Merchant) {
            id = merchant.id.description
            name = merchant.name
            locale = merchant.locale
            mailFrom = merchant.mailFrom
            supportEmail = merchant.supportEmail
            supportUrl = merchant.supportURL
            publishableKey = merchant.publishableKey
            stripeAccount = merchant.stripeAccount
            opensAutomatically = merchant.opensAutomatically
            returnOrigins = merchant.returnOrigins
            reminders = merchant.reminders
            created = merchant.createdAt.seconds
        }
    }
}
