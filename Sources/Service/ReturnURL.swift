import Foundation

/// Where a customer may be sent afterwards: only to origins that the merchant listed, compared whole.
enum ReturnURL {
    static func validate(_ text: String, origins: [String]) throws {
        guard let origin = origin(of: text), text.utf8.count <= 2000 else {
            throw Problem.invalid("return_url", "The return URL is an absolute https address without user or password.")
        }
        guard origins.contains(origin) else {
            throw Problem.invalid(
                "return_url",
                "The origin \(origin) is not among the merchant's return origins. Add it to LATCHKEY_RETURN_ORIGINS.",
                code: "return_origin_not_allowed")
        }
    }

    /// The origin of a URL as browsers write it; `nil` unless it is https, or http on loopback.
    static func origin(of text: String) -> String? {
        guard text.utf8.allSatisfy({ (33...126).contains($0) && $0 != 92 }), let parts = URLComponents(string: text),
            let scheme = parts.scheme?.lowercased(), let host = parts.encodedHost?.lowercased(), !host.isEmpty,
            parts.user == nil, parts.password == nil
        else { return nil }
        let isLoopback = ["localhost", "127.0.0.1", "[::1]"].contains(host)
        guard scheme == "https" || scheme == "http" && isLoopback else { return nil }
        let isDefaultPort = parts.port == nil || parts.port == (scheme == "https" ? 443 : 80)
        return "\(scheme)://\(host)" + (isDefaultPort ? "" : ":\(parts.port ?? 0)")
    }
}
