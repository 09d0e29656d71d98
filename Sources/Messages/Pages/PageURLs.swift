/// The addresses that the pay page's script asks, as paths of our own origin.
public struct PageURLs: Sendable, Equatable, Codable {
    /// `POST`: the client secret.
    public var secret: String
    /// `POST`: Stripe is asked how the payment stands.
    public var result: String
    /// `GET`: how the payment stands as far as we know.
    public var status: String
    /// The page itself.
    public var page: String

    /// The addresses under the page's own path, such as `/pay/rec_…`.
    ///
    /// - Parameters:
    ///   - query: what the page's own address ends with, such as `?lang=de`.
    ///   - sum: what the page shows, as the server reads it when the secret is asked for; `nil` for none.
    public init(page: String, query: String = "", sum: String? = nil) {
        self.page = page + query
        secret = "\(page)/secret" + (sum.map { "?sum=\($0)" } ?? "")
        result = "\(page)/result"
        status = "\(page)/status"
    }

    enum CodingKeys: String, CodingKey {
        case secret, result, status
        case page = "self"
    }
}
