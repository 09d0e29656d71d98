/// A block of IP addresses, such as `10.0.0.0/8` (CIDR, RFC 4632), or a single one.
public struct AddressBlock: Hashable, Sendable {
    private let first: IPAddress
    private let networkMask: UInt64
    private let interfaceMask: UInt64

    /// Reads an address, or an address, a slash and the length of its prefix.
    ///
    /// - Throws: ``AddressBlockFault``, in a sentence for the one who wrote it.
    public init(_ text: String) throws(AddressBlockFault) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count <= 2, let address = IPAddress(parts[0]) else { throw .notAnAddress(text) }
        let isDotted = !parts[0].contains(":")
        let longest = isDotted ? 32 : 128
        guard let length = parts.count == 2 ? Int(parts[1]) : longest, (0...longest).contains(length) else {
            throw .badPrefix(text, longest: longest)
        }
        guard length > 0 else { throw .everything(text) }
        self.init(address, prefix: isDotted ? length + 96 : length)
        guard first == address else { throw .bitsBeyondPrefix(text) }
    }

    /// - Parameter prefix: bits of the 128 of an IPv6 address, as which IPv4 addresses are kept.
    private init(_ address: IPAddress, prefix: Int) {
        networkMask = Self.mask(prefix)
        interfaceMask = Self.mask(prefix - 64)
        first = IPAddress(network: address.network & networkMask, interface: address.interface & interfaceMask)
    }

    /// Whether the address is of this block.
    public func contains(_ address: IPAddress) -> Bool {
        address.network & networkMask == first.network && address.interface & interfaceMask == first.interface
    }

    private static func mask(_ bits: Int) -> UInt64 {
        bits <= 0 ? 0 : bits >= 64 ? .max : .max << (64 - bits)
    }
}

extension AddressBlock {
    static let loopback = blocks(["127.0.0.0/8", "::1"])

    /// Private use (RFC 1918, RFC 4193), shared by carriers (RFC 6598), link-local (RFC 3927, RFC 4291).
    static let nonPublic = blocks([
        "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "169.254.0.0/16", "fc00::/7", "fe80::/10",
    ])

    private static func blocks(_ texts: [String]) -> [AddressBlock] {
        texts.compactMap { try? AddressBlock($0) }
    }
}

/// Why a text names no block of addresses.
public enum AddressBlockFault: Error, Equatable, CustomStringConvertible {
    case notAnAddress(String)
    case badPrefix(String, longest: Int)
    case bitsBeyondPrefix(String)
    case everything(String)

    /// What is wrong, and what would be right.
    public var description: String {
        switch self {
        case .notAnAddress(let text):
            "“\(text)” is not an IP address. Write addresses such as 10.0.0.7 or fd00::7, or blocks such as 10.0.0.0/8."
        case .badPrefix(let text, let longest):
            "“\(text)”: after the slash stands how many bits are fixed, a number from 1 to \(longest)."
        case .bitsBeyondPrefix(let text):
            "“\(text)” has bits beyond its prefix. Name the first address of the block, or take a longer prefix."
        case .everything(let text):
            "“\(text)” is every address there is: anybody could then pretend to be anybody. Name the proxies alone."
        }
    }
}
