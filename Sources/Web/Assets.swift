import Compression
import Cryptography
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// What browsers load: every file of `public/`, read and compressed at start, served under a name that holds its hash.
public struct Assets: Sendable {
    private let byName: [String: Asset]
    private let hashed: [String: String]
    /// The common style in merchants' colours.
    let styles: BrandStyles

    /// Reads the folder.
    ///
    /// - Throws: ``AssetsMissing`` when it is not there, or lacks the style or the script; ``CompressionError``.
    public init(directory: String) throws {
        var byName: [String: Asset] = [:]
        var hashed: [String: String] = [:]
        var base: [UInt8] = []
        let names = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
        for name in names {
            guard let type = Self.types[(name as NSString).pathExtension],
                let data = FileManager.default.contents(atPath: "\(directory)/\(name)")
            else { continue }
            let file = Self.hashedName(of: name, data)
            byName[file] = try Asset(type: type, bytes: Array(data))
            hashed[name] = "/assets/\(file)"
            if name == Self.stylesheet { base = Array(data) }
        }
        self.byName = byName
        self.hashed = hashed
        styles = BrandStyles(base: base)
        for needed in [Self.stylesheet, Self.script] where hashed[needed] == nil {
            throw AssetsMissing(directory: directory, file: needed)
        }
    }

    static let stylesheet = "latchkey.css"
    static let script = "pay.js"

    /// The address of a file of the folder, which changes with its content.
    func path(of name: String) -> String {
        hashed[name] ?? "/assets/\(name)"
    }

    func register(on routes: Routes) {
        routes.add(.get, "/assets/{name}") { [byName] request, context in
            guard let asset = context.parameters.get("name").flatMap({ byName[$0] }) else {
                throw HTTPError(.notFound)
            }
            return asset.response(gzipped: request.admitsGzip)
        }
        // Every browser asks for it, and there is none: said once a day it is no error in anybody's console or log.
        routes.add(.get, "/favicon.ico") { _, _ in
            Response(status: .noContent, headers: [.cacheControl: "public, max-age=86400"])
        }
    }

    private static let types = [
        "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml",
        "png": "image/png", "ico": "image/x-icon",
    ]

    private static func hashedName(of name: String, _ data: Data) -> String {
        let hash = SHA256.hex(of: Array(data)).prefix(12)
        let file = name as NSString
        return "\(file.deletingPathExtension).\(hash).\(file.pathExtension)"
    }
}

/// The folder of what browsers load is not where it should be.
public struct AssetsMissing: Error, CustomStringConvertible {
    /// Where it was looked for.
    public let directory: String
    /// What is missing there.
    public let file: String

    /// What is wrong and what to mend.
    public var description: String {
        "\(directory) does not hold \(file). Set LATCHKEY_PUBLIC to Latchkey's `public` folder."
    }
}
