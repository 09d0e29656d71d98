public import Recoveries

extension Connection {
    /// Keeps a merchant's logo, or forgets it.
    public func keepLogo(_ logo: Logo?, of merchant: MerchantID) throws {
        try execute("DELETE FROM logos WHERE merchant_id = $1", [.id(merchant)])
        guard let logo else { return }
        try execute(Tables.logos.insert, [.id(merchant), .text(logo.name), .blob(logo.bytes)])
    }

    /// A merchant's logo.
    public func logo(of merchant: MerchantID) throws -> Logo? {
        try row(Tables.logos.select("WHERE merchant_id = $1"), [.id(merchant)]).map { row in
            Logo(name: try row.text("name"), bytes: try row.blob("bytes"))
        }
    }
}
