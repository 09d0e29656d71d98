/// Who sent a request, as far as limits by address are concerned.
enum Caller: Equatable, Sendable {
    /// A client that is counted.
    case client(IPAddress)
    /// This machine, a trusted proxy itself, or a local socket: nobody in particular.
    case exempt
    /// A trusted proxy that does not say for whom it asks.
    case silentProxy
    /// A neighbour that says for whom it asks and is not trusted: most likely a proxy that nobody declared. Counting it would
    /// count all its customers as one.
    case undeclaredProxy
}

/// Finds out who sent a request. `X-Forwarded-For` is anybody's word, unless a trusted proxy passes it on.
struct CallerReader: Sendable {
    let trusted: [AddressBlock]

    /// The longest way through proxies that is followed.
    private static let mostProxies = 32

    /// - Parameters:
    ///   - peer: the connection's other end; `nil` for a local socket.
    ///   - forwarded: the values of `X-Forwarded-For`, in the order of the fields.
    func caller(peer: IPAddress?, forwarded: [String]) -> Caller {
        guard let peer else { return .exempt }
        guard isTrusted(peer) else {
            guard peer.isPrivate else { return .client(peer) }
            if !forwarded.isEmpty { return .undeclaredProxy }
            return peer.isLoopback ? .exempt : .client(peer)
        }
        return forwarded.isEmpty ? .silentProxy : client(in: forwarded)
    }

    /// Every proxy adds the one that asked it at the right, so the first from there that is no proxy of ours is the client;
    /// what stands further left is the client's own word.
    private func client(in forwarded: [String]) -> Caller {
        let steps = forwarded.lazy.reversed().flatMap { $0.split(separator: ",").reversed() }
        for step in steps.prefix(Self.mostProxies) {
            guard let address = Self.address(step) else { return .exempt }
            if !isTrusted(address) { return .client(address) }
        }
        return .exempt
    }

    private func isTrusted(_ address: IPAddress) -> Bool {
        trusted.contains { $0.contains(address) }
    }

    /// Some proxies add the port: `192.0.2.1:4711`, `[2001:db8::1]:4711`.
    private static func address(_ step: Substring) -> IPAddress? {
        var text = step.drop { $0 == " " || $0 == "\t" }
        if let end = text.lastIndex(where: { $0 != " " && $0 != "\t" }) { text = text[...end] }
        if text.first == "[", let bracket = text.firstIndex(of: "]") { return IPAddress(text[..<bracket].dropFirst()) }
        if text.contains("."), let colon = text.lastIndex(of: ":"), text.firstIndex(of: ":") == colon {
            text = text[..<colon]
        }
        return IPAddress(text)
    }
}
