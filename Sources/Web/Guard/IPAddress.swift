public import NIOCore

/// An IP address. An IPv4 address in IPv6's clothes (`::ffff:192.0.2.1`, RFC 4291, 2.5.5.2) is an IPv4 address.
public struct IPAddress: Hashable, Sendable {
    /// The first 64 bits: the network, as far as IPv6 hands networks out to customers.
    let network: UInt64
    /// The last 64 bits.
    let interface: UInt64

    init(network: UInt64, interface: UInt64) {
        self.network = network
        self.interface = interface
    }

    /// The address of a socket's other end; `nil` when it is no IP socket.
    public init?(_ address: SocketAddress) {
        switch address {
        case .v4: self.init(v4: Self.word(of: address, at: 4, bytes: 4))
        case .v6:
            self.init(
                network: Self.word(of: address, at: 8, bytes: 8), interface: Self.word(of: address, at: 16, bytes: 8))
        case .unixDomainSocket: return nil
        }
    }

    /// Reads an address as it is written: dotted, or hexadecimal without brackets.
    public init?(_ text: some StringProtocol) {
        // The longest address has 45 characters. The C function behind it would stop at a NUL and take what stands before.
        guard text.utf8.count <= 45, !text.utf8.contains(0),
            let address = try? SocketAddress(ipAddress: String(text), port: 0)
        else {
            return nil
        }
        self.init(address)
    }

    /// What is counted as one: an IPv4 address, or the /64 of IPv6 that one customer has for themselves.
    var counted: IPAddress { isV4 ? self : IPAddress(network: network, interface: 0) }

    var isV4: Bool { network == 0 && interface >> 32 == 0xFFFF }

    private init(v4 bits: UInt64) {
        self.init(network: 0, interface: 0xFFFF_0000_0000 | bits)
    }

    /// Reads the address where Linux has it: after family and port (`sockaddr_in`), in IPv6 after the flow as well.
    private static func word(of address: SocketAddress, at offset: Int, bytes count: Int) -> UInt64 {
        address.withSockAddr { pointer, size in
            UnsafeRawBufferPointer(start: pointer, count: size).dropFirst(offset).prefix(count)
                .reduce(0) { $0 << 8 | UInt64($1) }
        }
    }
}

extension IPAddress {
    /// Whether it is this machine.
    var isLoopback: Bool { AddressBlock.loopback.contains { $0.contains(self) } }

    /// Whether it is of a network that the Internet does not lead to: a proxy or an operator, rather than a customer.
    var isPrivate: Bool { isLoopback || AddressBlock.nonPublic.contains { $0.contains(self) } }
}
