/// Seals secrets for the database, each under a key of its own.
///
/// A sealed secret is version 1 ‖ key id ‖ nonce 12 ‖ ciphertext ‖ tag 16, by AES-256-GCM. Its key is HKDF-Expand of the
/// ring's sub-key with info = `latchkey/seal/record` ‖ purpose ‖ record id; the associated data is record id ‖ purpose ‖
/// version ‖ key id. Each text among them is preceded by its length in bytes (64 bits, big-endian), so that no two
/// pairs of texts read alike. It opens for its own record and purpose only.
public struct SealedBox: Sendable {
    private static let version: UInt8 = 1
    private static let headerByteCount = 2

    private let ring: KeyRing
    private let random: any RandomSource

    /// A box that seals with the current key of `ring` and opens with any; nonces come from `random`.
    public init(ring: KeyRing, random: any RandomSource) {
        self.ring = ring
        self.random = random
    }

    /// The id of the key that a secret was sealed with; nil for bytes that are no sealed secret of this version.
    public static func keyID(of sealed: [UInt8]) -> UInt8? {
        sealed.count >= headerByteCount && sealed[0] == version ? sealed[1] : nil
    }

    /// The same secret sealed with the current key; nil when it is already.
    ///
    /// - Throws: what ``open(_:recordID:purpose:)`` throws.
    public func resealed(
        _ sealed: [UInt8], recordID: String, purpose: SealPurpose
    ) throws(CryptographyError) -> [UInt8]? {
        if Self.keyID(of: sealed) == ring.current.id { return nil }
        return try seal(open(sealed, recordID: recordID, purpose: purpose), recordID: recordID, purpose: purpose)
    }

    /// Seals `secret` for the record that `recordID` names.
    public func seal(
        _ secret: Secret, recordID: String, purpose: SealPurpose
    ) throws(CryptographyError) -> [UInt8] {
        let header = [Self.version, ring.current.id]
        let key = try recordKey(ring.current.keys[.seal], recordID, purpose)
        let associated = Self.prefixed(recordID) + Self.prefixed(purpose.rawValue) + header
        let text = Array(secret.reveal().utf8)
        return header + (try AES256GCM.seal(text, key: key, associatedData: associated, using: random))
    }

    /// Opens what was sealed for the same record and purpose.
    ///
    /// - Throws: ``CryptographyError/unknownKey(_:)`` or ``CryptographyError/retiredKey(_:)`` when its key does not
    ///   open any more, ``CryptographyError/notAuthentic`` when it was changed or belongs elsewhere,
    ///   ``CryptographyError/malformed(_:)`` when it is no sealed secret of this version.
    public func open(
        _ sealed: [UInt8], recordID: String, purpose: SealPurpose
    ) throws(CryptographyError) -> Secret {
        let header = Array(sealed.prefix(Self.headerByteCount))
        guard header.count == Self.headerByteCount, header[0] == Self.version else {
            throw .malformed("not a sealed secret of version \(Self.version)")
        }
        let key = try recordKey(subKey(header[1]), recordID, purpose)
        let associated = Self.prefixed(recordID) + Self.prefixed(purpose.rawValue) + header
        let body = Array(sealed.dropFirst(Self.headerByteCount))
        let text = try AES256GCM.open(body, key: key, associatedData: associated)
        guard let secret = String(validating: text, as: UTF8.self) else { throw .malformed("not UTF-8 text") }
        return Secret(secret)
    }

    private func subKey(_ id: UInt8) throws(CryptographyError) -> HMACSHA256 {
        if let key = ring.key(id, for: .seal) { return key }
        throw ring.standing(of: id) == .retired ? .retiredKey(id) : .unknownKey(id)
    }

    private func recordKey(
        _ key: HMACSHA256, _ recordID: String, _ purpose: SealPurpose
    ) throws(CryptographyError) -> [UInt8] {
        let info = Self.prefixed("latchkey/seal/record") + Self.prefixed(purpose.rawValue) + Self.prefixed(recordID)
        return try HKDF.expand(key, info: info, count: AES256GCM.keyByteCount)
    }

    private static func prefixed(_ text: String) -> [UInt8] {
        let count = UInt64(text.utf8.count)
        return stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: count >> $0) } + Array(text.utf8)
    }
}
