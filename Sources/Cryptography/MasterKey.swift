/// The 32 random bytes from which every other key is derived.
public struct MasterKey: Sendable {
    /// The length in bytes.
    public static let byteCount = 32

    /// A byte derived from the key, which stands in everything the key makes, so that a ring finds the right one.
    public let id: UInt8

    let bytes: [UInt8]

    /// Takes 32 bytes.
    ///
    /// - Throws: ``CryptographyError/masterKey(_:)`` for another length or a key that is not random.
    public init(bytes: [UInt8]) throws(CryptographyError) {
        guard bytes.count == Self.byteCount else { throw .masterKey(.wrongLength(bytes.count)) }
        if let weakness = Self.weakness(of: bytes) { throw .masterKey(weakness) }
        self.bytes = bytes
        id = try HMACSHA256.code(for: Array("latchkey key id v1".utf8), key: bytes)[0]
    }

    /// Reads a key as it stands in the configuration: base64 in the standard or the URL alphabet, padded or not.
    ///
    /// White space around it is ignored.
    /// - Throws: ``CryptographyError/masterKey(_:)``, whose description says what to mend and never shows the key.
    public init(base64 text: String) throws(CryptographyError) {
        let trimmed = Self.trimmed(text)
        guard !trimmed.isEmpty else { throw .masterKey(.missing) }
        guard let bytes = Self.decode(trimmed) else { throw .masterKey(.undecodable) }
        try self.init(bytes: bytes)
    }

    /// Makes a new key.
    public static func generate(using random: some RandomSource) throws(CryptographyError) -> MasterKey {
        try MasterKey(bytes: random.bytes(byteCount))
    }

    /// Makes a new key whose id is none of `taken`, so that what each key made can be told apart.
    ///
    /// - Throws: ``CryptographyError/noKeyIDLeft`` when so many ids are taken that none of many new keys is free.
    public static func generate(
        using random: some RandomSource, avoiding taken: Set<UInt8>
    ) throws(CryptographyError) -> MasterKey {
        // With half of all ids taken, a thousand keys in a row meet one of them once in 10³⁰⁰ times.
        for _ in 0..<1000 {
            let key = try generate(using: random)
            if !taken.contains(key.id) { return key }
        }
        throw .noKeyIDLeft
    }

    /// The key in padded standard base64, 44 characters, as ``init(base64:)`` reads it.
    public func base64() -> Secret {
        Secret(Base64.encode(bytes))
    }
}

extension MasterKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The key id alone.
    public var description: String { "MasterKey(id: \(id))" }
    /// The key id alone.
    public var debugDescription: String { description }
    /// A mirror that shows the key id alone.
    public var customMirror: Mirror { Mirror(self, children: ["id": id]) }
}
