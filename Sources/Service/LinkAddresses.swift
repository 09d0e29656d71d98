public import Cryptography
public import Recoveries

/// Turns links into URLs and tokens back into links. A token rests nowhere: it is minted for each use.
public struct LinkAddresses: Sendable {
    private let base: String
    private let tokens: LinkTokens

    /// - Parameter base: the public base URL, without a slash at its end.
    public init(base: String, ring: KeyRing) {
        self.base = base
        tokens = LinkTokens(ring: ring)
    }

    /// The URL that opens a link.
    public func url(of link: LinkID) -> String {
        "\(base)/l/\(tokens.mint(TokenID(high: link.high, low: link.low)))"
    }

    /// The URL of a merchant's logo as mail programs load it; `nil` when it has none that they show (SVG is not).
    public func logo(of merchant: Merchant) -> String? {
        guard let logo = merchant.brand.logo, !logo.hasSuffix(".svg") else { return nil }
        return "\(base)/logo/\(merchant.id)/\(logo)"
    }

    /// The link that a token names; `nil` when its signature is not ours. Nothing is looked up.
    public func link(named token: String) -> LinkID? {
        tokens.verify(token).flatMap { LinkID(bytes: $0.bytes) }
    }
}
