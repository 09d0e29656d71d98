public import Cryptography
public import Persistence
public import Recoveries
import Stripe

/// Finds merchants: the one that the configuration describes, and those added to the database.
public struct MerchantDirectory: Sendable {
    private let configured: MerchantAccount
    private let logo: Logo?
    private let database: any Database
    private let box: SealedBox

    /// - Parameters:
    ///   - configured: the first merchant; its secrets stay in the configuration and are never stored.
    ///   - logo: its logo.
    public init(configured: MerchantAccount, logo: Logo? = nil, database: any Database, box: SealedBox) {
        self.configured = configured
        self.logo = logo
        self.database = database
        self.box = box
    }

    /// The account of a merchant; `nil` when there is none of that name.
    public func account(_ id: MerchantID) async throws -> MerchantAccount? {
        if id == configured.merchant.id { return configured }
        return try await database.read { try $0.merchant(id) }.map(unsealed)
    }

    /// The account of a merchant that something in the database belongs to.
    func owner(_ id: MerchantID) async throws -> MerchantAccount {
        guard let account = try await account(id) else {
            throw Problem(.notFound, code: "merchant_not_found", detail: "There is no merchant named \(id).")
        }
        return account
    }

    /// Every merchant, the configured one first.
    public func all() async throws -> [Merchant] {
        let stored = try await database.read { try $0.merchants() }
        return [configured.merchant] + stored.filter { $0.id != configured.merchant.id }
    }

    /// Writes the configured merchant's row, without secrets, so that everything else can belong to it.
    public func registerConfigured() async throws {
        let merchant = configured.merchant
        let none = MerchantSecrets(stripeSecretKey: nil, webhookSecrets: [])
        try await database.write { [logo] connection in
            if try connection.merchant(merchant.id) == nil {
                try connection.insertMerchant(merchant, secrets: none)
            } else {
                try connection.updateMerchant(merchant, secrets: none)
            }
            try connection.keepLogo(logo, of: merchant.id)
        }
    }

    /// Adds a merchant, its secrets sealed.
    public func add(
        _ merchant: Merchant, stripeSecretKey: Secret?, webhookSecrets: [Secret], logo: Logo? = nil
    ) async throws {
        let secrets = MerchantSecrets(
            stripeSecretKey: try stripeSecretKey.map { try seal($0, merchant.id, .stripeSecretKey) },
            webhookSecrets: try webhookSecrets.map { try seal($0, merchant.id, .webhookSecret) })
        try await database.write { connection in
            guard try connection.merchant(merchant.id) == nil else {
                throw Problem.invalid("id", "There is a merchant named \(merchant.id) already. Choose another name.")
            }
            try connection.insertMerchant(merchant, secrets: secrets)
            try connection.keepLogo(logo, of: merchant.id)
        }
    }

    /// A merchant's logo, if that is its present name.
    public func logo(of merchant: MerchantID, named name: String) async throws -> Logo? {
        let logo = try await database.read { try $0.logo(of: merchant) }
        return logo?.name == name ? logo : nil
    }

    private func seal(_ secret: Secret, _ id: MerchantID, _ purpose: SealPurpose) throws -> [UInt8] {
        try box.seal(secret, recordID: id.description, purpose: purpose)
    }

    private func unsealed(_ stored: StoredMerchant) throws -> MerchantAccount {
        let record = stored.merchant.id.description
        let key = try stored.secrets.stripeSecretKey.map {
            try box.open($0, recordID: record, purpose: .stripeSecretKey)
        }
        let webhooks = try stored.secrets.webhookSecrets.map {
            try box.open($0, recordID: record, purpose: .webhookSecret)
        }
        return MerchantAccount(
            merchant: stored.merchant, access: key.map { StripeAccess(secretKey: $0) }, webhookSecrets: webhooks)
    }
}
