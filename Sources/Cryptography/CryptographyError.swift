/// What can go wrong in this module.
///
/// No case carries key material, plaintext or a token, so its description may be logged.
public enum CryptographyError: Error, Equatable, Sendable {
    /// OpenSSL refused an operation: a broken installation, or no memory or entropy.
    case openSSL(operation: String, reason: String)
    /// A length that the primitive does not allow, named by what was measured.
    case invalidLength(String)
    /// The master key cannot be used.
    case masterKey(MasterKeyFault)
    /// Two master keys of a ring derive the same key id.
    case keyIDCollision(UInt8)
    /// The key that is to sign is on the list of retired keys.
    case currentKeyRetired(UInt8)
    /// Nearly all of the 256 key ids are in use or retired.
    case noKeyIDLeft
    /// The bytes or the text do not have the form they should have; the text says which.
    case malformed(String)
    /// The key that made this is not in the ring.
    case unknownKey(UInt8)
    /// The key that made this is retired.
    case retiredKey(UInt8)
    /// The tag does not fit: changed since it was made, or made for another record or purpose.
    case notAuthentic
}

extension CryptographyError: CustomStringConvertible {
    /// The fault in a sentence, and how to mend it where that is known.
    public var description: String {
        switch self {
        case .openSSL(let operation, let reason): "OpenSSL failed in \(operation): \(reason)."
        case .invalidLength(let what): "Invalid length: \(what)."
        case .masterKey(let fault): fault.description
        case .keyIDCollision(let id):
            "Two master keys have the key id \(id). Remove the one that is listed twice; "
                + "if they differ, replace the newer one: \(MasterKeyFault.remedy)"
        case .currentKeyRetired(let id):
            "The current master key has the key id \(id), which is retired. "
                + "Take the id off the retired list, or use a new key: \(MasterKeyFault.remedy)"
        case .noKeyIDLeft:
            "No key id is left for a new master key. Take ids of keys that nothing depends on off the retired list."
        case .malformed(let what): "Malformed: \(what)."
        case .unknownKey(let id):
            "The master key with the key id \(id) is not configured. Add it to the previous master keys."
        case .retiredKey(let id): "The master key with the key id \(id) is retired."
        case .notAuthentic: "Authentication failed: the data was changed, or belongs to another record or purpose."
        }
    }
}
