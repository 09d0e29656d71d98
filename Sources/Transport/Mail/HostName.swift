/// Rules for host names, as they stand in addresses and settings.
enum HostName {
    /// Whether `bytes` are labels of letters, digits and inner hyphens, joined by dots (RFC 1123, section 2.1).
    static func isDomain(_ bytes: some Collection<UInt8>) -> Bool {
        bytes.count <= 253
            && bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { label in
                (1...63).contains(label.count)
                    && label.allSatisfy { $0.isASCIILetterOrDigit || $0 == UInt8(ascii: "-") }
                    && label.first != UInt8(ascii: "-")
                    && Array(label).last != UInt8(ascii: "-")
            }
    }

    /// Whether `bytes` can only be an IPv6 address, without brackets. libcurl checks the rest.
    static func isIPv6(_ bytes: some Collection<UInt8>) -> Bool {
        bytes.contains(UInt8(ascii: ":")) && bytes.count <= 45
            && bytes.allSatisfy { $0.isASCIIHexDigit || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".") }
    }

    /// Whether `name` is this machine: 127.0.0.0/8, ::1 or localhost.
    static func isLoopback(_ name: String) -> Bool {
        let octets = name.split(separator: ".", omittingEmptySubsequences: false)
        let isIPv4 = octets.count == 4 && octets.allSatisfy { UInt8($0) != nil }
        return name.lowercased() == "localhost" || name == "::1" || (isIPv4 && octets[0] == "127")
    }
}

extension UInt8 {
    var isASCIIDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }

    var isASCIILetterOrDigit: Bool {
        let lower = self | 0x20
        return isASCIIDigit || (lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z"))
    }

    var isASCIIHexDigit: Bool {
        let lower = self | 0x20
        return isASCIIDigit || (lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "f"))
    }
}
