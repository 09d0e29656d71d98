/// Where the server listens.
struct ListenAddress: Equatable, Sendable {
    /// An address of this machine, IPv6 without brackets; `0.0.0.0` means every one.
    var host: String
    /// The TCP port.
    var port: Int

    static let standard = ListenAddress(host: "127.0.0.1", port: 8080)

    init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    /// Reads `host:port`; an IPv6 address stands in brackets.
    init(_ text: String) throws(Complaint) {
        guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]) else {
            throw Complaint("“\(text)” has no port. Write an address of this machine, a colon and a port.")
        }
        guard (1...65_535).contains(port) else { throw Complaint("\(port) is not a port from 1 to 65535.") }
        var host = text[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = host.dropFirst().dropLast()
        } else if host.contains(":") {
            throw Complaint("“\(text)” has several colons. An IPv6 address stands in brackets: [::1]:8080.")
        }
        guard !host.isEmpty, !host.contains(where: { $0.isWhitespace || $0 == "/" }) else {
            throw Complaint("“\(text)” names no address. To listen on every one, write 0.0.0.0:\(port).")
        }
        self.init(host: String(host), port: port)
    }

    /// The URL of this server for a browser on this machine.
    var localURL: String {
        let reachable = host == "0.0.0.0" ? "127.0.0.1" : host == "::" ? "::1" : host
        return "http://\(reachable.contains(":") ? "[\(reachable)]" : reachable):\(port)"
    }
}

extension ListenAddress: CustomStringConvertible {
    /// `host:port`.
    var description: String { "\(host.contains(":") ? "[\(host)]" : host):\(port)" }
}
