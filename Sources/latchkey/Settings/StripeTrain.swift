/// The release train of Stripe.js that the payment page loads.
enum StripeTrain: String, CaseIterable, Sendable {
    case v3, acacia, basil, clover, dahlia

    /// Where Stripe serves it.
    var scriptURL: String {
        self == .v3 ? "https://js.stripe.com/v3/" : "https://js.stripe.com/\(rawValue)/stripe.js"
    }

    init(_ text: String) throws(Complaint) {
        guard let train = StripeTrain(rawValue: text.lowercased()) else {
            let known = Self.allCases.map(\.rawValue).joined(separator: ", ")
            throw Complaint("“\(text)” is not a release train of Stripe.js. There are: \(known).")
        }
        self = train
    }
}
