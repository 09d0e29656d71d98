/// The release train of Stripe.js that the payment page loads.
///
/// Trains are named after plants, in alphabetical order. A name behind the last one that we know is a later train, whose functions are
/// those of `dahlia`. Source: <https://docs.stripe.com/sdks/stripejs-versioning>.
struct StripeTrain: Sendable, Equatable {
    /// Stripe.js as it was before there were trains.
    static let v3 = StripeTrain(known: "v3")

    private static let known = ["v3", "acacia", "basil", "clover", "dahlia"]

    /// Its name, as the page's script reads it.
    let name: String

    /// Where Stripe serves it.
    var scriptURL: String {
        self == .v3 ? "https://js.stripe.com/v3/" : "https://js.stripe.com/\(name)/stripe.js"
    }

    init(_ text: String) throws(Complaint) {
        let name = text.lowercased()
        guard Self.known.contains(name) || Self.isLater(name) else {
            throw Complaint(
                "“\(text)” is not a release train of Stripe.js. There are: \(Self.known.joined(separator: ", ")), and those "
                    + "that Stripe names after them.")
        }
        self.name = name
    }

    private init(known name: String) {
        self.name = name
    }

    private static func isLater(_ name: String) -> Bool {
        guard let last = known.last?.utf8.first, let first = name.utf8.first else { return false }
        return first > last && (3...32).contains(name.utf8.count) && name.utf8.allSatisfy { (97...122).contains($0) }
    }
}
