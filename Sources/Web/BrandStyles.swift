import Cryptography
import HTTPTypes
import Hummingbird
import Messages
import Recoveries
import Synchronization

/// The common style with a merchant's colour put on: still one file for a browser, with a name that changes with its content.
///
/// It is computed from the colour in its name alone. How many are kept is bounded, since anybody may ask for any colour.
final class BrandStyles: Sendable {
    private struct Kept {
        var names: [BrandColor: String] = [:]
        var files: [String: Asset] = [:]
    }

    private let base: [UInt8]
    private let kept = Mutex(Kept())
    private static let capacity = 64

    /// - Parameter base: the common style.
    init(base: [UInt8]) {
        self.base = base
    }

    /// Where a browser finds the style in a colour.
    func path(for color: BrandColor) -> String {
        if let name = kept.withLock({ $0.names[color] }) { return "/brand/\(name)" }
        let name = self.name(of: color, bytes(color))
        kept.withLock { kept in
            if kept.names.count >= Self.capacity { kept.names.removeAll(keepingCapacity: true) }
            kept.names[color] = name
        }
        return "/brand/\(name)"
    }

    func register(on routes: Routes) {
        routes.add(.get, "/brand/{name}") { [self] request, context in
            guard let name = context.parameters.get("name"), let asset = try file(name) else {
                throw HTTPError(.notFound)
            }
            return asset.response(gzipped: request.admitsGzip)
        }
    }

    private func file(_ name: String) throws -> Asset? {
        if let file = kept.withLock({ $0.files[name] }) { return file }
        guard let color = BrandColor(String(name.prefix(6))) else { return nil }
        let bytes = bytes(color)
        guard self.name(of: color, bytes) == name else { return nil }
        let file = try Asset(type: "text/css; charset=utf-8", bytes: bytes)
        kept.withLock { kept in
            if kept.files.count >= Self.capacity { kept.files.removeAll(keepingCapacity: true) }
            kept.files[name] = file
        }
        return file
    }

    private func bytes(_ color: BrandColor) -> [UInt8] {
        base + Array(Palette(color).css.utf8)
    }

    private func name(of color: BrandColor, _ bytes: [UInt8]) -> String {
        "\(color.description.dropFirst()).\(SHA256.hex(of: bytes).prefix(12)).css"
    }
}
