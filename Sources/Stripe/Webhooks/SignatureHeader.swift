/// `Stripe-Signature: t=1492774577,v1=5257…,v1=…`.
struct SignatureHeader: Sendable {
    /// The seconds as they were written, which is what was signed.
    var timestamp: String
    var seconds: Int64
    /// The `v1` values; other schemes are passed over, as Stripe asks.
    var signatures: [String]

    private static let longest = 4096
    /// Up to the year 5138: what is longer is no time, and its milliseconds would not fit.
    private static let mostDigits = 11

    init?(_ text: String) {
        guard text.utf8.count <= Self.longest else { return nil }
        let items = text.split(separator: ",").map { $0.split(separator: "=", maxSplits: 1) }
        let values = { (name: String) in items.filter { $0.count == 2 && $0[0] == name }.map { String($0[1]) } }
        let times = values("t")
        signatures = values("v1")
        guard times.count == 1, let time = times.first, let seconds = Self.seconds(time), !signatures.isEmpty else {
            return nil
        }
        self.seconds = seconds
        timestamp = time
    }

    private static func seconds(_ text: String) -> Int64? {
        let isNumber = text.utf8.allSatisfy { (48...57).contains($0) }
        return isNumber && text.utf8.count <= mostDigits ? Int64(text) : nil
    }
}
