import Foundation
public import Recoveries

extension Connection {
    /// Adds a merchant.
    ///
    /// - Throws: a ``DatabaseFault`` with ``DatabaseFault/Code/uniqueViolation`` when the name is taken.
    public func insertMerchant(_ merchant: Merchant, secrets: MerchantSecrets) throws {
        try execute(Tables.merchants.insert, try values(merchant, secrets))
    }

    /// Writes everything but the day it was added anew.
    ///
    /// - Returns: false when there is no such merchant.
    @discardableResult
    public func updateMerchant(_ merchant: Merchant, secrets: MerchantSecrets) throws -> Bool {
        let sets = Tables.merchants.columns.dropFirst().dropLast().enumerated()
            .map { "\($0.element) = $\($0.offset + 2)" }
        let values = try values(merchant, secrets).dropLast()
        return try execute(
            "UPDATE merchants SET \(sets.joined(separator: ", ")) WHERE merchant_id = $1", Array(values)) == 1
    }

    /// A merchant with its sealed secrets.
    public func merchant(_ id: MerchantID) throws -> StoredMerchant? {
        try row(Tables.merchants.select("WHERE merchant_id = $1"), [.id(id)]).map { row in
            StoredMerchant(merchant: try Merchant(row), secrets: try MerchantSecrets(row))
        }
    }

    /// Every merchant, by name in URLs.
    public func merchants() throws -> [Merchant] {
        try rows(Tables.merchants.select("ORDER BY merchant_id"), []).map(Merchant.init)
    }

    private func values(_ merchant: Merchant, _ secrets: MerchantSecrets) throws -> [SQLValue] {
        [
            .id(merchant.id), .text(merchant.name), .text(merchant.mailFrom), .text(merchant.supportEmail),
            .text(merchant.supportURL), .text(merchant.locale), .text(merchant.publishableKey),
            .flag(merchant.opensAutomatically), try .json(merchant.returnOrigins), try .json(merchant.reminders),
            .text(merchant.stripeAccount), .text(merchant.brand.color?.description), .text(merchant.brand.logo),
            .flag(merchant.singleDevice), .blob(secrets.stripeSecretKey),
            try .json(secrets.webhookSecrets.map { Data($0) }),
            .instant(merchant.createdAt),
        ]
    }
}

extension Merchant {
    fileprivate init(_ row: Row) throws {
        self.init(
            id: try row.merchant(), name: try row.text("name"), mailFrom: try row.optionalText("mail_from"),
            supportEmail: try row.optionalText("support_email"), supportURL: try row.optionalText("support_url"),
            locale: try row.text("locale"), publishableKey: try row.optionalText("publishable_key"),
            opensAutomatically: try row.flag("opens_automatically"), returnOrigins: try row.json("return_origins"),
            reminders: try row.json("reminders"), stripeAccount: try row.optionalText("stripe_account"),
            brand: try Brand(row), singleDevice: try row.flag("single_device"), createdAt: try row.instant("created_at")
        )
    }
}

extension Brand {
    fileprivate init(_ row: Row) throws {
        self.init(
            color: try row.optionalText("brand_color").flatMap(BrandColor.init), logo: try row.optionalText("logo"))
    }
}

extension MerchantSecrets {
    fileprivate init(_ row: Row) throws {
        let webhookSecrets: [Data] = try row.json("webhook_secrets")
        self.init(
            stripeSecretKey: try row.optionalBlob("stripe_secret_key"),
            webhookSecrets: webhookSecrets.map { [UInt8]($0) })
    }
}
