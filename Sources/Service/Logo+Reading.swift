import Cryptography
public import Recoveries

extension Logo {
    /// The most bytes a logo may have: it stands in every page and every mail.
    public static let byteLimit = 100_000

    /// Takes a file, whose first bytes say what it is, and names it after its content.
    ///
    /// - Throws: a ``LogoFault`` for another kind of file, or one that is too large.
    public init(file bytes: [UInt8]) throws {
        guard bytes.count <= Self.byteLimit else { throw LogoFault.tooLarge(bytes.count) }
        guard let kind = Self.kinds.first(where: { $0.matches(bytes) }) else { throw LogoFault.unknownKind }
        self.init(name: "\(SHA256.hex(of: bytes).prefix(12)).\(kind.suffix)", bytes: bytes)
    }

    /// The media type that the name says.
    public var mediaType: String {
        Self.kinds.first { name.hasSuffix(".\($0.suffix)") }?.mediaType ?? "application/octet-stream"
    }

    private static let kinds = [
        Kind(suffix: "png", mediaType: "image/png") {
            $0.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
        },
        Kind(suffix: "jpg", mediaType: "image/jpeg") { $0.starts(with: [0xFF, 0xD8, 0xFF]) },
        Kind(suffix: "gif", mediaType: "image/gif") { $0.starts(with: Array("GIF8".utf8)) },
        Kind(suffix: "webp", mediaType: "image/webp") {
            $0.starts(with: Array("RIFF".utf8)) && $0.dropFirst(8).starts(with: Array("WEBP".utf8))
        },
        Kind(suffix: "svg", mediaType: "image/svg+xml") {
            String(decoding: $0.prefix(1000), as: UTF8.self).contains("<svg")
        },
    ]

    private struct Kind: Sendable {
        let suffix: String
        let mediaType: String
        let matches: @Sendable ([UInt8]) -> Bool

        init(suffix: String, mediaType: String, matches: @escaping @Sendable ([UInt8]) -> Bool) {
            self.suffix = suffix
            self.mediaType = mediaType
            self.matches = matches
        }
    }
}

/// Why a file cannot be a logo.
public enum LogoFault: Error, CustomStringConvertible {
    /// It has that many bytes.
    case tooLarge(Int)
    /// It is no picture that browsers show.
    case unknownKind

    /// What is wrong and what to mend.
    public var description: String {
        switch self {
        case .tooLarge(let bytes):
            "It has \(bytes) bytes; a logo has at most \(Logo.byteLimit), since every mail and page loads it."
        case .unknownKind:
            "It is not a PNG, JPEG, GIF, WebP or SVG picture. Mail programs show all of these but SVG."
        }
    }
}
